"""What is said of a place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.web.accounts.models import Organisation
from maillage.web.messages.forms import PhoneField
from maillage.web.messages.rules.phone import readable_phone

from ..models import Place
from ..rules.communes import Commune
from .fields import CHECK, SELECT, TEXT
from .located import Communes, clean_point, meant_commune


class PlaceForm(forms.ModelForm):
    """``communes``: those that may be meant by what was typed and a postcode; ``known``: that of the place.

    ``said``: every field as an action takes it, the commune as its code, the point of its town hall if none was given.
    """

    commune = forms.CharField(
        label=gettext_lazy("Commune"),
        help_text=gettext_lazy("Son nom, son code postal ou son code INSEE."),
        max_length=80,
        widget=forms.TextInput(attrs=TEXT | {"autocomplete": "off", "spellcheck": "false"}),
    )
    phone = PhoneField()
    lat = forms.FloatField(label=gettext_lazy("Latitude"), required=False, min_value=-90, max_value=90)
    lon = forms.FloatField(label=gettext_lazy("Longitude"), required=False, min_value=-180, max_value=180)

    class Meta:
        model = Place
        fields = (
            "name",
            "kind",
            "organisation",
            "address",
            "postcode",
            "commune",
            "lat",
            "lon",
            "phone",
            "email",
            "step_free",
            "getting_there",
            "is_public",
        )
        widgets = {  # noqa: RUF012 - Django's own manner
            "name": forms.TextInput(attrs=TEXT | {"autocomplete": "off"}),
            "kind": forms.Select(attrs=SELECT),
            "organisation": forms.Select(attrs=SELECT),
            "address": forms.TextInput(attrs=TEXT | {"autocomplete": "off"}),
            "postcode": forms.TextInput(attrs=TEXT | {"inputmode": "numeric", "autocomplete": "off"}),
            "email": forms.EmailInput(attrs=TEXT | {"autocomplete": "off"}),
            "step_free": forms.Select(attrs=SELECT),
            "getting_there": forms.Textarea(attrs=TEXT | {"rows": 3}),
            "is_public": forms.CheckboxInput(attrs=CHECK),
        }

    def __init__(
        self,
        *args: Any,
        organisations: QuerySet[Organisation],
        communes: Communes,
        known: Commune | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.communes = communes
        self.fields["organisation"].queryset = organisations
        self.fields["organisation"].empty_label = None
        self.fields["organisation"].help_text = _("Qui en répond.")
        self.fields["phone"].help_text = _("Écrit sur chaque message aux habitants.")
        self.fields["getting_there"].help_text = _("Ligne de bus, entrée, étage, où se garer.")
        self.fields["is_public"].help_text = _("Il est alors sur la carte, et on peut y prendre rendez-vous.")
        self.fields["lat"].help_text = _("Facultatif : sans point, celui de la mairie.")
        for name in ("lat", "lon"):
            # As maps write them, with a dot, whatever the language of the page.
            self.fields[name].widget = forms.TextInput(attrs=TEXT | {"inputmode": "decimal", "autocomplete": "off"})
        if self.instance.pk:
            self.initial["commune"] = f"{known.name} ({known.code})" if known else self.instance.commune
            self.initial["phone"] = readable_phone(self.instance.phone)
            self.initial |= {name: f"{getattr(self.instance, name):.5f}" for name in ("lat", "lon")}

    def clean_postcode(self) -> str:
        said = self.cleaned_data["postcode"].replace(" ", "")
        if said and not (said.isascii() and said.isdigit() and len(said) == 5):
            raise forms.ValidationError(_("Un code postal a cinq chiffres."))
        return said

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if commune := meant_commune(self, self.communes):
            said["commune"] = commune.code
            if not clean_point(self, commune):
                if commune.lat is None:
                    self.add_error("lat", _("Le point de cette mairie n’est pas connu : donnez latitude et longitude."))
                said["lat"], said["lon"] = commune.lat, commune.lon
        if said.get("is_public") and not said.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Les habitants doivent pouvoir appeler : donnez un numéro."))
        return said

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
