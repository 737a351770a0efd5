"""Communes with population, EPCI, postcodes, area and town hall: the flat form of Etalab's découpage administratif.

One line a commune of the COG of the year in the file's name, overseas collectivities included. Town halls are
those of the annuaire of the DILA; where there is none, the centre of the commune stands in.
"""

from __future__ import annotations

from pathlib import Path

from .delimited import Delimited, read_delimited
from .head import Head
from .schema import DEPARTEMENT_CODE, code, commune_code, count, number, text, tidy
from .source import LICENCE_OUVERTE, Source, Table, checksum, year_in_name

FORM = Delimited(
    required=(
        "code_insee",
        "nom",
        "dep",
        "reg",
        "population",
        "epci_siren",
        "codes_postaux",
        "superficie_km2",
        "centroide_lat",
        "centroide_lon",
        "mairie_lat",
        "mairie_lon",
    ),
    separators=(",", ";"),
)
COLUMNS = {
    "code": ("code_insee", commune_code()),
    "name": ("nom", text(nullable=False)),
    "departement": ("dep", code(DEPARTEMENT_CODE, "the code of a département", unique=False)),
    "region": ("reg", text(nullable=False)),
    "epci": ("epci_siren", code(r"\d{9}", "a SIREN of nine digits", unique=False, nullable=True)),
    "postcodes": ("codes_postaux", text()),
    "population": ("population", count(nullable=True)),
    "area_km2": ("superficie_km2", number()),
    "centre_lat": ("centroide_lat", number(at_least=-90, at_most=90)),
    "centre_lon": ("centroide_lon", number(at_least=-180, at_most=180)),
    "lat": ("mairie_lat", number(at_least=-90, at_most=90)),
    "lon": ("mairie_lon", number(at_least=-180, at_most=180)),
}


def recognises(head: Head) -> bool:
    return head.has(*FORM.required)


def read(path: Path) -> Table:
    """``name``, ``departement``, ``region``, ``epci``, ``postcodes`` (with spaces between), ``population``,
    ``area_km2``, ``lat`` and ``lon`` of the town hall, ``centre_lat`` and ``centre_lon`` (degrees, WGS 84).
    """
    frame = tidy(read_delimited(path, FORM), COLUMNS).set_index("code")
    unpeopled = int(frame["population"].isna().sum())
    notes = (f"{unpeopled} communes sans population",) if unpeopled else ()
    return Table(frame, year_in_name(path), path.name, checksum(path), notes=notes)


SOURCE = Source(
    name="communes",
    title="Communes : population municipale, EPCI, codes postaux, mairie",
    publisher="Etalab et DILA, d'après INSEE, DGCL et IGN",
    licence=LICENCE_OUVERTE,
    page="https://github.com/etalab/decoupage-administratif",
    recognises=recognises,
    read=read,
)
