"""The roster of a round and the scope of its cadres."""
