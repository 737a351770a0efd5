"""What an agent says to have a diagnosis made."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.engine.errors import TerritoryError
from maillage.web.territories.queries import get_territory

from .rules.addresses import words_of


class StudyForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Codes du territoire"),
        help_text=gettext_lazy(
            "Un département (78), une intercommunalité (SIREN) ou des communes (codes INSEE), séparés par des espaces, "
            "des virgules ou des lignes."
        ),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )
    name = forms.CharField(
        label=gettext_lazy("Nom à afficher"),
        help_text=gettext_lazy("Facultatif : par exemple « Bassin de vie de Mantes »."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    def clean_words(self) -> list[str]:
        return words_of(self.cleaned_data["words"])

    def clean(self) -> dict[str, Any]:
        words = self.cleaned_data.get("words")
        if words is not None:
            try:
                self.cleaned_data["territory"] = get_territory(words)
            except TerritoryError as error:
                self.add_error("words", _told(error))
        return self.cleaned_data


def _told(error: TerritoryError) -> str:
    """In the reader's language: the engine's own words are for engineers."""
    near = ", ".join(f"{name} ({code})" for code, name in error.suggestions)
    if near:
        return _("Un de ces codes ne désigne aucun territoire. Vouliez-vous dire : %(near)s ?") % {"near": near}
    return _("Un de ces codes ne désigne aucun territoire. Vérifiez-les un par un.")
