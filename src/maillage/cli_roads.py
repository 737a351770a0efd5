"""``maillage roads``: networks of real roads, and minutes on them."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

FILE = click.Path(path_type=Path, dir_okay=False)
MODE = click.option("--mode", default="car", show_default=True, help="car, foot or bicycle.")
NAMED = click.option("--roads", "name", required=True, help="Name of a network (`maillage roads list`).")
NAMES_SHOWN = 10


@click.group()
def roads() -> None:
    """Real roads: build a network from OpenStreetMap, then ask it for minutes and areas."""


@roads.command()
@click.argument("file", type=FILE)
@MODE
@click.option("--name", help="What to call the network. Default: the name of the file.")
@click.option("--territory", multiple=True, help="Cut FILE to this territory and 30 km around it; may be repeated.")
def build(file: Path, mode: str, name: str | None, territory: tuple[str, ...]) -> None:
    """Build the network of FILE (.osm.pbf, or the JSON of Overpass) in your data folder.

    A network of the same name and mode is replaced once the new one is ready.
    """
    from datetime import UTC, datetime

    from .roads.build import build_network, check_mode, memory_needed_mb, memory_of_machine_mb
    from .roads.installed import network_folder
    from .roads.territory import bounds_around

    check_mode(mode)
    name = name or file.name.partition(".")[0]
    folder = network_folder(name, mode)
    bounds = bounds_around(territory) if territory else None
    if file.is_file():
        needed, there = memory_needed_mb(file, mode), memory_of_machine_mb()
        most = "at most " if bounds else ""
        click.echo(f"Memory: {most}some {needed:,.0f} MB (this machine: {there:,.0f} MB).", err=True)
    record = build_network(
        file,
        mode,
        folder,
        name=name,
        built_on=datetime.now(UTC).date().isoformat(),
        bounds=bounds,
        progress=lambda step: click.echo(f"{step} …", err=True),
    )
    _describe(record)


@roads.command(name="list")
def list_networks() -> None:
    """Every network: what it was made of, for which mode, when."""
    from .roads.installed import installed

    records = installed()
    for record in records:
        _describe(record)
    if not records:
        click.echo("No network yet. Build one with: maillage roads build FILE.osm.pbf --mode car", err=True)


@roads.command()
@click.argument("origins", type=FILE, metavar="FROM")
@click.argument("destinations", type=FILE, metavar="TO")
@NAMED
@MODE
@click.option("--within", type=click.FloatRange(min=0, min_open=True), default=60.0, show_default=True, help="Minutes.")
@click.option("-o", "--out", type=FILE, default=Path("minutes.parquet"), show_default=True, help="Parquet to write.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes. Default: one a core.")
@click.option("--dask", help="Compute on a Dask cluster: its address (tcp://scheduler:8786), or local.")
def matrix(
    origins: Path,
    destinations: Path,
    name: str,
    mode: str,
    within: float,
    out: Path,
    jobs: int | None,
    dask: str | None,
) -> None:
    """Minutes from every point of FROM to every point of TO within a bound.

    FROM and TO are CSV files with columns id, lat and lon. A stopped run goes on where it was; a question that was
    answered before is read, not computed.
    """
    from .engine.sources.roads.points import read_points
    from .engine.travel.roads.router import OsrmRouter
    from .roads.installed import open_network, store_of
    from .roads.matrix import places_of, write_matrix
    from .roads.workers import workers_for

    network = open_network(name, mode)
    here, there = (places_of(read_points(path)) for path in (origins, destinations))
    with workers_for(network, dask=dask, jobs=jobs) as workers, _bar("blocks") as progress:
        router = OsrmRouter(network, store=store_of(network), workers=workers)
        report = write_matrix(router, here, there, out, within_minutes=within, progress=progress)
    click.echo(out)
    click.echo(f"{report.pairs:,} pairs within {within:g} minutes, of {report.asked:,} asked.", err=True)
    if report.off_road:
        far = [f"{point} ({metres / 1000:.1f} km)" for point, metres in report.off_road.items()]
        _named("farther than 1 km from every road, without times", far)
    if report.cut_off:
        _named("pairs that no way joins", [f"{a} → {b}" for a, b in report.cut_off_shown], count=report.cut_off)


@roads.command()
@NAMED
@MODE
@click.option("--at", required=True, help="The place: latitude,longitude (48.8986,2.0936).")
@click.option("--minutes", default="10,15,20,30", show_default=True, help="One area for each.")
@click.option("-o", "--out", type=FILE, default=Path("area.geojson"), show_default=True, help="GeoJSON to write.")
def isochrone(name: str, mode: str, at: str, minutes: str, out: Path) -> None:
    """The areas reached from a place within some minutes, and who lives in them."""
    from .engine.sources.reference import load_reference
    from .roads.installed import open_network
    from .roads.isochrone import isochrone_features, minutes_of, place_of, write_isochrones

    features = isochrone_features(open_network(name, mode), load_reference(), *place_of(at), minutes_of(minutes))
    write_isochrones(features, out)
    click.echo(out)
    for feature in reversed(features["features"]):
        area = feature["properties"]
        largest = ", ".join(commune["name"] for commune in area["communes"][:3])
        click.echo(
            f"{area['minutes']:g} minutes: {area['people']:,} people, {area['people_75_plus']:,} aged 75 or more, in "
            f"{len(area['communes'])} communes ({largest}{' …' if len(area['communes']) > 3 else ''})",
            err=True,
        )
    if features["at_edge"]:
        click.echo("The largest area meets the end of the network: one may get farther.", err=True)


def _named(what: str, names: list[str], *, count: int | None = None) -> None:
    count = len(names) if count is None else count
    more = f" and {count - NAMES_SHOWN:,} more" if count > NAMES_SHOWN else ""
    click.echo(f"{count:,} {what}: {', '.join(names[:NAMES_SHOWN])}{more}", err=True)


def _describe(record: Any) -> None:
    click.secho(f"{record.name} ({record.mode})", bold=True)
    dated = f", data of {record.dated[:10]}" if record.dated else ""
    click.echo(f"  file      {record.file}{dated}, built {record.built_on} with OSRM {record.osrm}")
    click.echo(f"  roads     {record.nodes:,} nodes, {record.edges:,} edges")
    click.echo("  box       {:.3f}, {:.3f}, {:.3f}, {:.3f} (west, south, east, north)".format(*record.bounds))


@contextmanager
def _bar(label: str):
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield progress
