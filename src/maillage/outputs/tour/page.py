"""``timetable.html``: one page that holds everything, reads without JavaScript, prints, and needs no server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from ..drawing.svg import Svg, join, tag
from ..typeset import finished
from ..write import replacing

STYLE = "page.css"


def write_page(content: Mapping[str, Any], path: Path) -> None:
    """Raises OutputError if the file cannot be written."""
    with replacing(path) as aside:
        aside.write_text(page(content), encoding="utf-8")


def page(content: Mapping[str, Any]) -> str:
    """The page, in French."""
    told = finished(dict(content))
    style = resources.files(__package__).joinpath(STYLE).read_text(encoding="utf-8")
    head = tag(
        "head",
        Svg('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        tag("title", told["title"]),
        tag("style", Svg(style)),
    )
    body = tag("body", tag("main", *_parts(told)), tag("footer", _paragraph(told["foot"])))
    return f"<!doctype html>\n{tag('html', head, body, lang='fr')}\n"


def _parts(told: Mapping[str, Any]) -> list[Svg]:
    return [
        tag("h1", told["title"]),
        _paragraph(told["dated"], class_="quiet"),
        _paragraph(told["headline"], class_="lead"),
        tag("dl", *(_figure(each) for each in told["figures"]), class_="figures"),
        _drawing(told["map"], "Disque : étape, d’autant plus grand que le bus vient souvent. Carré : où le bus dort."),
        tag("h2", "Étape par étape"),
        *(_stop(stop) for stop in told["stops"]),
        *_listed("Jours fériés", told["holidays"]),
        *(part for week in told["weeks"] for part in _week(week)),
        tag("h2", "Ce que vaut ce plan"),
        *(_paragraph(line) for line in told["proof"]),
        *_listed("Ce qui n’est pas desservi, et ce qui devrait céder", told["left_out"]),
        *_listed("Moins souvent que permis", told["rarer"]),
        *_listed("Ce que changerait une limite de moins", told["reliefs"]),
        *_listed("Sous quelles conditions", told["conditions"]),
        *_listed("Sources", told["sources"]),
    ]


def _paragraph(line: str, **attributes: str) -> Svg:
    return tag("p", line, **attributes)


def _figure(each: Mapping[str, str]) -> Svg:
    value, note = tag("dd", each["value"], class_="value"), tag("dd", each["note"], class_="quiet")
    return tag("div", tag("dt", each["label"]), value, note)


def _drawing(each: Mapping[str, str], caption: str) -> Svg:
    return tag("figure", Svg(each["svg"]), tag("figcaption", caption))


def _stop(stop: Mapping[str, Any]) -> Svg:
    hours = tag("ul", *(tag("li", line) for line in stop["hours"]), class_="hours")
    dates = [tag("p", "Prochaines dates : ", stop["dates"], class_="quiet")] if stop["dates"] else []
    return tag("section", tag("h3", stop["name"]), hours, *dates, class_="stop")


def _week(week: Mapping[str, Any]) -> list[Svg]:
    if not week["days"]:
        return [tag("h2", week["name"]), _paragraph("Le bus ne sort pas.")]
    total = f"Dans la semaine : {week['driving']} de conduite, {week['working']} de travail."
    caption = "Les traits donnent l’ordre des étapes, pas les routes. Chaque jour a sa couleur et sa lettre."
    return [tag("h2", week["name"]), _drawing(week["map"], caption), _table(week), _paragraph(total)]


def _table(week: Mapping[str, Any]) -> Svg:
    titles = ("Jour", "Départ", "Étapes", "Retour", "Conduite", "Travail")
    head = tag("tr", *(tag("th", title, scope="col") for title in titles))
    rows = [tag("tr", *_cells(day, titles)) for day in week["days"]]
    caption = tag("caption", f"Les journées du bus, {week['name'].lower()}", class_="unseen")
    return tag("div", tag("table", caption, tag("thead", head), tag("tbody", *rows)), class_="wide")


def _cells(day: Mapping[str, Any], titles: Sequence[str]) -> list[Svg]:
    visits = [tag("li", tag("strong", visit["name"]), f", {visit['span']}") for visit in day["visits"]]
    pause = [tag("p", day["pause"], class_="quiet")] if day["pause"] else []
    stops = join([tag("ol", *visits) if visits else Svg(""), *pause])
    cells = (day["leaves"], stops, day["back"], day["driving"], day["working"])
    named = zip(cells, titles[1:], strict=True)
    return [tag("th", day["name"], scope="row"), *(tag("td", cell, data_title=title) for cell, title in named)]


def _listed(title: str, lines: Sequence[str]) -> list[Svg]:
    return [tag("h2", title), tag("ul", *(tag("li", line) for line in lines))] if lines else []
