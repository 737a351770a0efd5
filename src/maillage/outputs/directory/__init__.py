"""Lists of places as files: both standards, JSON and CSV, as text that streams whatever its length."""
