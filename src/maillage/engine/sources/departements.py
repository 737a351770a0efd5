"""Départements: INSEE's ``v_departement_<year>.csv``, or Etalab's ``departements.json`` with the collectivities."""

from __future__ import annotations

from pathlib import Path

from .delimited import Delimited
from .divisions import read_divisions
from .head import Head
from .schema import DEPARTEMENT_CODE, code, text
from .source import LICENCE_OUVERTE, Source, Table

CODE = code(DEPARTEMENT_CODE, "the code of a département")
COG = Delimited(required=("DEP", "REG", "CHEFLIEU", "LIBELLE"))
COG_COLUMNS = {"code": ("DEP", CODE), "name": ("LIBELLE", text(nullable=False)), "region": ("REG", text())}
JSON_COLUMNS = {"code": ("code", CODE), "name": ("nom", text(nullable=False)), "region": ("region", text())}


def recognises(head: Head) -> bool:
    if head.suffix == ".json":
        return head.json_keys >= {"code", "nom", "region", "zone"} and not head.json_keys & {"departement", "type"}
    return head.has(*COG.required) and not head.has("TYPECOM")


def read(path: Path) -> Table:
    """Indexed by ``code``: ``name`` and ``region`` (code)."""
    return read_divisions(path, form=COG, in_table=COG_COLUMNS, in_list=JSON_COLUMNS)


SOURCE = Source(
    name="departements",
    title="Code officiel géographique : départements",
    publisher="INSEE, Etalab",
    licence=LICENCE_OUVERTE,
    page="https://www.insee.fr/fr/information/2560452",
    recognises=recognises,
    read=read,
    downloads=("https://www.insee.fr/fr/statistiques/fichier/8740222/v_departement_2026.csv",),
)
