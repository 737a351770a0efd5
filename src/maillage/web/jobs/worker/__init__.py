"""The processes that work: one a lane, watched by whoever started them."""
