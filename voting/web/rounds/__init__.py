"""Pages of a round: its steps, its progress."""
