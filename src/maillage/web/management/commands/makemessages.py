"""`python -m maillage.web makemessages -l en`, run in src/maillage: the pages' words, and those of the reports."""

from __future__ import annotations

from typing import ClassVar

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """Knows ``N_`` too, with which the engine and the reports mark words that they leave for later."""

    xgettext_options: ClassVar = [*makemessages.Command.xgettext_options, "--keyword=N_"]
