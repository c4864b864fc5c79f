"""Forms (测评表) and the plan of a round: what is asked of whom, with which options and quotas."""
