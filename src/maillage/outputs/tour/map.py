"""The rounds on a map: stops as discs, bases as squares, each day of a week as a line in the order of its stops.

Lines join places straight: they are the order of the stops, not the roads. A day has a colour and a letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import geopandas as gpd
import numpy as np
import shapely

from ...engine.siting.tour.calendar import EVERY_WEEKS
from ...engine.siting.tour.plan import BusDay, TourPlan
from ..drawing.geometry import BACKGROUND_TOLERANCE, Frame, paths
from ..drawing.labels import Box, place_labels
from ..drawing.palette import RING
from ..drawing.svg import INK, PAPER, Svg, drawing, number, tag, text
from ..words.tour import WEEKDAYS

WIDTH, MAX_HEIGHT = 640.0, 560.0
# Seven that stand 3:1 from the paper and differ in lightness too.
DAY_COLOURS = ("#0b6e69", "#b45309", "#3f51a3", "#a4262c", "#5b7a1f", "#8a4f9e", "#56616b")
DAY_LETTERS = ("L", "Ma", "Me", "J", "V", "S", "D")
LETTER_RADIUS = 8.5
RADIUS = {"weekly": 7.5, "fortnightly": 5.8, "monthly": 4.4}
# Around the places, as a share of their extent; and at least so many degrees.
MARGIN, LEAST_DEGREES = 0.16, 0.03
# A commune is found by its town hall: one that only reaches into the drawing has it outside.
BEYOND_DEGREES = 0.08


def _bounds(plan: TourPlan) -> tuple[float, float, float, float]:
    places = (*plan.problem.bases, *plan.problem.stops)
    lon, lat = (np.array([getattr(place, each) for place in places]) for each in ("lon", "lat"))
    across = max(float(np.ptp(lon)) * MARGIN, LEAST_DEGREES)
    down = max(float(np.ptp(lat)) * MARGIN, LEAST_DEGREES)
    return float(lon.min()) - across, float(lat.min()) - down, float(lon.max()) + across, float(lat.max()) + down


def seen(plan: TourPlan) -> tuple[float, float, float, float]:
    """West, south, east, north of all that the drawing shows, and a little more: its ground reaches to its edges."""
    frame = _frame(plan)
    east = frame.west + (frame.width - frame.left) / (frame.squeeze * frame.scale)
    west = frame.west - frame.left / (frame.squeeze * frame.scale)
    north = frame.north + frame.top / frame.scale
    south = frame.north - (frame.height - frame.top) / frame.scale
    return west - BEYOND_DEGREES, south - BEYOND_DEGREES, east + BEYOND_DEGREES, north + BEYOND_DEGREES


def _frame(plan: TourPlan, width: float = WIDTH) -> Frame:
    return Frame.fit(_bounds(plan), width=width, max_height=MAX_HEIGHT)


def week_map(
    plan: TourPlan, outlines: gpd.GeoSeries, week: int | None, *, label_size: float = 13.0, width: float = WIDTH
) -> Svg:
    """The map of one week of the cycle (from 0), or with None of all stops by their rhythm, without lines.

    ``outlines`` (EPSG:4326): of the communes around.
    """
    frame = _frame(plan, width)
    days = [] if week is None else [each for each in plan.days if each.day.week == week]
    visited = {visit.stop for each in days for visit in each.hours.visits}
    shown = [k for k, pattern in enumerate(plan.patterns) if pattern is not None and (week is None or k in visited)]
    ways = [(each, _way(plan, each, frame)) for each in days]
    what = "Les étapes du bus" if week is None else f"Les tournées de la semaine {week + 1}"
    return drawing(
        tag("path", d=_ground(outlines, frame), fill=RING, stroke=PAPER, stroke_width=1.2),
        *(_line(each.day.weekday, points) for each, points in ways),
        *(_letter(each.day.weekday, *_place_of_letter(points)) for each, points in ways),
        *_marks(plan, shown, frame),
        *_names(plan, shown, frame, label_size, letters=[_place_of_letter(points) for _, points in ways]),
        width=frame.width,
        height=frame.height,
        title=what,
        description=_words(plan, days) if days else "Plus le disque est grand, plus le bus vient souvent.",
        kind="tour",
    )


def _ground(outlines: gpd.GeoSeries, frame: Frame) -> str:
    shapes = frame.shapes(np.asarray(outlines.dropna().array, dtype=object), tolerance=BACKGROUND_TOLERANCE)
    return "".join(paths(shapely.clip_by_rect(shapes, 0, 0, frame.width, frame.height)))


def _xy(frame: Frame, places: Sequence) -> list[list[float]]:
    return frame.project(np.array([[place.lon, place.lat] for place in places])).tolist()


def _way(plan: TourPlan, each: BusDay, frame: Frame) -> list[list[float]]:
    """Points of the drawing from base to base."""
    problem, hours = plan.problem, each.hours
    stops = [problem.stops[visit.stop] for visit in hours.visits]
    return _xy(frame, [problem.bases[hours.start], *stops, problem.bases[hours.end]])


def _line(weekday: int, points: Sequence[Sequence[float]]) -> Svg:
    drawn = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return tag("path", d=drawn, fill="none", stroke=DAY_COLOURS[weekday], stroke_width=2.4, stroke_linejoin="round")


def _place_of_letter(points: Sequence[Sequence[float]]) -> tuple[float, float]:
    """On the longest leg, at two fifths of it: there lines of other days are far apart."""
    (x1, y1), (x2, y2) = max(pairwise(points), key=lambda leg: np.hypot(leg[0][0] - leg[1][0], leg[0][1] - leg[1][1]))
    return x1 + 0.4 * (x2 - x1), y1 + 0.4 * (y2 - y1)


def _letter(weekday: int, x: float, y: float) -> Svg:
    colour = DAY_COLOURS[weekday]
    ground = tag("circle", cx=x, cy=y, r=LETTER_RADIUS, fill=PAPER, stroke=colour, stroke_width=1.4)
    return tag("g", ground, text(DAY_LETTERS[weekday], x, y + 3.6, size=10, anchor="middle", bold=True, fill=colour))


def _marks(plan: TourPlan, shown: Sequence[int], frame: Frame) -> list[Svg]:
    problem, marks = plan.problem, []
    for (x, y), k in zip(_xy(frame, [problem.stops[k] for k in shown]) if shown else [], shown, strict=True):
        pattern = plan.patterns[k]
        radius = RADIUS[pattern.rhythm] if pattern else 0.0
        name = tag("title", problem.stops[k].name)
        marks.append(tag("circle", name, cx=x, cy=y, r=radius, fill=INK, stroke="#fff", stroke_width=1.6))
    for (x, y), base in zip(_xy(frame, problem.bases), problem.bases, strict=True):
        square = {"x": x - 6.5, "y": y - 6.5, "width": 13.0, "height": 13.0, "rx": 2.0}
        marks.append(tag("rect", tag("title", base.name), **square, fill=PAPER, stroke=INK, stroke_width=2.6))
    return marks


def _names(
    plan: TourPlan, shown: Sequence[int], frame: Frame, size: float, *, letters: Sequence[tuple[float, float]]
) -> list[Svg]:
    problem = plan.problem
    rhythm = {k: EVERY_WEEKS[pattern.rhythm] for k, pattern in enumerate(plan.patterns) if pattern}
    order = sorted(shown, key=lambda k: (rhythm[k], k))
    places = [*problem.bases, *(problem.stops[k] for k in order)]
    points = _xy(frame, places)
    taken = [Box(x - r, y - r, x + r, y + r) for r, marks in ((9, points), (LETTER_RADIUS, letters)) for x, y in marks]
    wanted = [(place.name, x, y) for place, (x, y) in zip(places, points, strict=True)]
    labels = place_labels(wanted, Box(0, 0, frame.width, frame.height), size=size, at_most=40, taken=taken)
    halo = {"paint_order": "stroke", "stroke": PAPER, "stroke_width": 3.5, "stroke_linejoin": "round"}
    return [text(each.name, each.x, each.baseline, size=size, anchor="middle", fill=INK, **halo) for each in labels]


def _words(plan: TourPlan, days: Sequence[BusDay]) -> str:
    """What the lines say to those who cannot see them."""
    told = []
    for each in days:
        names = ", ".join(plan.problem.stops[visit.stop].name for visit in each.hours.visits)
        told.append(f"{WEEKDAYS[each.day.weekday].capitalize()} : {names or 'trajet sans étape'}.")
    return " ".join(told)
