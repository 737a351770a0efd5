"""Roads: OpenStreetMap files, the networks that OSRM makes of them, and what was already asked of a network."""
