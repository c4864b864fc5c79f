"""Qingping (清评): anonymous and verifiable democratic assessment (民主测评)."""

__version__ = "0.1.0"
