"""The authority's own list of places, read from a file that somebody fills in."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from django.utils.translation import gettext as _

from maillage.engine.errors import SourceError
from maillage.engine.siting.sites import own_sites
from maillage.engine.sources.own_sites import read_own_sites

from ..rules.own_list import EXAMPLE, SENTENCES, TITLES, UNREADABLE, UnreadableError
from ..rules.sites import EXISTING, LOCKED, OWN, PARTNER, Site
from .terrain import Terrain

MOST_SITES = 500


def read_list(parts: Iterable[bytes], terrain: Terrain) -> list[Site]:
    """Sites as the scenario keeps them; all of the file, or nothing.

    Raises UnreadableError at the first line that is wrong.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "liste.csv"
        path.write_bytes(b"".join(parts))
        try:
            listed = read_own_sites(path)
        except SourceError as error:
            raise UnreadableError(_told(error)) from error
    if len(listed) > MOST_SITES:
        raise UnreadableError(
            _("La liste a %(count)d lieux ; %(most)d au plus.") % {"count": len(listed), "most": MOST_SITES}
        )
    with_point = listed["lat"].notna() & listed["lon"].notna()
    # A point says where a site is more exactly than a code does.
    listed["commune"] = [
        (terrain.commune_at(row.lat, row.lon) or "") if pointed else row.commune
        for row, pointed in zip(listed.itertuples(), with_point, strict=True)
    ]
    outside = ~listed["commune"].isin(terrain.names)
    if outside.any():
        raise UnreadableError(_("Le lieu « %(key)s » est hors du territoire.") % {"key": listed.index[outside][0]})
    sites = [_site(str(key), row) for key, row in own_sites(listed, terrain.communes).iterrows()]
    if len({site.key for site in sites}) < len(sites):
        raise UnreadableError(_("Deux identifiants ne diffèrent que par leurs signes : donnez-en d’autres."))
    return sites


def model() -> str:
    """The file to fill in: its titles, and one line as an example."""
    text = StringIO()
    csv.writer(text, delimiter=";").writerows((TITLES, EXAMPLE))
    return "\ufeff" + text.getvalue()


def _site(key: str, row: pd.Series) -> Site:
    rule = str(row["status"])
    return Site(
        key=f"liste-{_plain(key)}",
        name=str(row["name"])[:120],
        commune=str(row["commune"]),
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        owner=OWN if str(row["owner"]) == OWN else PARTNER,
        cost=None if pd.isna(row["cost"]) else float(row["cost"]),
        open=rule in (EXISTING, LOCKED),
        rule=rule,
        acts=None if pd.isna(row["acts"]) else float(row["acts"]),
        listed=True,
    )


def _plain(key: str) -> str:
    return re.sub(r"[^\w.-]", "-", key)[:60]


def _told(error: SourceError) -> str:
    what = _(SENTENCES.get(error.sentence, UNREADABLE))
    place = {"line": error.line, "column": error.column}
    if error.line and error.column:
        return _("Ligne %(line)d, colonne « %(column)s » : %(what)s") % {**place, "what": what}
    return _("Ligne %(line)d : %(what)s") % {**place, "what": what} if error.line else what
