"""Communes with population, EPCI, postcodes, area and town hall: the flat form of Etalab's découpage administratif.

One line a commune of the COG of the year in the file's name, overseas collectivities included. Town halls are
those of the annuaire of the DILA; where there is none, the centre of the commune stands in.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

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
    ``area_km2``, ``lat``, ``lon`` (degrees, WGS 84).
    """
    frame = tidy(read_delimited(path, FORM), COLUMNS).set_index("code")
    without = frame["lat"].isna() & frame["centre_lat"].notna()
    frame["lat"] = frame["lat"].fillna(frame["centre_lat"])
    frame["lon"] = frame["lon"].fillna(frame["centre_lon"])
    return Table(
        frame.drop(columns=["centre_lat", "centre_lon"]),
        year_in_name(path),
        path.name,
        checksum(path),
        notes=_notes(frame, without),
    )


def _notes(frame: pd.DataFrame, without_town_hall: pd.Series) -> tuple[str, ...]:
    counted = {
        "communes placées à leur centre, faute de mairie": int(without_town_hall.sum()),
        "communes sans coordonnées": int(frame["lat"].isna().sum()),
        "communes sans population": int(frame["population"].isna().sum()),
    }
    return tuple(f"{number} {what}" for what, number in counted.items() if number)


SOURCE = Source(
    name="communes",
    title="Communes : population municipale, EPCI, codes postaux, mairie",
    publisher="Etalab et DILA, d'après INSEE, DGCL et IGN",
    licence=LICENCE_OUVERTE,
    page="https://github.com/etalab/decoupage-administratif",
    recognises=recognises,
    read=read,
)
