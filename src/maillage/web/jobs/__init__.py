"""Work that is done beside the pages, remembered in the database: asked for once, done once, retried, scheduled."""
