"""What is said of who enrols: a name, and how to tell them."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from maillage.web.bookings.rules.person import Person
from maillage.web.messages.forms import PhoneField
from maillage.web.territories.queries import commune_name, gazetteer, search

from ..models import Enrolment

POSTCODE = re.compile(r"[0-9]{5}")
TEXT, CHOICE = {"class": "form-control"}, {"class": "form-select"}


class EnrolForm(forms.Form):
    """By a resident. ``key``: of this very form; sent twice, it enrols once."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    name = forms.CharField(
        label=gettext_lazy("Votre nom"), max_length=120, widget=forms.TextInput(attrs=TEXT | {"autocomplete": "name"})
    )
    phone = PhoneField(label=gettext_lazy("Votre téléphone"), autocomplete="tel")
    email = forms.EmailField(
        label=gettext_lazy("Votre adresse e-mail"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs=TEXT | {"autocomplete": "email"}),
    )
    commune = forms.CharField(
        label=gettext_lazy("Votre commune"),
        help_text=gettext_lazy("Facultatif : pour savoir d’où l’on vient."),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs=TEXT | {"autocomplete": "address-level2"}),
    )
    reminded = forms.BooleanField(label=gettext_lazy("Rappelez-moi cet atelier la veille"), required=False)

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_commune(self) -> str:
        """Its code; empty if nothing was said."""
        return commune_said(self.cleaned_data["commune"])

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if not any(said.get(name) or name in self.errors for name in ("phone", "email")):
            self.add_error(
                "phone", _("Donnez un téléphone ou une adresse e-mail : si l’atelier change, on vous le dit.")
            )
        return said

    def person(self) -> Person:
        said = self.cleaned_data
        return Person(
            name=said["name"],
            phone=said["phone"],
            email=said["email"],
            address=said.get("address", ""),
            language=said.get("language") or get_language() or settings.LANGUAGE_CODE,
            reminded=said["reminded"],
            commune=said["commune"],
        )


class EnrolForOthersForm(EnrolForm):
    """By an agent, for somebody at the counter or on the telephone, who may have neither telephone nor e-mail."""

    via = forms.ChoiceField(
        label=gettext_lazy("La demande est faite"), required=False, widget=forms.Select(attrs=CHOICE)
    )
    address = forms.CharField(
        label=gettext_lazy("Adresse postale"),
        help_text=gettext_lazy("Pour un courrier : rue, puis code postal et commune."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs=TEXT | {"rows": 2, "autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Langue"), choices=settings.LANGUAGES, required=False, widget=forms.Select(attrs=CHOICE)
    )

    field_order = ("key", "name", "phone", "via", "email", "address", "commune", "language", "reminded")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = {
            "name": _("Nom"),
            "phone": _("Téléphone"),
            "email": _("Adresse e-mail"),
            "commune": _("Commune de résidence"),
            "reminded": _("rappeler l’atelier la veille"),
        }
        for name, label in named.items():
            self.fields[name].label = label
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["commune"].help_text = ""
        self.fields["via"].choices = [(each.value, each.label) for each in (Enrolment.Via.PHONE, Enrolment.Via.COUNTER)]

    def clean(self) -> dict[str, Any]:
        """Nothing but the name is needed: whoever cannot be reached is told by hand."""
        return self.cleaned_data

    def clean_via(self) -> str:
        return self.cleaned_data["via"] or Enrolment.Via.COUNTER


def commune_said(text: str) -> str:
    """The code of a commune by its name or its postcode, as people write them, or by ``Name (code)``, as pages do.

    Raises ValidationError for one that is none, and for a postcode of several.
    """
    said = " ".join(text.split())
    if not said:
        return ""
    communes = gazetteer().communes
    code = said.rpartition("(")[2].rstrip(")")
    if said.endswith(")") and code in communes.index:
        return code
    # What has five digits is a postcode first, for whoever does not work with figures.
    shared = _with_postcode(said) if POSTCODE.fullmatch(said) else []
    if len(shared) > 1:
        names = ", ".join(sorted(communes["name"][shared]))
        raise forms.ValidationError(
            _("Plusieurs communes ont ce code postal : %(names)s. Donnez le nom.") % {"names": names}
        )
    found = shared or [place.code for place in search(said) if place.kind == "commune"]
    if not found:
        raise forms.ValidationError(
            _("Aucune commune ne s’appelle « %(name)s » : donnez son nom ou son code postal.") % {"name": said}
        )
    return found[0]


def commune_named(code: str) -> str:
    """As it is read back: ``Rambouillet (78517)``; empty for none."""
    return f"{commune_name(code)} ({code})" if code else ""


def _with_postcode(postcode: str) -> list[str]:
    postcodes = gazetteer().communes["postcodes"].fillna("")
    return [str(code) for code in postcodes.index[postcodes.str.contains(rf"\b{postcode}\b")]]
