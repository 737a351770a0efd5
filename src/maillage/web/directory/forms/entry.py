"""What is said of a place: by the authority, or by the place itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.engine.sources.directory.card import Offer
from maillage.web.messages.forms import PhoneField
from maillage.web.messages.rules.phone import readable_phone
from maillage.web.places.forms.fields import SELECT, TEXT
from maillage.web.places.rules.communes import Commune

from ..models import Entry
from ..rules import words
from ..rules.corrections import SINGLE, WHERE
from .where import WhereForm

LISTS = ("topics", "audiences", "languages", "conditions", "ways", "access")
# A person is entered with a consent, never as a place.
KINDS = [code for code in words.KINDS if code != "person"]


def ticks(label: object) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple)


class HelpForm(forms.Form):
    """What one is helped with there, for whom, and how. ``offer``: all of it."""

    topics = ticks(gettext_lazy("Pour quoi l’on vient"))
    audiences = ticks(gettext_lazy("Surtout pour"))
    conditions = ticks(gettext_lazy("Avec une attention particulière aux"))
    languages = ticks(gettext_lazy("Langues parlées"))
    ways = ticks(gettext_lazy("De quelle façon"))
    access = ticks(gettext_lazy("Comment s’y prendre"))
    fees = forms.ChoiceField(label=gettext_lazy("Prix"), required=False, widget=forms.Select(attrs=SELECT))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = [(code, _(topic.title)) for code, topic in words.TOPICS.items()]
        for name, said in (
            ("audiences", words.AUDIENCES),
            ("conditions", words.CONDITIONS),
            ("languages", words.LANGUAGES),
            ("ways", words.WAYS),
            ("access", words.ACCESS),
        ):
            self.fields[name].choices = [(code, _(text)) for code, text in said.items()]
        self.fields["fees"].choices = [("", _("non précisé")), *((code, _(text)) for code, text in words.FEES.items())]

    @property
    def offer(self) -> Offer:
        said = {name: tuple(self.cleaned_data[name]) for name in LISTS}
        return Offer(**said, fees=self.cleaned_data["fees"])


class EntryForm(HelpForm, WhereForm):
    """``said``: every field as an action takes it, hours left aside."""

    name = forms.CharField(
        label=gettext_lazy("Nom"), max_length=200, widget=forms.TextInput(attrs=TEXT | {"autocomplete": "off"})
    )
    kind = forms.ChoiceField(label=gettext_lazy("Ce que c’est"), widget=forms.Select(attrs=SELECT))
    phone = PhoneField(label=gettext_lazy("Téléphone"))
    email = forms.EmailField(
        label=gettext_lazy("Adresse e-mail"),
        help_text=gettext_lazy("Lue par tous. C’est là que part, tous les six mois, le lien pour relire la fiche."),
        required=False,
        widget=forms.EmailInput(attrs=TEXT | {"autocomplete": "off"}),
    )
    website = forms.URLField(
        label=gettext_lazy("Site"), required=False, max_length=300, widget=forms.URLInput(attrs=TEXT)
    )
    booking_page = forms.URLField(
        label=gettext_lazy("Prise de rendez-vous en ligne"),
        required=False,
        max_length=300,
        widget=forms.URLInput(attrs=TEXT),
    )
    step_free = forms.ChoiceField(
        label=gettext_lazy("Accès sans marche"), required=False, widget=forms.Select(attrs=SELECT)
    )
    description = forms.CharField(
        label=gettext_lazy("Présentation"),
        help_text=gettext_lazy("En quelques phrases simples : qui aide, et comment."),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs=TEXT | {"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(code, _(words.KINDS[code])) for code in KINDS]
        self.fields["step_free"].choices = [(code, label) for code, label in Entry.StepFree.choices]

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*SINGLE, *WHERE) if name in self.cleaned_data}

    @staticmethod
    def as_it_is(entry: Entry, commune: Commune | None, help_said: Mapping[str, Any]) -> dict[str, Any]:
        """What the form begins with. ``help_said``: fields of the offer that its writer gave before."""
        shown = {name: getattr(entry, name) for name in (*SINGLE, *WHERE)}
        shown["phone"] = readable_phone(entry.phone)
        shown["commune"] = f"{commune.name} ({commune.code})" if commune else entry.city
        if entry.lat is not None and entry.lon is not None:
            shown |= {"lat": f"{entry.lat:.5f}", "lon": f"{entry.lon:.5f}"}
        return shown | {name: help_said.get(name, ()) for name in LISTS} | {"fees": help_said.get("fees", "")}


class UnlistForm(forms.Form):
    because = forms.ChoiceField(label=gettext_lazy("Pourquoi"), widget=forms.Select(attrs=SELECT))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The last is for the person alone to say.
        reasons = [each for each in Entry.Unlisted if each is not Entry.Unlisted.CONSENT]
        self.fields["because"].choices = [(each.value, each.label) for each in reasons]
