"""Forms of places, of teams and of reasons for coming."""
