"""``maillage hours``: when sites open and who is there; how long people wait."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import click

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
DATE = click.DateTime(["%Y-%m-%d"])
ABOVE_ZERO = click.FloatRange(min=0, min_open=True)


@click.group()
def hours() -> None:
    """Opening hours under the rules of working time, and the wait for an appointment."""


@hours.command()
@click.argument("sites", type=FILE)
@click.option("--mediators", type=FILE, required=True, help="CSV: name, commune, hours, evenings, saturdays.")
@click.option("--groups", type=FILE, help="CSV: which part of the people could come when. Default: docs/hours.md.")
@click.option("--weeks", type=click.IntRange(1, 4), default=2, show_default=True, help="After which it all repeats.")
@click.option("--within", type=ABOVE_ZERO, default=15.0, show_default=True, help="Minutes from people to a site.")
@click.option("--way", type=ABOVE_ZERO, default=30.0, show_default=True, help="Minutes from home to a site, at most.")
@click.option("--evenings", type=click.IntRange(0, 6), default=2, show_default=True, help="A week and mediator.")
@click.option("--moves", type=click.IntRange(0, 4), default=1, show_default=True, help="Changes of site a day.")
@click.option("--meal", type=click.IntRange(0, 120), default=45, show_default=True, help="Minutes at noon; 0: none.")
@click.option("--not-before", default="10:00", show_default=True, help="The day after an evening; or none.")
@click.option("--alternate", is_flag=True, help="Hours may change from one week of the cycle to the next.")
@click.option("--costs/--no-costs", default=True, show_default=True, help="What each rule costs, solved without it.")
@click.option("--start", type=DATE, help="Monday of the first week (2027-01-04). Default: the next one.")
@click.option("--until", type=DATE, help="Last day of the calendars. Default: a year.")
@click.option("--roads", help="Minutes on a network of real roads (`maillage roads list`).")
@click.option("--mode", default="car", show_default=True, help="Of --roads: car, foot or bicycle.")
@click.option("--factors", help="Of --roads: times at peak hours, by density class.")
@click.option(
    "--gap", type=click.FloatRange(0, 50), default=0.2, show_default=True, help="Stop within so many percent."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same answer.")
@click.option("--time-limit", type=ABOVE_ZERO, default=60.0, show_default=True, help="Seconds for the plan.")
@click.option("-o", "--out", type=FOLDER, default=Path("hours"), show_default=True, help="Folder to write to.")
@click.option("--format", "formats", help="Some of json,csv,ics,pdf. Default: all.")
def plan(sites: Path, out: Path, start: datetime | None, until: datetime | None, **asked: Any) -> None:
    """Plan opening hours for the SITES of a CSV file, and prove how good they are.

    SITES has a line a site: name, commune (or lat and lon) and sessions, when it could open (docs/hours.md).
    """
    from .planning.hours import Asked
    from .planning.hours import hours as write_hours

    first = start.date() if start else next_monday(datetime.now(UTC).date())
    wishes = Asked(**asked, start=first, until=until.date() if until else None)
    for path in write_hours(sites, wishes, out=out, say=lambda line: click.echo(line, err=True)):
        click.echo(path)


@hours.command()
@click.option("--requests-per-day", "requests", type=float, required=True, help="Appointments asked for, a day open.")
@click.option("--minutes", type=float, default=20.0, show_default=True, help="Of a slot.")
@click.option("--max-days", type=float, default=3.0, show_default=True, help="Of opening, that people may wait.")
@click.option("--share", type=float, help="Of people who wait no longer (0.9). Default: the mean wait.")
@click.option("--hours", "open_hours", type=float, default=6.0, show_default=True, help="Open a day.")
@click.option("--days", type=float, default=5.0, show_default=True, help="Open a week.")
@click.option("--stations-per-mediator", type=float, default=1.0, show_default=True, help="Looked after at once.")
@click.option("--presence", type=float, default=28.0, show_default=True, help="Hours of a contract on site, a week.")
@click.option("--stations", type=click.IntRange(min=1), help="How long people wait with so many.")
@click.option("--observed", help="Appointments given and kept (1000,870): how many may be given safely.")
@click.option("--walk-in", type=float, help="People an hour without an appointment: stations for them.")
@click.option("--patience", type=float, default=30.0, show_default=True, help="Of --walk-in: minutes, on average.")
def wait(**asked: Any) -> None:
    """Say how many slots, stations and mediators keep the wait for an appointment under some days."""
    from .planning.wait import Asked, wait_in_words

    for line in wait_in_words(Asked(**asked)):
        click.echo(line)


def next_monday(today: date) -> date:
    """The first Monday after a day.

    >>> next_monday(date(2027, 1, 4))
    datetime.date(2027, 1, 11)
    """
    return today + timedelta(days=7 - today.weekday())
