"""What is said of rooms, stations and devices."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.web.accounts.models import Organisation

from ..models import Device, Room, Station
from .fields import CHECK, SELECT, TEXT, day
from .mediators import refuse_reversed

MOST_SEATS = 300


class RoomForm(forms.ModelForm):
    class Meta:
        model = Room
        fields = ("name", "is_closed", "seats")
        widgets = {  # noqa: RUF012 - Django's own manner
            "name": forms.TextInput(attrs=TEXT | {"autocomplete": "off"}),
            "is_closed": forms.CheckboxInput(attrs=CHECK),
            "seats": forms.NumberInput(attrs=TEXT | {"min": 1, "max": MOST_SEATS}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_closed"].help_text = _(
            "Une porte, et des murs qui gardent la voix : il le faut pour consulter."
        )
        self.fields["seats"].help_text = _("Pour un atelier.")

    def clean_seats(self) -> int:
        seats = self.cleaned_data["seats"]
        if not 1 <= seats <= MOST_SEATS:
            raise forms.ValidationError(_("De 1 à %(most)d places.") % {"most": MOST_SEATS})
        return seats


class StationForm(forms.ModelForm):
    class Meta:
        model = Station
        fields = ("name", "operator")
        widgets = {  # noqa: RUF012 - Django's own manner
            "name": forms.TextInput(attrs=TEXT | {"autocomplete": "off"}),
            "operator": forms.Select(attrs=SELECT),
        }

    def __init__(self, *args: Any, operators: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["operator"].queryset = operators
        self.fields["operator"].empty_label = _("aucun")
        self.fields["operator"].help_text = _(
            "Qui relie cette station à des professionnels ; il est prévenu des pannes."
        )


class DeviceForm(forms.ModelForm):
    class Meta:
        model = Device
        fields = ("kind", "model", "serial", "station")
        widgets = {  # noqa: RUF012 - Django's own manner
            "kind": forms.Select(attrs=SELECT),
            "model": forms.TextInput(attrs=TEXT | {"autocomplete": "off"}),
            "serial": forms.TextInput(attrs=TEXT | {"autocomplete": "off", "spellcheck": "false"}),
            "station": forms.Select(attrs=SELECT),
        }

    def __init__(self, *args: Any, stations: QuerySet[Station], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations
        self.fields["station"].label = _("Station")
        self.fields["station"].empty_label = _("aucune : il va de salle en salle")

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class NewDeviceForm(DeviceForm):
    """With its calibration, as its certificate says it."""

    calibrated_on = day(gettext_lazy("Étalonné le"), required=False)
    calibrated_until = day(
        gettext_lazy("Étalonnage valable jusqu’au"),
        required=False,
        help_text=gettext_lazy("Vide : cet appareil ne s’étalonne pas."),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        refuse_reversed(
            self, "calibrated_on", "calibrated_until", _("Ce jour est avant celui de l’étalonnage."), same=True
        )
        return said

    @property
    def said(self) -> dict[str, Any]:
        dates = {name: self.cleaned_data[name] for name in ("calibrated_on", "calibrated_until")}
        return super().said | dates


class CalibrationForm(forms.Form):
    on = day(gettext_lazy("Étalonné le"))
    until = day(gettext_lazy("Valable jusqu’au"))
    said = forms.CharField(
        label=gettext_lazy("Par qui, ou numéro du certificat"),
        help_text=gettext_lazy("Facultatif."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=TEXT),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("on") and said["on"] > self.today:
            self.add_error("on", _("Ce jour n’est pas encore venu."))
        refuse_reversed(self, "on", "until", _("Ce jour est avant celui de l’étalonnage."), same=True)
        return said


class NoteForm(forms.Form):
    """What is wrong with a device, or what was done. Never of whom."""

    said = forms.CharField(
        label=gettext_lazy("Ce qui se passe"),
        help_text=gettext_lazy("Facultatif : l’appareil seulement, rien sur une personne."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=TEXT),
    )
