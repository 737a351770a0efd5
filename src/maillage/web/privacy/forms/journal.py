"""What is searched for in the journal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ..models.classification import classification
from ..rules.verbs import VERBS

CONTROL = {"class": "form-control"}
SELECT = {"class": "form-select"}


class JournalForm(forms.Form):
    """Nothing has to be said: then it is the whole journal."""

    personne = forms.CharField(
        label=gettext_lazy("Personne"),
        help_text=gettext_lazy("Nom ou adresse e-mail : ce qu’elle a fait, et ce qui la concerne."),
        required=False,
        max_length=120,
        widget=forms.TextInput(CONTROL | {"autocomplete": "off"}),
    )
    acte = forms.ChoiceField(label=gettext_lazy("Acte"), required=False, widget=forms.Select(SELECT))
    objet = forms.ChoiceField(label=gettext_lazy("Sur quoi"), required=False, widget=forms.Select(SELECT))
    du = forms.DateField(
        label=gettext_lazy("Du"), required=False, widget=forms.DateInput(CONTROL | {"type": "date"}, format="%Y-%m-%d")
    )
    au = forms.DateField(
        label=gettext_lazy("Au"), required=False, widget=forms.DateInput(CONTROL | {"type": "date"}, format="%Y-%m-%d")
    )
    avant = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["acte"].choices = [("", _("tous")), *_sorted((verb, _(words)) for verb, words in VERBS.items())]
        language = get_language() or "fr"
        tables = {model._meta.db_table: model._meta.label_lower for model in apps.get_models()}
        kinds = (
            (tables[name], each.label.said(language))
            for name, each in classification().tables.items()
            if name in tables
        )
        self.fields["objet"].choices = [("", _("tout")), *_sorted(kinds)]

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("du"), self.cleaned_data.get("au")
        if since and until and until < since:
            self.add_error("au", _("La fin vient avant le début : échangez les deux dates."))
        return self.cleaned_data


def _sorted(choices: Any) -> list[tuple[str, str]]:
    return sorted(choices, key=lambda choice: choice[1].casefold())
