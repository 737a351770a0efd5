"""A backup is one file: a copy of the rows, the files that belong to them, and a list with their checksums.

The keys are not in it. Who finds a backup then reads no sealed field and forges no journal; who loses the keys reads
none either: they are kept apart, and change only when they are renewed.
"""
