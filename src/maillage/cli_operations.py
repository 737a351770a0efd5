"""``maillage check``, ``backup``, ``restore`` and ``verify``: for who runs the platform."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import click

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
def check() -> None:
    """Say what is set up wrong, and how to mend it. Exit code 1 if something is."""
    now = _set_up()
    from .web.operations.checks.every import problems
    from .web.operations.checks.problem import Level

    found = problems(now=now)
    for problem in found:
        click.echo(str(problem))
    if any(problem.level is not Level.NOTE for problem in found):
        raise SystemExit(1)
    click.echo("maillage is set up right.")


@click.command()
@click.argument("file", type=FILE)
def backup(file: Path) -> None:
    """Write FILE: rows, files and their checksums, as they are now. The platform may run meanwhile."""
    now = _set_up()
    from .web.operations.backup.make import backup as make

    made = make(file, now=now)
    packed, unpacked = file.stat().st_size / 1e6, made.bytes / 1e6
    click.echo(f"{file}: files {len(made.members)}, {packed:,.1f} MB, unpacked {unpacked:,.1f} MB.")
    click.echo("The keys are not in it: keep a copy of them elsewhere (docs/operations.md).", err=True)


@click.command()
@click.argument("file", type=FILE)
def verify(file: Path) -> None:
    """Say whether FILE could be brought back: checksums, database, journal. Changes nothing."""
    _set_up()
    from .web.operations.backup.verify import verify as look

    found = look(file)
    told = found.manifest
    made = f"made {told.made_at} by maillage {told.maillage}"
    click.echo(f"{file} is whole: {made}, {told.database}, files {len(told.members)}.")
    if found.journal:
        click.echo(found.journal)
    if found.keys:
        raise click.ClickException(f"This platform lacks the keys that it was written with: {', '.join(found.keys)}.")


@click.command()
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="In the place of what is there, which is kept aside.")
def restore(file: Path, replace: bool) -> None:  # noqa: FBT001 - click passes options by name
    """Bring FILE back, after it was verified. The platform must be stopped."""
    now = _set_up()
    from .web.operations.backup.restore import restore as bring_back

    told, before = bring_back(file, replace=replace, now=now)
    click.echo(f"Restored: {file}, made {told.made_at}. Start the platform with `maillage serve`.")
    if before:
        click.echo(f"What was there is kept as {before}; remove it when nobody misses anything.")


def _set_up() -> datetime:
    """Django, for a command; the time that it is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.web.settings")
    import django

    django.setup()
    from django.utils import timezone

    return timezone.now()
