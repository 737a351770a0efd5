"""A proposal of sites as files: table, map, document."""
