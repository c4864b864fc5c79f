"""The roster workbook: the template people fill in and the reader of what comes back."""
