"""Pages of the roster and of scope."""
