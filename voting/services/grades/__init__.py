"""Grades (等次) given step by step."""
