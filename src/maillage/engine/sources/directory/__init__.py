"""Lists of places where people find help, each in its official form, read line by line into cards."""
