"""Pages of the forms of a round (测评表): what is on the ballot."""
