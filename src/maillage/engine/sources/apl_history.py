"""APL of earlier years, share aged 75+, poverty, minutes to emergency: a third-party compilation.

Santé Scope's file of communes gathers figures of DREES and INSEE that are no longer published side by side.
Not taken from it: its count of GPs (``rpps_generalistes``, inflated), and its APL of 2022 and 2023, another
release than the workbook of DREES.
"""

from __future__ import annotations

import re
from pathlib import Path

from .delimited import Delimited, read_delimited
from .head import Head
from .schema import commune_code, count, number, tidy
from .source import LICENCE_OUVERTE, Source, Table, checksum

APL_YEARS = (2015, 2016, 2017, 2018, 2019, 2021)
FORM = Delimited(
    required=(
        "code_insee",
        "population",
        *(f"apl_mg_{year}" for year in APL_YEARS),
        "part_75plus_rp2020",
        "taux_pauvrete_2018",
        "temps_urgences_min_2019",
    ),
    separators=(",", ";"),
)
COLUMNS = {
    "code": ("code_insee", commune_code()),
    "people": ("population", count(nullable=True)),
    **{f"apl_{year}": (f"apl_mg_{year}", number()) for year in APL_YEARS},
    "share_75_plus_2020": ("part_75plus_rp2020", number(at_most=1)),
    "poverty_rate_2018": ("taux_pauvrete_2018", number(at_most=1)),
    "minutes_to_emergency_2019": ("temps_urgences_min_2019", number()),
}


def recognises(head: Head) -> bool:
    return head.has(*FORM.required)


def read(path: Path) -> Table:
    """``apl_<year>``, ``share_75_plus_2020`` (0 to 1), ``poverty_rate_2018`` (per cent, as in Filosofi),
    ``minutes_to_emergency_2019``; ``people`` weigh them.
    """
    frame = tidy(read_delimited(path, FORM), COLUMNS).set_index("code")
    frame["poverty_rate_2018"] *= 100
    without = int(frame[f"apl_{APL_YEARS[-1]}"].isna().sum())
    year = re.search(r"20\d\d", path.stem)
    return Table(
        frame,
        year[0] if year else f"{APL_YEARS[0]}-{APL_YEARS[-1]}",
        path.name,
        checksum(path),
        weights=dict.fromkeys(frame.columns.drop("people"), "people"),
        notes=(f"{without} communes sans APL {APL_YEARS[-1]}",),
    )


SOURCE = Source(
    name="apl_history",
    title="APL des années antérieures et indicateurs par commune",
    publisher="Santé Scope, d'après DREES et INSEE",
    licence=LICENCE_OUVERTE,
    page="https://data.drees.solidarites-sante.gouv.fr",
    recognises=recognises,
    read=read,
    remark="compilation d'un tiers, non publiée par la DREES sous cette forme",
)
