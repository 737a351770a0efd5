"""Where a place is: a commune by its name or code, a point that is not far from it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from maillage.web.places.forms.fields import TEXT
from maillage.web.places.forms.located import Communes, clean_point, meant_commune

NUMBER = TEXT | {"inputmode": "decimal", "autocomplete": "off"}


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
        if commune := meant_commune(self, self.communes):
            said["commune"], said["city"] = commune.code, commune.name
            if not clean_point(self, commune):
                said["lat"], said["lon"] = (commune.lat, commune.lon) if self.placed else (None, None)
        return said
