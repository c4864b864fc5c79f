"""An instance on this machine and the server in front of it."""
