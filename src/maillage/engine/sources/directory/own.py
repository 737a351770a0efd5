"""The list that an authority keeps itself: a CSV with French titles, most of whose columns may be absent.

Separated by ``;`` or ``,``, in UTF-8 or as a French spreadsheet writes it. What is closed is said in plain words; what
the list does not know is told, never guessed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ...errors import SourceError
from ..head import SEPARATORS, Head
from . import own_words as words
from .card import Card, Offer
from .france import name_key
from .lines import Line, lines
from .opening import DAYS
from .problem import Problem
from .reading import Keys
from .row import ADDRESS_LENGTH, CITY_LENGTH, NAME_LENGTH, PERSON_LENGTH, Row

SEVERAL = "|"
FRENCH_DAYS: dict[str, str] = dict(zip(DAYS, words.DAYS, strict=True))


def recognises(head: Head) -> bool:
    """By a name and something that says where: nothing else is needed."""
    if b"\0" in head.start or head.json_keys or not head.first_lines:
        return False
    separator = max(SEPARATORS, key=head.first_lines[0].count)
    titles = {_column(title.strip().strip('"')) for title in head.first_lines[0].split(separator)}
    return words.NAME in titles and not titles.isdisjoint(words.WHERE)


def read(path: Path, *, today: date | None = None) -> Iterator[Card | Problem]:
    """Cards and problems, line by line. Raises SourceError where there is no column for the name, or for the place."""
    keys, known = Keys(), False
    for line in lines(path, (words.NAME,), title=_column):
        if not isinstance(line, Line):
            yield line
            continue
        known = known or _require_place(path, line)
        row = Row(line, today=today)
        yield from keys.checked(row, _card(row))


def _require_place(path: Path, line: Line) -> bool:
    if words.WHERE.isdisjoint(line.cells):
        raise SourceError(
            "A column is missing.",
            file=path.name,
            line=1,
            column="adresse",
            found=", ".join(line.cells),
            expected="adresse, ville, code_postal or latitude and longitude",
        )
    return True


def _column(title: str) -> str:
    """How this reader calls the column; the title itself where it has no use for it."""
    return words.COLUMN_OF_TITLE.get(name_key(title), title.strip())


def _card(row: Row) -> Card:
    city, postcode = row.text("ville", CITY_LENGTH), row.postcode("code_postal")
    commune = row.commune("code_insee", city=city, postcode=postcode)
    lat, lon = row.position("latitude", "longitude", commune)
    name, address = row.text("nom", NAME_LENGTH), row.text("adresse", ADDRESS_LENGTH)
    return Card(
        key=row.key("identifiant") or _key(name, address, postcode or city),
        name=name,
        kind=_one(row, "genre", words.KINDS),
        address=address,
        more_address=row.text("complement", ADDRESS_LENGTH),
        postcode=postcode,
        city=city or (commune.name if commune else ""),
        commune=commune.code if commune else "",
        lat=lat,
        lon=lon,
        phone=row.phone("telephone"),
        email=row.email("courriel"),
        website=row.page("site"),
        hours=_hours(row),
        step_free=_one(row, "acces_sans_marche", words.STEP_FREE),
        step_free_page=row.page("acceslibre"),
        description=row.text("presentation", breaks=True),
        person=row.text("personne", PERSON_LENGTH),
        siret=row.siret("siret"),
        finess=row.finess("finess"),
        networks=_many(row, "reseaux", words.NETWORKS),
        booking_page=row.page("rendez_vous"),
        updated_on=row.day("mise_a_jour"),
        offers=_offers(row),
    )


def _key(name: str, address: str, town: str) -> str:
    """The same for the same name at the same address. Lists kept by hand often have no identifiers."""
    said = " ".join(map(name_key, (name, address, town)))
    return f"sans-identifiant-{hashlib.sha256(said.encode()).hexdigest()[:16]}" if name else ""


def _hours(row: Row) -> str:
    """As OpenStreetMap writes them in one column, or day by day in seven."""
    return row.hours("horaires") if row.raw("horaires") else row.week(FRENCH_DAYS)


def _offers(row: Row) -> tuple[Offer, ...]:
    offer = Offer(
        topics=_many(row, "services", words.TOPICS),
        audiences=_many(row, "publics", words.AUDIENCES),
        languages=_many(row, "langues", words.LANGUAGES),
        conditions=_many(row, "prises_en_charge", words.CONDITIONS),
        fees=_one(row, "tarif", words.FEES),
        ways=_many(row, "manieres", words.WAYS),
        access=_many(row, "acces", words.ACCESS),
    )
    return () if offer == Offer() else (offer,)


def _many(row: Row, column: str, of: words.Words) -> tuple[str, ...]:
    """Plain words in our codes, whatever their accents and capitals."""
    said = row.several(column) if SEVERAL in row.raw(column) else row.several(column, ",")
    known = {name_key(value): value for value in said}
    codes = {value: of.code_of[key] for key, value in known.items() if key in of.code_of}
    return row.codes(column, codes, list(known.values()))


def _one(row: Row, column: str, of: words.Words) -> str:
    return next(iter(_many(row, column, of)), "")
