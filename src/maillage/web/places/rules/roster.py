"""A roster that ``maillage hours plan`` wrote (``duties.csv`` or ``hours.json``), taken over as working weeks."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from maillage.engine.sources.hours_week import DAYS
from maillage.web.marking import _

from .weeks import EVEN, EVERY, ODD, Line

COLUMNS = ("mediator", "week", "day", "site", "from", "until")
# The database knows every week, the even and the odd ones.
LONGEST_CYCLE = 2
MOST_DUTIES = 5_000

# Numbers of rows by name; None for a name that several have.
type ByName = Mapping[str, int | None]

PROBLEMS = {
    "columns": _("Ce fichier n’est pas un duties.csv ni un hours.json de « maillage hours plan »."),
    "cycle": _("Le cycle dure plus de deux semaines : seules les semaines paires et impaires se distinguent ici."),
    "empty": _("Le fichier ne contient aucune permanence."),
    "hours": _("ligne %(line)d : « %(value)s » n’est pas une heure qui suit l’autre"),
    "day": _("ligne %(line)d : « %(value)s » n’est pas un jour (Mo, Tu, We, Th, Fr, Sa, Su)"),
    "week": _("ligne %(line)d : « %(value)s » n’est pas un numéro de semaine"),
    "long": _("Le fichier a plus de %(value)s permanences."),
    "mediator": _("ligne %(line)d : « %(value)s » n’est pas dans l’équipe"),
    "namesakes": _("ligne %(line)d : plusieurs ont le nom « %(value)s » ici ; donnez-leur des noms différents"),
    "overlap": _("ligne %(line)d : « %(value)s » serait à deux endroits à la fois"),
    "site": _("ligne %(line)d : « %(value)s » n’est pas un de vos lieux"),
}


@dataclass(frozen=True)
class Problem:
    """``code``: of PROBLEMS; ``line``: of the file, as a spreadsheet numbers it, or of the list in a JSON file."""

    code: str
    line: int = 0
    value: str = ""


class UnreadableError(Exception):
    """Every problem of the file, in order: nothing of it is taken over."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True)
class Session:
    """A session that a mediator holds. ``week``: of the cycle, from 1; ``number``: its line in the file."""

    number: int
    mediator: str
    week: int
    weekday: int
    site: str
    begins: time
    ends: time


def read_roster(content: bytes) -> list[Session]:
    """Raises UnreadableError."""
    rows = list(_rows(content))
    if not rows:
        raise UnreadableError([Problem("empty")])
    if len(rows) > MOST_DUTIES:
        raise UnreadableError([Problem("long", value=str(MOST_DUTIES))])
    read = [_session(number, row) for number, row in rows]
    if problems := [each for each in read if isinstance(each, Problem)]:
        raise UnreadableError(problems)
    return [each for each in read if isinstance(each, Session)]


def lines_of(
    sessions: Iterable[Session],
    *,
    mediators: ByName,
    sites: ByName,
    first_day: date,
    last_day: date | None,
    named: Callable[[str], str],
) -> dict[int, list[Line]]:
    """The working week of each mediator, by number. ``first_day``: the Monday of the first week of the cycle; ``named``
    gives the form under which ``mediators`` and ``sites`` know a name. Raises UnreadableError."""
    sessions = list(sessions)
    cycle = max(each.week for each in sessions)
    if cycle > LONGEST_CYCLE:
        raise UnreadableError([Problem("cycle")])
    found: dict[int, list[Line]] = {}
    problems = []
    for each in sessions:
        mediator, site = mediators.get(named(each.mediator)), sites.get(named(each.site))
        if mediator is None:
            unknown = "namesakes" if named(each.mediator) in mediators else "mediator"
            problems.append(Problem(unknown, each.number, each.mediator))
        if site is None:
            unknown = "namesakes" if named(each.site) in sites else "site"
            problems.append(Problem(unknown, each.number, each.site))
        if mediator is None or site is None:
            continue
        weeks = EVERY if cycle == 1 else _parity(first_day + timedelta(weeks=each.week - 1))
        line = Line(site, each.weekday, each.begins, each.ends, weeks, first_day, last_day)
        if any(line.overlaps(other) for other in found.setdefault(mediator, [])):
            problems.append(Problem("overlap", each.number, each.mediator))
        found[mediator].append(line)
    if problems:
        raise UnreadableError(problems)
    return found


def _parity(day: date) -> str:
    return ODD if day.isocalendar().week % 2 else EVEN


def _rows(content: bytes) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        text = content.decode("utf-8-sig")
        if text.lstrip().startswith("{"):
            yield from enumerate(_duties_of(json.loads(text)), 1)
            return
        reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text.partition("\n")[0] else ",")
        if not set(COLUMNS) <= set(reader.fieldnames or ()):
            raise UnreadableError([Problem("columns")])
        yield from ((reader.line_num, row) for row in reader)
    except (UnicodeDecodeError, json.JSONDecodeError, csv.Error, RecursionError):
        raise UnreadableError([Problem("columns")]) from None


def _duties_of(plan: object) -> list[Mapping[str, Any]]:
    found = plan.get("duties") if isinstance(plan, dict) else None
    if not isinstance(found, list) or not all(isinstance(row, dict) and set(COLUMNS) <= set(row) for row in found):
        raise UnreadableError([Problem("columns")])
    return found


def _session(number: int, row: Mapping[str, Any]) -> Session | Problem:
    cells = {column: str(row[column] if row[column] is not None else "").strip() for column in COLUMNS}
    if cells["day"] not in DAYS:
        return Problem("day", number, cells["day"])
    if not re.fullmatch("[1-9][0-9]?", cells["week"]):
        return Problem("week", number, cells["week"])
    begins, ends = _clock(cells["from"]), _clock(cells["until"])
    if begins is None or ends is None or ends <= begins:
        return Problem("hours", number, cells["until"] if begins else cells["from"])
    weekday, week = DAYS.index(cells["day"]), int(cells["week"])
    return Session(number, cells["mediator"], week, weekday, cells["site"], begins, ends)


def _clock(text: str) -> time | None:
    try:
        found = time.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is None else None
