"""From where people come: a map and its list, without the figures that would tell somebody apart."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.outputs.drawing.svg import Svg
from maillage.web.studies.queries.words import spoken
from maillage.web.territories.queries import departement_of, gazetteer

from ..rules import definitions
from ..rules.shielding import AT_LEAST, shielded
from .hidden_map import map_of_counts
from .rows import Rows
from .sections import Column, Section


def communes(rows: Rows) -> Section:
    counts = Counter(commune for _at, commune in rows.received() if commune)
    told = shielded(counts)
    known = gazetteer().communes
    ordered = sorted(told, key=lambda code: (-(told[code] or 0), str(known["name"].get(code, code))))
    table = [(str(known["name"].get(code, code)), code, told[code]) for code in ordered if told[code] is not None]
    heads = [Column(_("Commune"), "text"), Column(_("Code"), "text"), Column(_("Personnes"))]
    unsaid = sum(not commune for _at, commune in rows.received())
    drawing, legend = _map(rows, told) if counts else (None, None)
    said = _said([code for code, count in told.items() if count is None], unsaid)
    return Section(definitions.COMMUNES, heads, table, drawing, said, legend)


def _said(hidden: list[str], unsaid: int) -> str:
    told = []
    if hidden:
        told.append(
            ngettext(
                "%(count)s commune n’est pas montrée : moins de %(least)s personnes.",
                "%(count)s communes ne sont pas montrées : moins de %(least)s personnes, ou cachées avec elles.",
                len(hidden),
            )
            % {"count": len(hidden), "least": AT_LEAST}
        )
    if unsaid:
        told.append(
            ngettext(
                "%(count)s personne n’a pas dit sa commune.", "%(count)s personnes n’ont pas dit leur commune.", unsaid
            )
            % {"count": spoken().number(unsaid, 0)}
        )
    return " ".join(told)


def _map(rows: Rows, told: dict[str, int | None]) -> tuple[Svg, Svg]:
    """With its legend. Of the départements in which the places are. What is hidden is hatched."""
    return map_of_counts(
        told,
        sorted({departement_of(place.commune) for place in rows.places}),
        title=_(definitions.COMMUNES.title),
        unit=_("personnes"),
        value_text=lambda value: (
            ngettext("%(count)s personne", "%(count)s personnes", int(value)) % {"count": spoken().number(value, 0)}
        ),
        missing_text=_("moins de %(least)s personnes, ou caché") % {"least": AT_LEAST},
    )
