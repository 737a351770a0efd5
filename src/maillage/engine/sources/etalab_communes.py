"""Communes, their parts and their former codes: Etalab's ``communes.json`` (découpage administratif)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .cells import Cells
from .head import Head
from .json_list import read_json_list
from .schema import COMMUNE_CODE, code, commune_code, one_of, text, tidy
from .source import LICENCE_OUVERTE, Source, Table, checksum

KINDS = {
    "commune-actuelle": "commune",
    "commune-associee": "associated",
    "commune-deleguee": "delegated",
    "arrondissement-municipal": "arrondissement",
}
REQUIRED = ("code", "nom", "type", "departement", "anciensCodes", "chefLieu", "commune")
COLUMNS = {
    "code": ("code", commune_code()),
    "name": ("nom", text(nullable=False)),
    "kind": ("type", one_of(tuple(KINDS))),
    "parent": ("parent", code(COMMUNE_CODE, "the code of a commune", unique=False, nullable=True)),
    "departement": ("departement", text(nullable=False)),
    "region": ("region", text()),
}


def recognises(head: Head) -> bool:
    return head.suffix == ".json" and head.json_keys.issuperset(("code", "nom", "type", "rangChefLieu"))


def read(path: Path) -> Table:
    """As of the COG: ``name``, ``kind``, ``parent``, ``departement``, ``region``, one row a code.

    Codes that have gone (kind ``former``) have a parent only.
    """
    cells = read_json_list(path, required=REQUIRED)
    parts = Cells(cells.file, cells.frame.assign(parent=_parent(cells.frame)), cells.lines)
    frame = tidy(parts.where(parts.text("code") != parts.text("parent")), COLUMNS).set_index("code")
    frame["kind"] = frame["kind"].map(KINDS)
    former = _former_codes(cells.frame)
    # Parts are those of today; the former codes of a commune may have left it again since (La Neuville-Garnier).
    frame = pd.concat([frame, former[~former.index.isin(frame.index)]])
    return Table(frame, "", path.name, checksum(path))


def _parent(frame: pd.DataFrame) -> pd.Series:
    return frame["chefLieu"].where(frame["chefLieu"] != "", frame["commune"])


def _former_codes(frame: pd.DataFrame) -> pd.DataFrame:
    pairs = frame.loc[frame["anciensCodes"].map(bool), ["code", "anciensCodes"]].explode("anciensCodes")
    former = pd.DataFrame({"kind": "former", "parent": pairs["code"].to_numpy(str)}, index=pairs["anciensCodes"])
    return former[~former.index.duplicated()].rename_axis("code")


SOURCE = Source(
    name="etalab_communes",
    title="Découpage administratif : communes et anciens codes",
    publisher="Etalab, d'après INSEE",
    licence=LICENCE_OUVERTE,
    page="https://github.com/etalab/decoupage-administratif",
    recognises=recognises,
    read=read,
)
