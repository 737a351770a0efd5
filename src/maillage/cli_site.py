"""``maillage site``: where to open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("territory", nargs=-1, required=True)
@click.option("--goal", default="underserved", show_default=True, help="What the plan is best at (docs/siting.md).")
@click.option("--count", type=click.IntRange(min=1), help="At most so many new sites.")
@click.option("--within", type=click.FloatRange(0, 45, min_open=True), default=15.0, show_default=True, help="Minutes.")
@click.option("--threshold", type=float, default=2.5, show_default=True, help="Under it, a commune is under-served.")
@click.option("--candidates", default="town_halls,france_services", show_default=True, help="Kinds of places, or none.")
@click.option("--sites", type=FILE, help="Your own list of places (CSV).")
@click.option("--budget", type=float, help="Costs of the new sites together.")
@click.option("--site-cost", type=float, default=1.0, show_default=True, help="Of a site whose line gives none.")
@click.option("--quota", "quotas", multiple=True, help="OWNER=LEAST:MOST new sites, for example own=25:25; repeat.")
@click.option("--lock", multiple=True, help="Key of a site that must open; repeat.")
@click.option("--forbid", multiple=True, help="Key of a site that must not; repeat.")
@click.option("--existing", multiple=True, help="Key of a site that is open today; repeat.")
@click.option("--one-per-commune", is_flag=True, help="At most one site in a commune.")
@click.option("--each-epci", is_flag=True, help="At least one site in each EPCI that has a place for one.")
@click.option("--apart", type=float, help="Kilometres between any two sites, at least.")
@click.option(
    "--capacities", is_flag=True, help="No site serves more people than its line says (goals coverage, minutes)."
)
@click.option(
    "--weigh-by", default="people", show_default=True, help="people, or need (people by what their age asks)."
)
@click.option("--stations", type=int, default=1, show_default=True, help="Of a site: what can be used at one time.")
@click.option("--hours", type=float, default=30.0, show_default=True, help="Of a site: opening hours a week.")
@click.option("--weeks", type=float, default=47.0, show_default=True, help="Of a site: weeks open in a year.")
@click.option("--acts-an-hour", type=float, default=3.0, show_default=True, help="Of a station: consultations an hour.")
@click.option("--roads", help="Minutes on a network of real roads (`maillage roads list`).")
@click.option("--mode", default="car", show_default=True, help="Of --roads: car, foot or bicycle.")
@click.option("--factors", help="Of --roads: times at peak hours, by density class.")
@click.option("--time-limit", type=click.FloatRange(min=1), default=60.0, show_default=True, help="Seconds to prove.")
@click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same answer.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("sites"), show_default=True)
@click.option("--format", "formats", help="Some of json,csv,geojson,svg,pdf. Default: all.")
def site(territory: tuple[str, ...], out: Path, **asked: Any) -> None:
    """Propose where to open sites in TERRITORY, and prove how good the proposal is.

    TERRITORY is a département code (78), an EPCI SIREN, a commune code, an exact name, or several of them.
    """
    from .planning.site import Asked
    from .planning.site import site as write_proposal

    for path in write_proposal(territory, Asked(**asked), out=out, say=lambda line: click.echo(line, err=True)):
        click.echo(path)
