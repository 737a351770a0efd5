"""Lists of places that come as files: read whole, every fault told with its line and its column."""
