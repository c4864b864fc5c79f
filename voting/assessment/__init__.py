"""The field's rules as pure functions on plain data."""
