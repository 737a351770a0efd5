"""What people say on the pages of this module."""
