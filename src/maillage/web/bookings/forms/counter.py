"""The counter: for what, from where, and who comes."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.web.messages.forms import PhoneField
from maillage.web.messages.rules.channels import Channel
from maillage.web.territories.queries import search

from ..models import Appointment
from ..rules.person import Person
from .arrangements import arrangements

TEXT = {"class": "form-control", "autocomplete": "off"}
CHOICE = {"class": "form-select"}
WAYS = [
    ("", gettext_lazy("le plus simple pour nous")),
    (Channel.SMS, gettext_lazy("par SMS")),
    (Channel.EMAIL, gettext_lazy("par e-mail")),
    (Channel.LETTER, gettext_lazy("par courrier")),
    (Channel.CALL, gettext_lazy("par un appel")),
]


class WhereForm(forms.Form):
    """From where the person comes, and from when on. ``commune``: empty for that of the place."""

    commune = forms.CharField(
        label=gettext_lazy("La personne vient de"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs=TEXT | {"data-key": "c", "spellcheck": "false"}),
    )
    des = forms.DateField(
        label=gettext_lazy("À partir du"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"}),
    )
    plain_pied = forms.BooleanField(label=gettext_lazy("sans marche"), required=False)

    def clean_commune(self) -> str:
        """Its code."""
        said = self.cleaned_data["commune"].strip()
        found = [place.code for place in search(said) if place.kind == "commune"] if said else [""]
        if not found:
            raise forms.ValidationError(
                _("Aucune commune ne s’appelle « %(name)s » : donnez son nom ou son code postal.") % {"name": said}
            )
        return found[0]

    def clean_des(self) -> date | None:
        day = self.cleaned_data["des"]
        if day and day.year > 2099:
            raise forms.ValidationError(_("L’agenda va de 2020 à 2099."))
        return day


class PersonForm(forms.Form):
    """Who comes: nothing of it is needed."""

    name = forms.CharField(
        label=gettext_lazy("Nom"), max_length=120, required=False, widget=forms.TextInput(attrs=TEXT)
    )
    phone = PhoneField(label=gettext_lazy("Téléphone"))
    email = forms.EmailField(
        label=gettext_lazy("Adresse e-mail"), max_length=254, required=False, widget=forms.EmailInput(attrs=TEXT)
    )
    address = forms.CharField(
        label=gettext_lazy("Adresse postale"),
        help_text=gettext_lazy("Pour un courrier : rue, puis code postal et commune."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs=TEXT | {"rows": 2}),
    )
    wish = forms.ChoiceField(
        label=gettext_lazy("Prévenir la personne"), choices=WAYS, required=False, widget=forms.Select(attrs=CHOICE)
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Langue"), choices=settings.LANGUAGES, required=False, widget=forms.Select(attrs=CHOICE)
    )
    reminded = forms.BooleanField(label=gettext_lazy("rappeler la veille et le matin même"), required=False)
    arrangements = arrangements(gettext_lazy("Prévoir"))

    def clean(self) -> dict[str, Any]:
        """A wish that cannot be granted is said beside the wish."""
        said = self.cleaned_data
        missing = {
            Channel.SMS: ("phone", _("Pour un SMS, il faut un téléphone.")),
            Channel.CALL: ("phone", _("Pour un appel, il faut un téléphone.")),
            Channel.EMAIL: ("email", _("Pour un e-mail, il faut une adresse e-mail.")),
            Channel.LETTER: ("address", _("Pour un courrier, il faut une adresse postale.")),
        }
        field, sentence = missing.get(said.get("wish"), ("", ""))
        if field and field not in self.errors and not said.get(field):
            self.add_error("wish", sentence)
        return said

    @property
    def has_more(self) -> bool:
        """Whether something was said, or is wrong, in the part that is folded."""
        folded = ("email", "address", "wish", "reminded", "arrangements")
        return any(self[name].errors or self[name].value() for name in folded)

    def person(self, *, commune: str = "") -> Person:
        said = self.cleaned_data
        return Person(
            name=" ".join(said["name"].split()),
            phone=said["phone"],
            email=said["email"],
            address="\n".join(line.strip() for line in said["address"].splitlines() if line.strip()),
            language=said["language"] or settings.LANGUAGE_CODE,
            wish=said["wish"],
            reminded=said["reminded"],
            commune=commune,
            arrangements=tuple(said["arrangements"]),
        )


class CounterForm(PersonForm):
    """``key``: of this very form; sent twice, it books once."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    via = forms.ChoiceField(
        label=gettext_lazy("La demande est faite"),
        choices=[
            (Appointment.Via.COUNTER, Appointment.Via.COUNTER.label),
            (Appointment.Via.PHONE, Appointment.Via.PHONE.label),
        ],
        required=False,
        widget=forms.Select(attrs=CHOICE),
    )
