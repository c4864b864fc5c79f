"""The command line, thin like the web."""
