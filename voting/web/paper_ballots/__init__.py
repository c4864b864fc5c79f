"""Pages of paper ballots (纸质票)."""
