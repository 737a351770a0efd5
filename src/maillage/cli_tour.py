"""``maillage tour``: which round the bus drives."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import click

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
DATE = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("stops", type=FILE)
@click.option("--depot", required=True, help="Where the bus is at home: a commune (code or name), or name=lat,lon.")
@click.option("--base", "bases", multiple=True, help="Another place where it may sleep; repeat.")
@click.option("--weeks", type=click.IntRange(1, 12), default=4, show_default=True, help="After which it all repeats.")
@click.option("--weekdays", default="mon-fri", show_default=True, help="On which the bus goes out.")
@click.option("--buses", type=click.IntRange(1, 20), default=1, show_default=True, help="How many, all alike.")
@click.option("--day", default="08:30-17:30", show_default=True, help="From leaving the base to being back at one.")
@click.option("--day-hours", type=float, default=10.0, show_default=True, help="Most hours of work a day.")
@click.option("--week-hours", type=float, default=35.0, show_default=True, help="Most hours of work a week and crew.")
@click.option("--driving", type=click.FloatRange(min=1), help="Most minutes of driving a day. Default: no bound.")
@click.option(
    "--pause", type=float, default=45.0, show_default=True, help="Minutes, once a day's work reaches 6 hours."
)
@click.option(
    "--setup", type=float, default=15.0, show_default=True, help="Minutes to set up, where a line gives none."
)
@click.option("--rhythm", default="weekly|fortnightly|monthly", show_default=True, help="Where a line gives none.")
@click.option("--worth", help="Of a rhythm to an inhabitant. Default: weekly=2,fortnightly=1.5,monthly=1.")
@click.option("--within", type=click.FloatRange(0, 60, min_open=True), default=10.0, show_default=True, help="Minutes.")
@click.option("--threshold", type=float, default=2.5, show_default=True, help="Under it, a commune is under-served.")
@click.option("--away-at-weekends", is_flag=True, help="The bus may spend the weekend at any base.")
@click.option("--start", type=DATE, help="Monday of the first week (2027-01-04). Default: the next one.")
@click.option("--until", type=DATE, help="Last day of the calendar. Default: a year.")
@click.option("--roads", help="Minutes on a network of real roads (`maillage roads list`).")
@click.option("--mode", default="car", show_default=True, help="Of --roads: car, foot or bicycle.")
@click.option("--factors", help="Of --roads: times at peak hours, by density class.")
@click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same answer.")
@click.option("--time-limit", type=click.FloatRange(min=1), default=60.0, show_default=True, help="Seconds to prove.")
@click.option("-o", "--out", type=FOLDER, default=Path("tour"), show_default=True, help="Folder to write to.")
@click.option("--format", "formats", help="Some of html,pdf,ics,csv,json. Default: all.")
def tour(stops: Path, out: Path, start: datetime | None, until: datetime | None, **asked: Any) -> None:
    """Plan the rounds of the bus for the stops of a CSV file, and prove how good they are.

    STOPS has a line for each stop: commune (or lat and lon) and minutes open to the public; rhythm, weekdays, from,
    until, setup, people and name if one wishes (docs/tour.md).
    """
    from .planning.tour import Asked
    from .planning.tour import tour as write_tour

    first = start.date() if start else next_monday(datetime.now(UTC).date())
    wishes = Asked(**asked, start=first, until=until.date() if until else None)
    for path in write_tour(stops, wishes, out=out, say=lambda line: click.echo(line, err=True)):
        click.echo(path)


def next_monday(day: date) -> date:
    """The first Monday after a day."""
    return day + timedelta(days=7 - day.weekday())
