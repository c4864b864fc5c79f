"""Tables, sessions and migrations; the only place that knows SQL."""
