"""Slips (测评票): sheets of one-time codes to be cut."""
