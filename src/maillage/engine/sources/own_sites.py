"""The authority's own list of places that could open, or are open: a CSV that anybody can fill in.

One line a site. ``key`` (or id) is needed, and a place: ``lat`` and ``lon``, or ``commune`` (its code: the site is then
at its town hall). Everything else may be left out: ``name``, ``owner``, ``cost``, ``capacity``, ``acts``, ``status``.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from .own_list import PLACE_TITLES, OwnList
from .schema import COMMUNE_CODE

TITLES = PLACE_TITLES | {
    "key": r"key|id|code|identifiant",
    "name": r"name|nom",
    "owner": r"owner|propri[ée]taire",
    "status": r"status|statut",
    "cost": r"cost|co[ûu]t",
    "capacity": r"capacity|capacit[ée]",
    "acts": r"acts|actes",
}
# What is open today, what must open, what must not; empty: as the plan finds best.
STATUSES = ("existing", "locked", "forbidden")


def read_own_sites(path: Path) -> pd.DataFrame:
    """Indexed by ``key``: ``name``, ``owner``, ``commune``, ``status`` (str, empty where not given) and ``lat``,
    ``lon`` (degrees), ``cost``, ``capacity``, ``acts`` (NaN where not given).

    Raises SourceError, with the line, for a key that is empty or stands twice, a site without a place, a number that
    cannot be, an unknown status.
    """
    listed = OwnList.read(path, TITLES, "key")
    keys = listed.text("key")
    listed.refuse("key", keys == "", "This site has no key.", "a key of its own")
    listed.refuse("key", keys.duplicated(), "This key stands twice.", "each of them once")
    frame = listed.places()
    odd = (frame["commune"] != "") & ~frame["commune"].str.fullmatch(COMMUNE_CODE)
    listed.refuse("commune", odd, "This is not a commune.", "a code of five characters, such as 78005")
    frame["name"] = listed.text("name").mask(listed.text("name") == "", keys)
    frame["owner"] = listed.text("owner")
    frame["status"] = listed.each("status", _status, absent="")
    for column in ("cost", "capacity", "acts"):
        frame[column] = listed.numbers(column)
    return frame.set_axis(pd.Index(keys, name="key"))


def _status(text: str) -> str:
    if not re.fullmatch("|".join(STATUSES), text, re.IGNORECASE):
        raise ValueError(", ".join(STATUSES))
    return text.lower()
