"""What people print or file: slips, charts, workbooks."""
