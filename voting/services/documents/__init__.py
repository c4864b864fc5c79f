"""Which papers there are, what they are made from, and all of a round as one file."""
