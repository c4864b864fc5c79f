"""The field's rules as pure functions on plain data: no clock, no float, no input or output."""
