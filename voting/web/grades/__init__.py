"""Pages of grades (等次)."""
