"""``maillage``: parses, calls, prints. What it says on errors is in the errors themselves."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import click

from . import __version__
from .engine.errors import MaillageError

# Commands that live elsewhere, imported when they are asked for: `maillage diagnose` does not wait for Django.
ELSEWHERE = {
    "backup": ("maillage.cli_operations", "backup"),
    "check": ("maillage.cli_operations", "check"),
    "directory": ("maillage.cli_directory", "directory"),
    "fragility": ("maillage.cli_fragility", "fragility"),
    "hours": ("maillage.cli_hours", "hours"),
    "journal": ("maillage.cli_journal", "journal"),
    "restore": ("maillage.cli_operations", "restore"),
    "roads": ("maillage.cli_roads", "roads"),
    "site": ("maillage.cli_site", "site"),
    "sources": ("maillage.cli_sources", "sources"),
    "tour": ("maillage.cli_tour", "tour"),
    "serve": ("maillage.cli_web", "serve"),
    "verify": ("maillage.cli_operations", "verify"),
    "demo": ("maillage.cli_web", "demo"),
    "worker": ("maillage.cli_web", "worker"),
}


class Commands(click.Group):
    """A group whose errors are messages: exit code 2, never a traceback; 130 when stopped."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *ELSEWHERE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in ELSEWHERE:
            module, name = ELSEWHERE[cmd_name]
            return getattr(importlib.import_module(module), name)
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except MaillageError as error:
            click.secho(str(error), err=True, fg="red")
            ctx.exit(2)
        except (KeyboardInterrupt, click.Abort):
            click.echo("Stopped. Nothing was half-written.", err=True)
            ctx.exit(130)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="maillage")
def main() -> None:
    """Access to care in any French territory: measure it, decide what to open, answer for it."""


@main.command()
@click.argument("territory", nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("diagnosis"), show_default=True)
@click.option("--format", "formats", help="Some of json,csv,gpkg,pdf. Default: all (france: all but pdf).")
@click.option("--year", type=int, help="Vintage of the published APL. Default: the latest.")
@click.option("--threshold", type=float, default=2.5, show_default=True, help="Under it, a commune is under-served.")
@click.option("--weights", help="Of the priority index, for example access=4,age=2,poverty=2,digital=2.")
@click.option("--times", type=click.Path(path_type=Path, dir_okay=False), help="Travel times between communes.")
@click.option("--unit", type=click.Choice(["seconds", "minutes"]), help="Unit of --times.")
@click.option("--roads", help="Minutes on a network of real roads (`maillage roads list`).")
@click.option("--mode", default="car", show_default=True, help="Of --roads: car, foot or bicycle.")
@click.option(
    "--factors", help="Of --roads: times at peak hours, by density class, for example 1.5,1.4,1.2,1.2,1.1,1,1."
)
@click.option("--dask", help="Compute on a Dask cluster: its address (tcp://scheduler:8786), or local.")
@click.option("--quiet", is_flag=True, help="No progress bar.")
def diagnose(
    territory: tuple[str, ...],
    out: Path,
    formats: str | None,
    year: int | None,
    threshold: float,
    weights: str | None,
    times: Path | None,
    unit: str | None,
    roads: str | None,
    mode: str,
    factors: str | None,
    dask: str | None,
    quiet: bool,  # noqa: FBT001 - click passes options by name
) -> None:
    """Diagnose access to care in TERRITORY.

    TERRITORY is a département code (78), an EPCI SIREN (200059889), a commune code (78410), an exact name, several of
    them, or france.
    """
    from .diagnose import diagnose as write_diagnosis

    written = write_diagnosis(
        territory,
        out=out,
        formats=formats,
        year=year,
        threshold=threshold,
        weights=weights,
        times=times,
        unit=unit,
        roads=roads,
        mode=mode,
        factors=factors,
        dask=dask,
        say=lambda line: click.echo(line, err=True),
        progress=None if quiet or not sys.stderr.isatty() else bar,
    )
    for path in written:
        click.echo(path)


def bar(total: int) -> Any:
    """A progress bar on standard error, so that standard output holds only the files written."""
    return click.progressbar(length=total, file=sys.stderr, item_show_func=lambda step: step or "", show_eta=False)
