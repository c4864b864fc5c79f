"""Grades (等次): figures, thresholds, quotas, proposals, the three columns."""
