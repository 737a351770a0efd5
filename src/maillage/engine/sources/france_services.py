"""France services: the counters where public services are explained, one row each, with its place."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from .delimited import Delimited, read_delimited
from .head import Head
from .schema import code, commune_code, number, text, tidy
from .source import LICENCE_OUVERTE, Source, Table, checksum

COLUMNS = {
    "key": ("id_fs", code(r"\w+", "an identifier")),
    "name": ("lib_fs", text(nullable=False)),
    "commune": ("insee_com", commune_code(unique=False)),
    "lat": ("latitude", number(at_least=-90, at_most=90)),
    "lon": ("longitude", number(at_least=-180, at_most=180)),
    "format": ("format_fs", text()),
    # What residents are told, as it stands in the file: ``directory`` reads it.
    "address": ("adresse", text()),
    "more_address": ("complement_adresse", text()),
    "postcode": ("code_postal", text()),
    "city": ("lib_com", text()),
    "phone": ("telephone", text()),
    "monday": ("h_lundi", text()),
    "tuesday": ("h_mardi", text()),
    "wednesday": ("h_mercredi", text()),
    "thursday": ("h_jeudi", text()),
    "friday": ("h_vendredi", text()),
    "saturday": ("h_samedi", text()),
    "booking": ("prise_rdv", text()),
    "remark": ("commentaire", text()),
}
TITLES = tuple(title for title, _ in COLUMNS.values())
FORM = Delimited(required=TITLES, separators=(",", ";"), columns=TITLES)
# A bus is at no one place.
STANDING = "Fixe"


def recognises(head: Head) -> bool:
    return head.has("id_fs", "lib_fs", "insee_com", "latitude", "longitude", "format_fs")


def read(path: Path) -> Table:
    """One row a counter, indexed by ``key``; columns of text are as they stand in the file, NaN where empty.

    Says in its notes how many travel, and how many have no position.
    """
    frame = tidy(read_delimited(path, FORM), COLUMNS).set_index("key")
    counted = {
        "itinérants": int((frame["format"] != STANDING).sum()),
        "sans position": int((frame["lat"].isna() | frame["lon"].isna()).sum()),
    }
    notes = tuple(f"{number} {what}" for what, number in counted.items() if number)
    return Table(frame, _vintage(path), path.name, checksum(path), notes=notes)


def standing(frame: pd.DataFrame) -> pd.DataFrame:
    """``name``, ``commune``, ``lat``, ``lon`` of those that stand somewhere, and where."""
    placed = frame["lat"].notna() & frame["lon"].notna()
    return frame.loc[(frame["format"] == STANDING) & placed, ["name", "commune", "lat", "lon"]]


def _vintage(path: Path) -> str:
    """The day in the name of the published file; unknown when it was renamed."""
    day = re.search(r"20\d\d-\d\d-\d\d", path.stem)
    return day[0] if day else "non indiqué"


SOURCE = Source(
    name="france_services",
    title="Liste des structures France services",
    publisher="ANCT",
    licence=LICENCE_OUVERTE,
    page="https://www.data.gouv.fr/datasets/liste-des-structures-france-services",
    recognises=recognises,
    read=read,
)
