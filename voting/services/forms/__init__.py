"""The forms of a round: changing them, showing them, and what one meeting votes on."""
