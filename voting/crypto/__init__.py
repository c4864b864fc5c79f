"""Bytes and integers: group, hashes, proofs; no framework, clock, network or settings."""
