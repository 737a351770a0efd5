"""``maillage journal``: whether what the platform remembers is what was written."""

from __future__ import annotations

import os
from pathlib import Path

import click


@click.group()
def journal() -> None:
    """What people did on the platform, row by row, each signed with the one before."""


@journal.command()
@click.option(
    "--against",
    "witnesses",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A copy of journal-digests.jsonl that was kept elsewhere. May be said several times.",
)
def verify(witnesses: tuple[Path, ...]) -> None:
    """Read the whole journal. Exit code 1, and the first broken row, if it is not what was written."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.web.settings")
    import django

    django.setup()
    from django.db import DatabaseError

    from .engine.errors import MaillageError
    from .web.privacy.queries.verification import guards_that_miss, verify_journal
    from .web.privacy.rules.verification import sentence

    try:
        verdict, missing = verify_journal(witnesses), guards_that_miss()
    except DatabaseError:
        hint = "Is it the data folder of the platform (MAILLAGE_DATA), and was `maillage serve` started once?"
        raise MaillageError("The database has no journal that could be read.", hint=hint) from None
    click.echo(sentence(verdict))
    if missing:
        click.echo(
            f"The database lacks {len(missing)} of the journal's triggers. Start the platform: it puts them back."
        )
    if missing or not verdict.sound:
        raise SystemExit(1)
