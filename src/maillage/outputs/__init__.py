"""A result becomes files, drawings and words. Reads the engine; knows nothing of the web."""
