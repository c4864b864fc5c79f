"""Papers that are printed and filed, each built as a document from plain data."""
