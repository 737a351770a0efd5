"""Which diagnosis a reader sees at an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from maillage.engine.diagnosis.trend import trend
from maillage.engine.errors import TerritoryError
from maillage.engine.territory.territory import FRANCE, Territory
from maillage.web.accounts.models import User
from maillage.web.territories.queries import gazetteer, get_territory, reference, reference_version

from ..models import Diagnosis
from ..models.store import imported_version
from ..rules.roads import mode_of


@dataclass(frozen=True)
class Sheet:
    """A territory's figures as one reader may see them.

    ``diagnosis`` is the territory's own; or that of France, of whose communes the territory's were picked: their
    figures are the same, since the study of a territory looks beyond its border. ``weights``: those of the priority as
    the address gives them, empty for the diagnosis' own.
    """

    diagnosis: Diagnosis
    address: str
    kind: str
    name: str
    communes: pd.DataFrame
    ring: pd.DataFrame
    facts: Mapping[str, Any]
    weights: str = ""

    @property
    def is_excerpt(self) -> bool:
        return self.address != self.diagnosis.address

    @property
    def is_france(self) -> bool:
        return self.kind == FRANCE

    @property
    def mode(self) -> str:
        """How one travels in it: car, foot or bicycle."""
        return mode_of(self.facts.get("roads") or {})

    @property
    def query(self) -> str:
        """What the addresses of its other pages end with, so that they show the same figures."""
        return f"?poids={self.weights}" if self.weights else ""


def find_sheet(address: str, reader: User | AnonymousUser) -> Sheet | None:
    """The reader's sheet, or None if there is none that they may see. Raises TerritoryError for no known territory."""
    own = Diagnosis.objects.filter(address=address).first()
    if own and may_read(own, reader):
        return _whole(own)
    if own is not None and own.kind == "communes":
        return None
    territory = get_territory(address.split("+"))
    france = None if territory.kind == FRANCE else Diagnosis.objects.filter(address=FRANCE).first()
    return _excerpt(france, territory, address) if france and may_read(france, reader) else None


def may_read(diagnosis: Diagnosis, reader: User | AnonymousUser) -> bool:
    return diagnosis.is_published or reader.has_perm("studies.read")


def may_read_commune(code: str, reader: User | AnonymousUser) -> bool:
    """Whether any diagnosis that this reader may open holds a commune."""
    readable = Diagnosis.objects.all() if reader.has_perm("studies.read") else _published()
    return any(kind == FRANCE or code in _codes(*words) for kind, words in readable.values_list("kind", "words"))


def diagnoses_for(reader: User | AnonymousUser) -> list[Diagnosis]:
    """What this reader may open, by name."""
    every = Diagnosis.objects.select_related("made_by", "published_by")
    if reader.has_perm("studies.read"):
        return list(every)
    return list(_published(every))


def find_diagnosis(address: str) -> Diagnosis | None:
    return Diagnosis.objects.filter(address=address).first()


def public_revision() -> str:
    """Changes whenever anything that the public may read does: part of the key of every cached page."""
    rows = _published().order_by("pk").values_list("pk", "revision")
    return ",".join(f"{pk}.{revision}" for pk, revision in rows)


def figures_version() -> str:
    """Of the reference figures, and of the files that were imported here: what a new diagnosis would be made from."""
    return "-".join(filter(None, (reference_version(), imported_version())))


def national_communes(reader: User | AnonymousUser) -> pd.DataFrame | None:
    """Communes of the diagnosis of France, if there is one that the reader may see: what means are compared with."""
    france = Diagnosis.objects.filter(address=FRANCE).first()
    return france.figures().communes if france and may_read(france, reader) else None


def name_of(address: str) -> str:
    """The territory's name, for a page that has no figures of it. Raises TerritoryError if there is none such."""
    return get_territory(address.split("+")).name


def trend_of(sheet: Sheet) -> pd.DataFrame:
    """Published APL by year, here and in France, from the reference figures."""
    communes = reference().communes
    here = communes if sheet.is_france else communes[communes.index.isin(sheet.communes.index)]
    return trend(here, communes, threshold=sheet.facts["threshold"])


def departement_names() -> pd.Series:
    return gazetteer().departements["name"]


def _whole(diagnosis: Diagnosis) -> Sheet:
    kept = diagnosis.figures()
    return Sheet(diagnosis, diagnosis.address, diagnosis.kind, diagnosis.name, kept.communes, kept.ring, kept.facts)


def _excerpt(france: Diagnosis, territory: Territory, address: str) -> Sheet:
    kept = france.figures()
    inside = kept.communes[kept.communes.index.isin(territory.codes)]
    if inside.empty:
        raise TerritoryError(f"{territory.name} has no commune in the diagnosis of France.")
    around = kept.communes.drop(index=inside.index)[["name", "population", "apl"]]
    return Sheet(france, address, territory.kind, territory.name, inside, around, kept.facts)


def _published(rows: QuerySet[Diagnosis] | None = None) -> QuerySet[Diagnosis]:
    return (Diagnosis.objects.all() if rows is None else rows).filter(status=Diagnosis.Status.PUBLISHED)


@lru_cache(maxsize=200)
def _codes(*words: str) -> frozenset[str]:
    """Communes of a diagnosis, from the words that its row keeps."""
    return frozenset(get_territory(words).codes)
