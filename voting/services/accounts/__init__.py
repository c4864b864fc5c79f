"""Accounts, links, second factors and sessions."""
