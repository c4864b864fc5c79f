"""Pages of papers, tables and charts."""
