"""Speed and memory, side by side in one run: ``python -m bench`` prints a Markdown table, progress goes to stderr.

Every line is measured in a process of its own, so that its peak memory is its own. Nothing here is a test: a time
says something only beside another one of the same run on the same machine.
"""
