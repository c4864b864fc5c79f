"""A meeting (测评会议) from its plan to its tables."""
