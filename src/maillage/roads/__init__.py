"""Road networks of this installation: building them with OSRM's programs, and what the commands do with them."""
