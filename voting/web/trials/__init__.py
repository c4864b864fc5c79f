"""Pages of trial meetings."""
