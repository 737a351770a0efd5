"""What real roads change in a diagnosis, against the crow-flight model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from django.utils.translation import gettext as _

from maillage.web.networks import MODE_WORDS, day, networks

from ..models import Diagnosis
from ..rules.indicators import Choice
from .diagnoses import Sheet
from .words import printed, spoken

MOST = 10
NAMED = 12


@dataclass(frozen=True)
class Change:
    """Computed APL of a commune on the crow-flight model, and on the roads."""

    code: str
    name: str
    before: float
    after: float

    @property
    def change(self) -> float:
        return self.after - self.before


@dataclass(frozen=True)
class Roads:
    """``most``: the largest changes first. ``errors``: of the model on these roads, by band of minutes. ``off``: names
    of communes that are not on the network and keep the model, ``off_count`` of them."""

    label: str
    mode: str
    hours: str
    most: list[Change]
    better: int
    worse: int
    errors: list[Mapping[str, Any]]
    off: list[str]
    off_count: int
    communes: int


def roads_of(sheet: Sheet) -> Roads | None:
    """None of a diagnosis on the crow-flight model."""
    told = sheet.facts.get("roads")
    if not told:
        return None
    here = sheet.communes.index
    changes = [
        Change(each["code"], each["name"], each["apl_before"], each["apl_after"])
        for each in told["changes"]
        if each["code"] in here
    ]
    off = [each["name"] for each in told["off_network"] if each["code"] in here]
    return Roads(
        label=label(told),
        mode=str(MODE_WORDS[told["mode"]]),
        hours=hours(told),
        most=changes[:MOST],
        better=sum(round(each.change, 2) > 0 for each in changes),
        worse=sum(round(each.change, 2) < 0 for each in changes),
        errors=told["model_errors"],
        off=off[:NAMED],
        off_count=len(off),
        communes=len(here),
    )


def network_is_gone(diagnosis: Diagnosis) -> bool:
    """Whether a diagnosis was made on a road network that is no longer installed, or not as it was."""
    wanted = diagnosis.parameters.get("network")
    return wanted is not None and wanted not in {record.identity for record in networks()}


def comparable(choice: Choice, national: pd.DataFrame | None, sheet: Sheet) -> pd.DataFrame | None:
    """Communes of France to stand among: none for what is computed from minutes that are not those of France."""
    return None if choice.is_computed and sheet.facts.get("roads") else national


def mode_words(sheet: Sheet) -> str:
    return str(MODE_WORDS[sheet.mode])


def label(told: Mapping[str, Any]) -> str:
    """How the minutes were known, in the language of the page."""
    return printed(
        _("temps %(mode)s sur le réseau routier « %(name)s » (%(data)s, OSRM %(osrm)s, %(hours)s)")
        % {
            "mode": MODE_WORDS[told["mode"]],
            "name": told["name"],
            "data": f"OpenStreetMap {day(told['dated'])}".rstrip(),
            "osrm": told["osrm"],
            "hours": hours(told),
        }
    )


def hours(told: Mapping[str, Any]) -> str:
    if not told["factors"]:
        return _("routes libres")
    factors = " ; ".join(spoken().axis_number(float(factor)) for factor in told["factors"].split(","))
    return _("temps multipliés par %(factors)s selon la densité") % {"factors": factors}
