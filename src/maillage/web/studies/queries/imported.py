"""What the files that were imported here add to the figures of communes: the ARS zones, a newer count, ..."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real
from typing import Any

import pandas as pd
from django.utils.translation import gettext

from maillage.web.marking import _

from .diagnoses import Sheet
from .words import number

# Columns that have a name of their own; others keep that of their file.
LABELS = {
    "zoning_gp_zone": _("Zonage ARS"),
    "zoning_gp_zone_extent": _("Étendue de la zone"),
}
ZONING = "zoning"
# Words of imported tables that are translated; any other is shown as it stands in its file.
WORDS = (_("vigilance"), _("hors zonage"), _("commune entière"), _("une partie"))


@dataclass(frozen=True)
class Imported:
    """One figure of a commune, and the file that it comes from. ``line``: its provenance."""

    label: str
    value: str
    line: Mapping[str, Any]


def lines_of(sheet: Sheet) -> list[Mapping[str, Any]]:
    """Provenance of the imported columns, each with the ``label`` of its column."""
    return [
        {**line, "label": gettext(LABELS[line["column"]]) if line["column"] in LABELS else _plain_name(line)}
        for line in sheet.facts["provenance"]
        if line["table"] == "imported" and line["column"] in sheet.communes
    ]


def imported_of(sheet: Sheet, code: str) -> list[Imported]:
    """What is known of one commune; a file that does not name it is not told."""
    row = sheet.communes.loc[code]
    return [
        Imported(line["label"], _written(row[line["column"]]), line)
        for line in lines_of(sheet)
        if not pd.isna(row[line["column"]])
    ]


def has_zoning(sheet: Sheet) -> bool:
    return any(line["source"] == ZONING for line in lines_of(sheet))


def _plain_name(line: Mapping[str, Any]) -> str:
    return line["column"].removeprefix(f"{line['source']}_").replace("_", " ")


def _written(value: Any) -> str:
    if isinstance(value, Real) and not isinstance(value, bool):
        return number(float(value), 0 if float(value).is_integer() else 2)
    return gettext(value) if value in WORDS else str(value)
