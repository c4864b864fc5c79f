"""Paper ballots (纸质票): printed, entered by two people, compared."""
