"""Events of communes since 1943 (mergers, splits, changes of code): INSEE's ``v_mvt_commune_<year>.csv``."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .delimited import Delimited, read_delimited
from .head import Head
from .schema import COMMUNE_CODE, code, text, tidy
from .source import LICENCE_OUVERTE, Source, Table, checksum, year_in_name

# Fusion simple, commune nouvelle, fusion-association, change of département, of chef-lieu: one commune before is
# wholly in one commune after. Of a split (20, 21) the figures cannot be told apart.
MERGING = ("31", "32", "33", "41", "50")
FORM = Delimited(required=("MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"))
COLUMNS = {
    "event": ("MOD", text(nullable=False)),
    "date": ("DATE_EFF", code(r"\d{4}-\d\d-\d\d", "a date such as 2019-01-01", unique=False)),
    "kind_before": ("TYPECOM_AV", text(nullable=False)),
    "before": ("COM_AV", code(COMMUNE_CODE, "the code of a commune", unique=False)),
    "kind_after": ("TYPECOM_AP", text(nullable=False)),
    "after": ("COM_AP", code(COMMUNE_CODE, "the code of a commune", unique=False)),
}


def recognises(head: Head) -> bool:
    return head.has(*FORM.required)


def read(path: Path) -> Table:
    """``successor``: the commune that a former one (index ``code``) is in now, all its events followed."""
    events = tidy(read_delimited(path, FORM), COLUMNS)
    whole = events[
        events["event"].isin(MERGING)
        & (events["kind_before"] == "COM")
        & (events["kind_after"] == "COM")
        & (events["before"] != events["after"])
    ]
    return Table(_followed(whole), year_in_name(path), path.name, checksum(path))


def _followed(events: pd.DataFrame) -> pd.DataFrame:
    """The last event of each code decides where it went; where that one went later comes after."""
    last = events.sort_values("date", kind="stable").drop_duplicates("before", keep="last")
    went = dict(zip(last["before"], zip(last["date"], last["after"], strict=True), strict=True))
    successor = {}
    for former, first in went.items():
        date, into = first
        passed = {former}
        while into in went and went[into][0] >= date and into not in passed:
            passed.add(into)
            date, into = went[into]
        successor[former] = into
    return pd.Series(successor, name="successor", dtype=str).rename_axis("code").sort_index().to_frame()


SOURCE = Source(
    name="cog_movements",
    title="Code officiel géographique : événements sur les communes",
    publisher="INSEE",
    licence=LICENCE_OUVERTE,
    page="https://www.insee.fr/fr/information/2560452",
    recognises=recognises,
    read=read,
    downloads=("https://www.insee.fr/fr/statistiques/fichier/8740222/v_mvt_commune_2026.csv",),
)
