"""What the software says besides its pages: refusals in the reader's language."""
