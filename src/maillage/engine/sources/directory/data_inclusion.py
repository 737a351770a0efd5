"""Structures of data·inclusion with their services, as published (v1), and as they were before (v0).

Two files, or a folder or an archive with both: ``structures-….csv`` and ``services-….csv``, or the same in JSON or
Parquet. Structures alone are places whose services nobody knows. Source: the schema of data·inclusion.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from ...errors import SourceError
from ..archive import unpacked
from ..head import Head
from . import codes_data_inclusion as codes
from .card import Card
from .data_inclusion_services import REQUIRED as SERVICE_REQUIRED
from .data_inclusion_services import with_services
from .lines import Line, columns_of, lines
from .problem import Problem, problem
from .reading import Keys
from .row import ADDRESS_LENGTH, CITY_LENGTH, NAME_LENGTH, Row
from .services_aside import ServicesAside, services_aside

REQUIRED = ("source", "id", "nom", "date_maj")
# What the standard of digital mediation has too, under another name than here.
PIVOT = "pivot"
SUFFIXES = (".csv", ".json", ".ndjson", ".jsonl", ".parquet")


def recognises(head: Head) -> bool:
    """By the columns of either file, or by the names in an archive."""
    if any("structures" in member.lower() for member in head.members):
        return True
    columns = columns_of(head)
    return columns.issuperset(SERVICE_REQUIRED) or (columns.issuperset(REQUIRED) and PIVOT not in columns)


def recognises_folder(folder: Path) -> bool:
    return _named(folder, "structures") is not None


def read(path: Path, *, today: date | None = None) -> Iterator[Card | Problem]:
    """Cards and problems, in the order of the structures. Raises SourceError where the file is not of this form.

    A service that is given somewhere else than at its structure makes a card of its own there.
    """
    with _files(path) as (structures, services), services_aside() as aside:
        refused: list[Problem] = []
        aside.keep(_services(services, refused))
        yield from refused
        keys = Keys()
        for line in lines(structures, REQUIRED):
            if isinstance(line, Line):
                yield from _structure(Row(line, today=today), keys, aside, today)
            else:
                yield line
        for number, structure in aside.rest():
            yield problem("structure-unknown", number, "services : structure_id", structure, refused=True)


def _services(services: Path | None, refused: list[Problem]) -> Iterator[Line]:
    for line in lines(services, SERVICE_REQUIRED) if services else ():
        if isinstance(line, Line):
            yield line
        else:
            refused.append(line)


def _structure(row: Row, keys: Keys, aside: ServicesAside, today: date | None) -> Iterator[Card | Problem]:
    for made in keys.checked(row, _card(row)):
        if isinstance(made, Card):
            yield from with_services(made, aside.take(made.key), today=today)
        else:
            yield made


def _card(row: Row) -> Card:
    city, postcode = row.text("commune", CITY_LENGTH), row.postcode("code_postal")
    commune = row.commune("code_insee", city=city, postcode=postcode)
    lat, lon = row.position("latitude", "longitude", commune)
    carriers = row.slugs(row.which("reseaux_porteurs", "labels_nationaux"))
    return Card(
        key=row.key("id"),
        name=row.text("nom", NAME_LENGTH),
        kind=codes.kind_of(carriers, row.several("typologie")),
        address=row.text("adresse", ADDRESS_LENGTH),
        more_address=row.text("complement_adresse", ADDRESS_LENGTH),
        postcode=postcode,
        city=city,
        commune=commune.code if commune else "",
        lat=lat,
        lon=lon,
        phone=row.phone("telephone"),
        email=row.email("courriel"),
        website=row.page("site_web"),
        hours=row.hours(row.which("horaires_accueil", "horaires_ouverture")),
        step_free_page=row.page(row.which("accessibilite_lieu", "accessibilite")),
        description=row.text(row.which("description", "presentation_detail", "presentation_resume"), breaks=True),
        siret=row.siret("siret"),
        networks=tuple(dict.fromkeys(codes.NETWORKS_READ[each] for each in carriers if each in codes.NETWORKS_READ)),
        updated_on=row.day("date_maj"),
    )


@contextmanager
def _files(path: Path) -> Iterator[tuple[Path, Path | None]]:
    """The structures, and the services if there are any."""
    if path.is_dir():
        structures = _named(path, "structures")
        if structures is None:
            raise _incomplete(path)
        yield structures, _named(path, "services")
    elif zipfile.is_zipfile(path):
        with unpacked(path, "*structures*") as structures:
            if any("services" in member.lower() for member in Head.of(path).members):
                with unpacked(path, "*services*") as services:
                    yield structures, services
            else:
                yield structures, None
    elif columns_of(Head.of(path)).issuperset(SERVICE_REQUIRED):
        raise _incomplete(path)
    else:
        yield path, None


def _named(folder: Path, word: str) -> Path | None:
    found = sorted(each for each in folder.iterdir() if word in each.name.lower() and each.suffix.lower() in SUFFIXES)
    return found[0] if found else None


def _incomplete(path: Path) -> SourceError:
    return SourceError(
        "Services come without their structures.",
        file=path.name,
        expected="structures-….csv and services-….csv in one folder or archive",
        hint="Give the two files of data·inclusion together, in a zip archive.",
    )
