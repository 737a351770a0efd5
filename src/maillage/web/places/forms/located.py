"""Where something is, as a form is told: a commune by its name or code, a point that is not far from it."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite

from django import forms
from django.utils.translation import gettext as _

from ..rules.communes import Commune
from ..rules.distances import km_between

# No commune of France reaches as far from its town hall, the forests of Guyane left aside.
FARTHEST_KM = 60
NAMED_AT_MOST = 6

type Communes = Callable[[str, str], list[Commune]]


def meant_commune(form: forms.BaseForm, communes: Communes) -> Commune | None:
    """By the fields ``commune`` and ``postcode``. None if it is none or several, which is said beside the field."""
    said = form.cleaned_data
    if "commune" not in said:
        return None
    name, _paren, code = said["commune"].partition("(")
    found = communes(code.strip(" )") or name, said.get("postcode", ""))
    if len(found) == 1:
        return found[0]
    if not found:
        form.add_error("commune", _("Aucune commune ne porte ce nom, ce code postal ou ce code."))
    else:
        named = ", ".join(f"{each.name} ({each.code})" for each in found[:NAMED_AT_MOST])
        told = _("Plusieurs communes répondent ; écrivez l’une d’elles : %(names)s.") % {"names": named}
        form.add_error("commune", told)
    return None


def clean_point(form: forms.BaseForm, commune: Commune) -> bool:
    """What is wrong with the fields ``lat`` and ``lon`` is said beside them. False if neither was given."""
    lat, lon = form.cleaned_data.get("lat"), form.cleaned_data.get("lon")
    if "lat" in form.errors or "lon" in form.errors:
        return True
    if lat is None and lon is None:
        return False
    if lat is None or lon is None:
        form.add_error("lat" if lat is None else "lon", _("Donnez latitude et longitude, ou aucune des deux."))
    elif not (isfinite(lat) and isfinite(lon)):
        form.add_error("lat", _("Ce n’est pas un nombre."))
    elif commune.lat is not None and km_between((lat, lon), (commune.lat, commune.lon)) > FARTHEST_KM:
        told = _("Ce point est loin de %(name)s : vérifiez latitude et longitude.") % {"name": commune.name}
        form.add_error("lat", told)
    return True
