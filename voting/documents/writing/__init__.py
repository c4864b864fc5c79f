"""How a document becomes a file: docx, pdf, xlsx."""
