"""Minutes on real roads: which pairs are asked, of which network, and how far one gets from a place."""
