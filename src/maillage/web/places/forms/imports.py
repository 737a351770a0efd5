"""A list of places as a file; a scenario whose sites become places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.web.accounts.models import Organisation

from .fields import CHECK, SELECT, TEXT

FILE_BYTES = 2_000_000


class OrganisationForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"),
        help_text=gettext_lazy("Qui répondra de ces lieux."),
        queryset=None,
        empty_label=None,
        widget=forms.Select(attrs=SELECT),
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations


class FileForm(OrganisationForm):
    form = forms.ChoiceField(
        label=gettext_lazy("Ce que contient le fichier"),
        choices=[
            ("own", gettext_lazy("mon tableau, aux titres du modèle")),
            ("mednum", gettext_lazy("des lieux de médiation numérique, au format du standard national")),
        ],
        initial="own",
        widget=forms.RadioSelect(attrs=CHECK),
    )
    file = forms.FileField(
        label=gettext_lazy("Fichier"),
        help_text=gettext_lazy("CSV ou JSON, 2 Mo et 500 lignes au plus."),
        max_length=200,
        widget=forms.FileInput(attrs=TEXT | {"accept": ".csv,.json,text/csv,application/json"}),
    )

    def clean_file(self) -> UploadedFile:
        said = self.cleaned_data["file"]
        if said.size > FILE_BYTES:
            raise forms.ValidationError(_("Ce fichier est trop grand : 2 Mo au plus."))
        return said


class ScenarioForm(OrganisationForm):
    """``scenarios``: (number, name)."""

    scenario = forms.TypedChoiceField(label=gettext_lazy("Scénario"), coerce=int, widget=forms.Select(attrs=SELECT))

    def __init__(self, *args: Any, scenarios: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scenario"].choices = scenarios
