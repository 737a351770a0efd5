"""Step 1: official files in, tidy and validated tables out. The only readers of files.

One file per source, each with one ``SOURCE``; ``registry`` lists them without importing any.
``reference`` loads the figures of all France that ship with the package, ``build`` makes them.
"""
