"""Where help is: places, services and resource persons, merged from official lists and what they say themselves."""
