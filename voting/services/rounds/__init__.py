"""Rounds (年度考核): made, planned, and what of them is fixed."""
