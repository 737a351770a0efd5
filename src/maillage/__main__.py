"""``python -m maillage`` is ``maillage``."""

from .cli import main

main()
