"""The public side of a vote: what is hashed, signed, archived and verified."""
