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
    from .web.privacy.queries.verification import guards_that_miss, verify_journal
    from .web.privacy.rules.verification import sentence

    verdict = verify_journal(witnesses)
    click.echo(sentence(verdict))
    missing = guards_that_miss()
    if missing:
        click.echo(
            f"The database lacks {len(missing)} of the journal's triggers. Start the platform: it puts them back."
        )
    if missing or not verdict.sound:
        raise SystemExit(1)
