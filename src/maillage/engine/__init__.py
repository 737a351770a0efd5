"""Pure computation: numbers in, numbers out. No Django, no network, no clock.

The folders are the steps, in order: ``sources`` -> ``territory`` -> ``travel`` -> ``access``;
``study`` is the whole chain on one page.
"""
