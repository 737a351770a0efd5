"""Where a place is: a commune by its name or code, a point that is not far from it."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.web.places.forms.fields import TEXT
from maillage.web.places.rules.communes import Commune
from maillage.web.places.rules.distances import km_between

FARTHEST_KM = 60
NAMED_AT_MOST = 6
NUMBER = TEXT | {"inputmode": "decimal", "autocomplete": "off"}

type Communes = Callable[[str, str], list[Commune]]


class WhereForm(forms.Form):
    """``communes``: those that may be meant by what was typed and a postcode. A point that is not given is that of the
    town hall if ``placed``, else it stays unknown."""

    address = forms.CharField(
        label=gettext_lazy("Adresse"), required=False, max_length=200, widget=forms.TextInput(attrs=TEXT)
    )
    more_address = forms.CharField(
        label=gettext_lazy("Complément d’adresse"),
        help_text=gettext_lazy("Bâtiment, étage, entrée."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=TEXT),
    )
    postcode = forms.RegexField(
        r"^[0-9]{5}$",
        label=gettext_lazy("Code postal"),
        required=False,
        error_messages={"invalid": gettext_lazy("Un code postal a cinq chiffres.")},
        widget=forms.TextInput(attrs=TEXT | {"inputmode": "numeric", "autocomplete": "off"}),
    )
    commune = forms.CharField(
        label=gettext_lazy("Commune"),
        help_text=gettext_lazy("Son nom, son code postal ou son code INSEE."),
        max_length=80,
        widget=forms.TextInput(attrs=TEXT | {"autocomplete": "off", "spellcheck": "false"}),
    )
    lat = forms.FloatField(
        label=gettext_lazy("Latitude"),
        required=False,
        min_value=-90,
        max_value=90,
        widget=forms.TextInput(attrs=NUMBER),
    )
    lon = forms.FloatField(
        label=gettext_lazy("Longitude"),
        required=False,
        min_value=-180,
        max_value=180,
        widget=forms.TextInput(attrs=NUMBER),
    )

    def __init__(self, *args: Any, communes: Communes, placed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.communes, self.placed = communes, placed

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if commune := self._commune(said):
            said["commune"], said["city"] = commune.code, commune.name
            self._clean_point(said, commune)
        return said

    def _commune(self, said: dict[str, Any]) -> Commune | None:
        if "commune" not in said:
            return None
        name, _paren, code = said["commune"].partition("(")
        found = self.communes(code.strip(" )") or name, said.get("postcode", ""))
        if len(found) == 1:
            return found[0]
        if not found:
            self.add_error("commune", _("Aucune commune ne porte ce nom, ce code postal ou ce code."))
        else:
            named = ", ".join(f"{each.name} ({each.code})" for each in found[:NAMED_AT_MOST])
            told = _("Plusieurs communes répondent ; écrivez l’une d’elles : %(names)s.") % {"names": named}
            self.add_error("commune", told)
        return None

    def _clean_point(self, said: dict[str, Any], commune: Commune) -> None:
        lat, lon = said.get("lat"), said.get("lon")
        if "lat" in self.errors or "lon" in self.errors:
            return
        if lat is None and lon is None:
            said["lat"], said["lon"] = (commune.lat, commune.lon) if self.placed else (None, None)
        elif lat is None or lon is None:
            self.add_error("lat" if lat is None else "lon", _("Donnez latitude et longitude, ou aucune des deux."))
        elif not (isfinite(lat) and isfinite(lon)):
            self.add_error("lat", _("Ce n’est pas un nombre."))
        elif commune.lat is not None and km_between((lat, lon), (commune.lat, commune.lon)) > FARTHEST_KM:
            told = _("Ce point est loin de %(name)s : vérifiez latitude et longitude.") % {"name": commune.name}
            self.add_error("lat", told)
