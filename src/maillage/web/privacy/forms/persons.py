"""What the data protection officer says about one person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..models import Means, Request
from ..models.person import field_of, kinds_of_persons, reference_of, value_of

SELECT = {"class": "form-select"}
CONTROL = {"class": "form-control"}
REASONS = [
    ("Demande d’accès", _("Demande d’accès")),
    ("Demande de rectification", _("Demande de rectification")),
    ("Demande d’effacement", _("Demande d’effacement")),
    ("Demande d’opposition", _("Demande d’opposition")),
    ("Incident de sécurité", _("Incident de sécurité")),
    ("Contrôle", _("Contrôle")),
]


class ReasonForm(forms.Form):
    """Why the page of a person is opened. Chosen from a list: what is typed freely ends up naming people."""

    reason = forms.ChoiceField(
        label=_("Pourquoi ouvrez-vous cette page ?"), choices=REASONS, widget=forms.Select(SELECT)
    )
    file = forms.RegexField(
        regex=r"^[A-Za-z]{0,5}[-/]?[0-9][0-9./-]*$",
        label=_("Numéro du dossier"),
        help_text=_("Facultatif. Un numéro, pas un nom : cela s’inscrit au journal, qui ne s’efface pas."),
        max_length=40,
        required=False,
        widget=forms.TextInput(CONTROL),
        error_messages={"invalid": _("Donnez un numéro, par exemple 2026-14.")},
    )

    @property
    def why(self) -> str:
        file = self.cleaned_data["file"].strip()
        return f"{self.cleaned_data['reason']} ({file})" if file else self.cleaned_data["reason"]


class RectifyForm(forms.Form):
    """One field for each column that may be corrected, as the model has it."""

    def __init__(self, person: models.Model, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in kinds_of_persons()[reference_of(person).kind].columns.values():
            if not column.rectify:
                continue
            field = field_of(type(person), column).formfield()
            field.label, field.initial = column.label.said(get_language() or "fr"), value_of(person, column)
            style = SELECT if isinstance(field.widget, forms.Select) else CONTROL
            field.widget.attrs |= style | {"autocomplete": "off"}
            self.fields[column.name] = field


class RequestForm(forms.Form):
    kind = forms.ChoiceField(label=_("Demande"), choices=Request.Kind, widget=forms.Select(SELECT))


class ConsentForm(forms.Form):
    """A consent that was given or taken back at the counter, on paper, by telephone."""

    purpose = forms.ChoiceField(label=_("Pour"), widget=forms.Select(SELECT))
    means = forms.ChoiceField(
        label=_("Comment"),
        choices=[choice for choice in Means.choices if choice[0] in {Means.COUNTER, Means.PAPER, Means.PHONE}],
        widget=forms.Select(SELECT),
    )

    def __init__(self, purposes: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = purposes
