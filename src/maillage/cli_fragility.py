"""``maillage fragility``: who is left out of the digital world."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


@click.command()
@click.argument("territory", nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("fragility"), show_default=True)
@click.option("--format", "formats", help="Some of json,csv,gpkg. Default: all.")
@click.option("--weights", help="Of the axes, for example age=4,income=2,help=2; an axis left out counts for nothing.")
@click.option("--point", "points", multiple=True, help="LAT,LON of a point of help that would open; repeat.")
@click.option("--threshold", type=float, default=2.5, show_default=True, help="APL under which doctors are lacking.")
@click.option(
    "--fewest", type=click.FloatRange(0), default=20.0, show_default=True, help="People, to open hours there."
)
@click.option("--uptake", type=float, default=0.3, show_default=True, help="Share of the people concerned who come.")
@click.option("--sessions", type=float, default=4.0, show_default=True, help="Of each of them, a year.")
@click.option("--minutes", type=float, default=60.0, show_default=True, help="Of a session.")
@click.option("--hours-a-mediator", type=float, default=1000.0, show_default=True, help="With people, a year.")
def fragility(territory: tuple[str, ...], out: Path, **asked: Any) -> None:
    """Who is left out of the digital world in TERRITORY, where to accompany first, and how many hours it takes.

    TERRITORY is a département code (78), an EPCI SIREN, a commune code, an exact name, several of them, or france.
    """
    from .planning.fragility import Asked
    from .planning.fragility import fragility as write_assessment

    for path in write_assessment(territory, Asked(**asked), out=out, say=lambda line: click.echo(line, err=True)):
        click.echo(path)
