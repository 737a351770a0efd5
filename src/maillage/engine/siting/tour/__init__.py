"""The bus's rounds over weeks: which stops, how often, in which order, and where the bus sleeps."""
