"""Opening hours on paper and in files: posters for sites, weeks for mediators, calendars, tables."""
