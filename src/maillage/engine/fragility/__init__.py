"""Who is left out of the digital world, where help would serve them, and how much of it."""
