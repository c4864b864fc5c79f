"""What a voter's phone asks and sends."""
