"""What is set up wrong, where, and what to do about it: one file a subject, each with its ``check``."""
