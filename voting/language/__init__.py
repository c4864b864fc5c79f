"""What the software says: the catalogue of English, and the texts of refusals by their codes."""
