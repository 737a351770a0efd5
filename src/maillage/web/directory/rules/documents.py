"""An entry in the few words and codes by which it is found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from maillage.engine.territory.names import fold

from .tokens import STOP_WORDS, stem, words_of
from .usual_week import usual_week

# What a word is worth where it stands, from 0 to 100.
FIELDS = {"name": 100, "offer": 70, "where": 60, "text": 40}
# Of what is told at length.
WORDS_AT_MOST = 150
GROUPS = ("topics", "audiences", "conditions", "languages", "ways")
# Of a service that does not say whom it is for.
EVERYBODY = "everybody"
NAME_LENGTH = 40
# Of a place that lists none.
NO_SERVICE = {"pk": 0, "fees": "", **dict.fromkeys(GROUPS, ())}
# What one comes for, where no service says so.
TOPICS_OF_KIND = {
    "france-services": ("procedures", "rights"),
    "town-hall": ("procedures",),
    "ccas": ("rights",),
    "digital-space": ("digital-skills", "internet-access"),
    "health-house": ("doctor",),
    "health-centre": ("doctor",),
    "hospital": ("hospital",),
    "pharmacy": ("pharmacy",),
    "laboratory": ("laboratory",),
    "nursing": ("nurse",),
    "mental-health-centre": ("mental-health",),
    "youth-health-house": ("mental-health",),
    "mutual-help-group": ("mental-health", "loneliness"),
    "mother-and-child": ("maternity-and-children",),
    "elderly-home": ("elderly",),
    "disability-office": ("disability",),
    "telemedicine": ("teleconsultation",),
    "social-insurance": ("rights", "procedures"),
    "employment-office": ("work",),
    "solidarity-house": ("rights",),
    "addiction-centre": ("addiction",),
    "home-help": ("home-help",),
}


class Document(NamedTuple):
    """``words``: a line for each of FIELDS, every word once, where it is worth most. ``services``: a line for each, the
    number of its row (0 if the place lists none), then its codes as ``group:code``. ``lat``, ``lon``: degrees, of the
    town hall if nobody says where else. ``density``: class of the commune, from 0, the densest. ``week``: spans of
    :func:`usual_week`, None where there is no usual one. Not ``listed``: everything else is empty."""

    entry: int
    listed: bool = False
    name: str = ""
    kind: str = ""
    words: str = "\n" * (len(FIELDS) - 1)
    services: str = ""
    commune: str = ""
    departement: str = ""
    density: int = 0
    lat: float | None = None
    lon: float | None = None
    step_free: str = ""
    hours: str = ""
    week: str | None = ""


@dataclass(frozen=True, slots=True)
class Commune:
    """What a document takes from the commune that its place is in."""

    name: str = ""
    departement: str = ""
    departement_name: str = ""
    density: int = 0
    lat: float | None = None
    lon: float | None = None


def document_of(entry: Mapping[str, Any], services: Sequence[Mapping[str, Any]], commune: Commune) -> Document:
    """From the columns of an entry and of its services."""
    texts = {
        "name": [entry["name"], entry["person"]],
        "offer": [service["name"] for service in services] + [code.replace("-", " ") for code in entry["networks"]],
        "where": [entry["city"], entry["postcode"], commune.name, entry["address"], commune.departement_name],
        "text": [entry["description"], *(service["description"] for service in services)],
    }
    placed = entry["lat"] is not None
    week = usual_week(entry["hours"])
    return Document(
        entry=entry["pk"],
        listed=True,
        name=fold(entry["name"])[:NAME_LENGTH],
        kind=entry["kind"],
        words="\n".join(" ".join(line) for line in _each_once(texts)),
        services="\n".join(_offered(service, entry["kind"]) for service in services or [NO_SERVICE]),
        commune=entry["commune"],
        departement=commune.departement,
        density=commune.density,
        lat=entry["lat"] if placed else commune.lat,
        lon=entry["lon"] if placed else commune.lon,
        step_free=entry["step_free"],
        hours=entry["hours"],
        week=None if week is None else " ".join(f"{begin}-{end}" for begin, end in week),
    )


def _each_once(texts: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    known: set[str] = set()
    for name in FIELDS:
        line: list[str] = []
        for word in (word for text in texts[name] for word in words_of(text)):
            sought = stem(word)
            if sought not in known and sought not in STOP_WORDS and len(line) < WORDS_AT_MOST:
                known.add(sought)
                line.append(word)
        yield line


def _offered(service: Mapping[str, Any], kind: str) -> str:
    said: dict[str, Sequence[str]] = {group: service[group] for group in GROUPS}
    said["topics"] = said["topics"] or TOPICS_OF_KIND.get(kind, ())
    said["audiences"] = said["audiences"] or [EVERYBODY]
    said["fees"] = [service["fees"]] if service["fees"] else []
    codes = [f"{group}:{code}" for group, listed in said.items() for code in dict.fromkeys(listed)]
    return " ".join([str(service["pk"]), *codes])
