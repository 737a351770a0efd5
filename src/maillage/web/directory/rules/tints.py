"""Colours in which a town may show the directory on its own site: a safe list, each readable on paper."""

from __future__ import annotations

from maillage.web.marking import _

# The name stands in an address; the authority's own colour has none.
TINTS: dict[str, tuple[str, str]] = {
    "sarcelle": (_("sarcelle"), "#0b6e69"),
    "bleu": (_("bleu"), "#1d4f91"),
    "violet": (_("violet"), "#5b3a8e"),
    "framboise": (_("framboise"), "#9d174d"),
    "brique": (_("brique"), "#9a3412"),
    "foret": (_("vert forêt"), "#22653a"),
    "ardoise": (_("ardoise"), "#374151"),
}
