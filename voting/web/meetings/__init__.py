"""Pages of a meeting: its plan, its hall, its keys."""
