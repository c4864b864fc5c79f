"""Materials of a unit, 公示, photos, and what is asked of other units."""
