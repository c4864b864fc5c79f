"""Pages of a unit's materials, photos and 公示."""
