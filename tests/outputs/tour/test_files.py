"""The files of a plan: each read back by somebody else's reader, and all of them telling the same visits."""

from __future__ import annotations

import io
import json
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import icalendar
import pandas as pd
import pytest
from dateutil.rrule import rruleset, rrulestr

from maillage.engine.errors import OutputError, SitingError
from maillage.outputs.formats import formats_of
from maillage.outputs.tour.calendar_file import calendar, series
from maillage.outputs.tour.content import content
from maillage.outputs.tour.files import FILES, write_files
from maillage.outputs.tour.page import page
from maillage.outputs.tour.table import dates, timetable
from maillage.outputs.tour.timetable import Season, cancelled, dated_visits, hours_of

PARIS = ZoneInfo("Europe/Paris")


class Reader(HTMLParser):
    """Tags that are open, and those that were met; raises where one closes another."""

    VOID = frozenset({"meta", "path", "circle", "rect"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.met: list[str] = []
        self.text = ""

    def handle_starttag(self, tag, attrs) -> None:
        self.met.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs) -> None:
        self.met.append(tag)

    def handle_endtag(self, tag) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def handle_data(self, data) -> None:
        self.text += data


def test_the_plan_of_these_tests_has_what_they_are_about(plan) -> None:
    assert [each.stop for each in plan.left_out] == [2]
    assert plan.proven


def occurrences(event) -> set[datetime]:
    """Every beginning of a series, as another library reads its rule."""
    start = event["dtstart"].dt
    rules = rruleset()
    rules.rrule(rrulestr(event["rrule"].to_ical().decode(), dtstart=start))
    left_out = event.get("exdate", [])
    for each in left_out if isinstance(left_out, list) else [left_out]:
        for day in each.dts:
            rules.exdate(day.dt)
    return set(rules)


def test_the_calendar_has_every_visit_of_the_season_and_no_other(plan, season) -> None:
    read = icalendar.Calendar.from_ical(calendar(plan, season, departement="78").to_ical())
    found = {(str(event["location"]), begins) for event in read.walk("VEVENT") for begins in occurrences(event)}
    told = {
        (
            plan.problem.stops[each.visit.stop].name,
            datetime.combine(each.day, datetime.min.time(), PARIS) + timedelta(minutes=each.visit.opens),
        )
        for each in dated_visits(plan, season)
    }
    assert len(told) > 52
    assert found == told


def test_nobody_comes_on_a_public_holiday_and_the_page_says_so(plan, season, outlines) -> None:
    lost = cancelled(plan, season)
    assert date(2027, 7, 14) in {day for day, _, _ in lost}
    assert not {each.day for each in dated_visits(plan, season)} & {day for day, _, _ in lost}
    told = content(plan, season, outlines, ())["holidays"]
    assert len(told) == len(lost)
    assert any("14 juillet 2027" in line for line in told)


def test_each_event_of_a_calendar_has_a_name_of_its_own_that_stays(plan, season) -> None:
    first, again = (calendar(plan, season).to_ical() for _ in range(2))
    assert first == again
    names = [str(event["uid"]) for event in icalendar.Calendar.from_ical(first).walk("VEVENT")]
    assert len(names) == len(set(names)) >= len(hours_of(plan))


@pytest.mark.parametrize(
    ("weeks", "rules"),
    [
        ((0, 1, 2, 3), [((0, 1, 2, 3), 1)]),
        ((1, 3), [((1, 3), 2)]),
        ((0, 3), [((0,), 4), ((3,), 4)]),
        ((2,), [((2,), 4)]),
        ((0, 1, 2), [((0,), 4), ((1,), 4), ((2,), 4)]),
    ],
)
def test_weeks_become_as_few_rules_as_say_the_same(weeks, rules) -> None:
    assert series(weeks, 4) == rules
    told = {week for those, every in rules for week in range(those[0], 4, every)}
    assert told == set(weeks)


def test_the_page_is_whole_has_no_script_and_no_name_acts_as_markup(plan, season, outlines) -> None:
    reader = Reader()
    reader.feed(page(content(plan, season, outlines, ())))
    assert reader.open == []
    assert not {"script", "b", "link", "iframe"} & set(reader.met)
    assert "L’Étang <b>" in reader.text
    assert "Bourg & Co" in reader.text
    assert reader.met.count("h1") == 1


def test_the_page_says_who_is_left_out_and_what_would_have_to_give(plan, season, outlines) -> None:
    (line,) = content(plan, season, outlines, ())["left_out"]
    assert line.startswith("Trop-Loin : le bus ne rentrerait pas à temps")
    assert "Il faudrait" in line


def test_the_tables_have_every_visit(plan, season) -> None:
    cycle = timetable(plan)
    assert len(cycle) == sum(len(each.hours.visits) for each in plan.days)
    assert (cycle.loc[cycle["stop"] == "Dé", "closed_from"] != "").all()
    year = dates(plan, season)
    assert len(year) == len(dated_visits(plan, season))
    assert year["date"].is_monotonic_increasing


def test_all_files_are_written_and_the_same_plan_gives_the_same_bytes(plan, season, outlines, tmp_path) -> None:
    first, again = (
        write_files(plan, season, tuple(FILES), tmp_path / name, outlines=outlines, departement="78")
        for name in ("first", "again")
    )
    assert [path.name for path in first] == [name for names in FILES.values() for name in names]
    for one, other in zip(first, again, strict=True):
        if one.suffix != ".pdf":
            assert one.read_bytes() == other.read_bytes()
    files = {path.name: path.read_bytes() for path in first}
    assert files["timetable.pdf"].startswith(b"%PDF")
    assert json.loads(files["plan.json"])["proven"] is True
    assert len(pd.read_csv(io.BytesIO(files["dates.csv"]))) == len(dated_visits(plan, season))


@pytest.mark.parametrize("text", ["docx", "html,docx", "", ","])
def test_an_unknown_format_is_refused(text) -> None:
    with pytest.raises(OutputError, match="No format"):
        formats_of(text, FILES)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2027, 1, 5), date(2027, 12, 31)),
        (date(2027, 1, 4), date(2027, 1, 3)),
        (date(2027, 1, 4), date(2040, 1, 1)),
    ],
)
def test_a_season_that_cannot_be_is_refused(start, end) -> None:
    with pytest.raises(SitingError):
        Season.of(start, end, "78")
