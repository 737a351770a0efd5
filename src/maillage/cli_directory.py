"""``maillage directory``: lists of places brought into the directory without a browser."""

from __future__ import annotations

import os
import time
from pathlib import Path

import click

# Why a file is not taken, by the code of the platform's own refusal.
REFUSED = {
    "busy": ("A file of this source waits already.", "Decide about it on the page of sources, then try again."),
    "unknown-form": ("This file has none of the forms that maillage reads.", "docs/directory-sources.md lists them."),
    "other-form": ("This file does not have the form of this source.", "Leave --source out, or name another."),
    "empty": ("This file is empty.", "Download it again."),
}


@click.group()
def directory() -> None:
    """The directory of places that help, kept by the platform of this data folder."""


@directory.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--source", "slug", help="Short name of the source. Default: the one of the file's form, or a new one.")
@click.option("--title", default="", help="Name of a new source of this form.")
def bring(file: Path, slug: str | None, title: str) -> None:
    """Take FILE over into the directory, as the page of sources does. What is new or gone changes at the end, at once.

    Exit code 1 if it is held for a person's decision, 2 if it cannot be read.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.web.settings")
    import django

    django.setup()
    from django.db import DatabaseError

    from .engine.errors import MaillageError

    try:
        made = _bring(file, slug, title)
    except DatabaseError:
        hint = "Is it the data folder of the platform (MAILLAGE_DATA), and was `maillage serve` started once?"
        raise MaillageError("The directory cannot be written.", hint=hint) from None
    counts = made.counts
    click.echo(
        f"{made.source.slug}: {counts.get('read', 0)} lines, {counts.get('refused', 0)} refused, "
        f"{counts.get('problems', 0)} problems. New {counts.get('new', 0)}, changed {counts.get('changed', 0)}, "
        f"same {counts.get('same', 0)}, gone {counts.get('gone', 0)}: {made.state}."
    )
    if made.state == "failed":
        first = made.problems[0]
        told = [f"column {first['column']!r}" if first["column"] else "", first["expected"]]
        raise MaillageError(
            f"{file.name} cannot be read.", hint=" ".join(filter(None, told)) or "Its problems stand on its page."
        )
    if made.state == "held":
        click.echo("Held: too many cards would go. Decide on the page of sources; nothing is changed.", err=True)
        raise SystemExit(1)


def _bring(file: Path, slug: str | None, title: str):
    from django.utils import timezone

    from .engine.errors import MaillageError
    from .web.directory.actions import deliveries, imports
    from .web.directory.queries.sources import find_delivery, slugs, source_called
    from .web.directory.rules.deliveries import DeliveryError

    source = source_called(slug) if slug else None
    if slug and source is None:
        raise MaillageError(f"There is no source {slug!r}.", hint=f"There are: {', '.join(slugs()) or 'none yet'}.")
    try:
        with file.open("rb") as opened:
            chunks = iter(lambda: opened.read(1 << 20), b"")
            made = imports.receive(source=source, file=chunks, name=file.name, title=title, by=None, now=timezone.now())
    except DeliveryError as error:
        what, hint = REFUSED[error.code]
        raise MaillageError(f"{file.name}: {what}", hint=hint) from None
    while True:
        deliveries.go_on(delivery=made.pk, now=timezone.now())
        found = find_delivery(made.pk)
        # The worker of a running platform may have taken it up too.
        if not found.is_going_on:
            return found
        time.sleep(1)
