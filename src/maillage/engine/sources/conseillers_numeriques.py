"""Conseillers numériques: the structures that employ them, and where each of them is."""

from __future__ import annotations

import re
from pathlib import Path

from .cells import Cells
from .delimited import Delimited, read_delimited
from .head import Head
from .schema import COMMUNE_CODE, code, number, text, tidy
from .source import LICENCE_OUVERTE, Source, Table, checksum, year_in_name

COLUMNS = {
    "key": ("siret", code(r"\d{14}", "a SIRET of fourteen digits")),
    "name": ("raison_sociale", text(nullable=False)),
    "sector": ("type", text()),
    "address": ("adresse", text()),
    "postcode": ("code_postal_bis", text()),
    "city": ("commune_insee", text()),
    "commune": ("insee_com", code(COMMUNE_CODE, "the code of a commune", unique=False, nullable=True)),
    "france_services": ("france_services", text()),
    "lat": ("latitude", number(at_least=-90, at_most=90)),
    "lon": ("longitude", number(at_least=-180, at_most=180)),
}
TITLES = tuple(title for title, _ in COLUMNS.values())
FORM = Delimited(required=TITLES, separators=(",", ";"), columns=TITLES)
SIRET = re.compile(r"\d{14}")


def recognises(head: Head) -> bool:
    return head.has("raison_sociale", "nb_cnfs", "siret", "insee_com")


def read(path: Path) -> Table:
    """One row a host, indexed by its SIRET (``key``); columns of text are as they stand in the file, NaN where empty.

    The file has a line for each convention: lines of no host, and further lines of one host, are left out and noted.
    """
    cells = read_delimited(path, FORM)
    siret = cells.text("siret")
    named = siret.str.fullmatch(SIRET)
    again = named & siret.duplicated()
    counted = {"lignes sans structure": int((~named).sum()), "autres lignes d'une même structure": int(again.sum())}
    notes = tuple(f"{number} {what}, non reprises" for what, number in counted.items() if number)
    hosts: Cells = cells.where(named & ~again)
    return Table(tidy(hosts, COLUMNS).set_index("key"), year_in_name(path), path.name, checksum(path), notes=notes)


SOURCE = Source(
    name="conseillers_numeriques",
    title="Conseillers numériques : structures d’accueil",
    publisher="ANCT",
    licence=LICENCE_OUVERTE,
    page="https://www.data.gouv.fr/datasets/conseillers-numeriques-france-services",
    recognises=recognises,
    read=read,
)
