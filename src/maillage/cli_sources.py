"""``maillage sources``: official files in, tidy tables out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .data_folder import data_folder
from .reference import FOLDER as REFERENCE

if TYPE_CHECKING:
    from .engine.sources.source import Source, Table

FILE = click.Path(path_type=Path, dir_okay=False)
DIRECTORY = click.Path(path_type=Path, file_okay=False)


@click.group()
def sources() -> None:
    """Official files: which there are, whether yours can be read, and importing them."""


@sources.command(name="list")
def list_sources() -> None:
    """Every source: what it is, who publishes it, under which licence, and where."""
    from .engine.sources.imported import imported_tables
    from .engine.sources.registry import sources as every_source

    for source in every_source():
        click.secho(source.name, bold=True)
        click.echo(f"  {source.title} ({source.publisher}; {source.licence})")
        click.echo(f"  {source.page}" + ("  [fetch]" if source.downloads else ""))
    for record in imported_tables(_imports()):
        click.echo(f"imported: {record.source} {record.vintage}, {record.rows:,} rows, from {record.file}")


@sources.command()
@click.argument("file", type=FILE)
def check(file: Path) -> None:
    """Read FILE to its end and say what it is. Nothing is stored."""
    _describe(*_read(file))


@sources.command(name="import")
@click.argument("files", type=FILE, nargs=-1, required=True)
def import_files(files: tuple[Path, ...]) -> None:
    """Read FILES and keep their tables, with their provenance, in your data folder (MAILLAGE_DATA).

    All of them are read before the first is kept: a wrong file changes nothing.
    """
    from .engine.sources.imported import keep

    for source, table in [_read(file) for file in files]:
        record = keep(source, table, _imports())
        _describe(source, table)
        click.secho(f"  kept as {_imports() / record.stem}.parquet", fg="green")


@sources.command()
@click.argument("name")
@click.option("--to", "folder", type=DIRECTORY, help="Where to put the file. Default: downloads in your data folder.")
def fetch(name: str, folder: Path | None) -> None:
    """Bring the file of source NAME from its published address; go on where a broken download stopped."""
    from .engine.sources.registry import source
    from .fetch import fetch as fetch_source

    wanted = source(name)
    with click.progressbar(length=1, label=name, file=sys.stderr) as bar:

        def progress(here_bytes: int, of_bytes: int | None) -> None:
            bar.length = of_bytes or here_bytes or 1
            bar.update(here_bytes - bar.pos)

        paths = fetch_source(wanted, folder or data_folder() / "downloads", progress=progress)
    for path in paths:
        click.echo(path)
    click.echo("Import it with: maillage sources import " + " ".join(map(str, paths)))


@sources.command(name="build-reference")
@click.argument("folder", type=DIRECTORY)
@click.option("--out", type=DIRECTORY, default=REFERENCE, help="Default: the reference of this installation.")
def build_reference(folder: Path, out: Path) -> None:
    """Make the figures of all France anew from the official files in FOLDER (docs/reference.md lists them)."""
    from .engine.sources.build import build_reference as build

    built = build(folder, out, progress=lambda what: click.echo(what, err=True))
    click.echo(f"{built.communes:,} communes in {out}")
    for name, size_bytes in built.sizes.items():
        click.echo(f"  {name:24} {size_bytes / 1e6:8.3f} MB")
    for note in built.notes:
        click.echo(f"  {note}")
    if built.left_aside:
        click.echo("Left aside: " + ", ".join(built.left_aside))


def _imports() -> Path:
    return data_folder() / "sources"


def _read(file: Path) -> tuple[Source, Table]:
    from .engine.sources.registry import recognise

    source = recognise(file)
    return source, source.read(file)


def _describe(source: Source, table: Table) -> None:
    click.secho(f"{table.file}: {source.title}", bold=True)
    click.echo(f"  source    {source.name} ({source.publisher}; {source.licence})")
    click.echo(f"  vintage   {table.vintage or 'not said in the file'}")
    click.echo(f"  rows      {len(table.frame):,}")
    click.echo(f"  columns   {', '.join(map(str, table.frame.columns))}")
    for note in table.notes:
        click.echo(f"  note      {note}")
