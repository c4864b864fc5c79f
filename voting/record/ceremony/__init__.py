"""The key ceremony of a round: its public messages, its sealed key shares, what follows from them."""
