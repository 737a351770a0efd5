"""Régions: INSEE's ``v_region_<year>.csv``, or Etalab's ``regions.json`` with the collectivities."""

from __future__ import annotations

from pathlib import Path

from .delimited import Delimited
from .divisions import read_divisions
from .head import Head
from .schema import code, text
from .source import LICENCE_OUVERTE, Source, Table

CODE = code(r"\d{2,3}", "the code of a région")
COG = Delimited(required=("REG", "CHEFLIEU", "LIBELLE"))
COG_COLUMNS = {"code": ("REG", CODE), "name": ("LIBELLE", text(nullable=False))}
JSON_COLUMNS = {"code": ("code", CODE), "name": ("nom", text(nullable=False))}


def recognises(head: Head) -> bool:
    if head.suffix == ".json":
        return head.json_keys >= {"code", "nom", "zone"} and not head.json_keys & {"region", "type"}
    return head.has(*COG.required) and not head.columns & {"DEP", "COM"}


def read(path: Path) -> Table:
    """Indexed by ``code``: ``name``."""
    return read_divisions(path, form=COG, in_table=COG_COLUMNS, in_list=JSON_COLUMNS)


SOURCE = Source(
    name="regions",
    title="Code officiel géographique : régions",
    publisher="INSEE, Etalab",
    licence=LICENCE_OUVERTE,
    page="https://www.insee.fr/fr/information/2560452",
    recognises=recognises,
    read=read,
    downloads=("https://www.insee.fr/fr/statistiques/fichier/8740222/v_region_2026.csv",),
)
