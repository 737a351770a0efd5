"""What an agent says of a workshop."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.engine.territory.time_zone import time_zone
from maillage.web.places.models import Mediator, Room

from ..models import Workshop
from ..rules.lists import AUDIENCES, RESIDENTS, WORKSHOPS

TEXT, CHOICE = {"class": "form-control", "autocomplete": "off"}, {"class": "form-select"}
CLOCK = {"type": "time", "class": "form-control"}
MOST_SEATS = 200


class RoomField(forms.ModelChoiceField):
    def label_from_instance(self, room: Room) -> str:
        return f"{room.place.name} : {room.name}"


class WorkshopForm(forms.Form):
    """``version``: of the workshop as it was read. Hours are those of the clock at the place."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10**6)
    theme = forms.ChoiceField(label=gettext_lazy("Thème"), widget=forms.Select(attrs=CHOICE))
    audience = forms.ChoiceField(
        label=gettext_lazy("Pour qui"), required=False, initial=RESIDENTS, widget=forms.Select(attrs=CHOICE)
    )
    title = forms.CharField(
        label=gettext_lazy("Titre, si le thème ne suffit pas"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs=TEXT),
    )
    room = RoomField(
        label=gettext_lazy("Où"),
        queryset=Room.objects.none(),
        empty_label=gettext_lazy("Choisir une salle…"),
        widget=forms.Select(attrs=CHOICE),
    )
    day = forms.DateField(
        label=gettext_lazy("Jour"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"}),
    )
    begins = forms.TimeField(
        label=gettext_lazy("De"),
        widget=forms.TimeInput(format="%H:%M", attrs=CLOCK),
    )
    ends = forms.TimeField(label=gettext_lazy("À"), widget=forms.TimeInput(format="%H:%M", attrs=CLOCK))
    capacity = forms.IntegerField(
        label=gettext_lazy("Places"),
        min_value=1,
        max_value=MOST_SEATS,
        initial=8,
        widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
    )
    mediators = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Qui anime"),
        queryset=Mediator.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    bring = forms.CharField(
        label=gettext_lazy("À apporter"),
        help_text=gettext_lazy("Par exemple : votre téléphone, votre carte Vitale."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs=TEXT),
    )
    is_public = forms.BooleanField(label=gettext_lazy("Chacun peut s’inscrire en ligne"), required=False, initial=True)

    def __init__(
        self,
        *args: Any,
        rooms: QuerySet[Room] | None = None,
        mediators: QuerySet[Mediator] | None = None,
        **kwargs: Any,
    ) -> None:
        """``rooms`` and ``mediators``: among which the reader chooses."""
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [(code, _(words)) for code, words in WORKSHOPS.items()]
        self.fields["audience"].choices = [(code, _(words)) for code, words in AUDIENCES.items()]
        if rooms is not None:
            self.fields["room"].queryset = rooms
        if mediators is not None:
            self.fields["mediators"].queryset = mediators

    @staticmethod
    def as_it_is(workshop: Workshop) -> dict[str, Any]:
        """What the form begins with."""
        return {
            "version": workshop.version,
            "theme": workshop.theme,
            "audience": workshop.audience,
            "title": workshop.title,
            "room": workshop.room_id,
            "day": workshop.begins.date(),
            "begins": workshop.begins.time(),
            "ends": workshop.ends.time(),
            "capacity": workshop.capacity,
            "mediators": [mediator.pk for mediator in workshop.mediators.all()],
            "bring": workshop.bring,
            "is_public": workshop.is_public,
        }

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if not 2020 <= day.year <= 2099:
            raise forms.ValidationError(_("L’agenda va de 2020 à 2099."))
        return day

    def clean_audience(self) -> str:
        return self.cleaned_data["audience"] or RESIDENTS

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        begins, ends = said.get("begins"), said.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("La fin vient après le début : vérifiez les deux heures."))
        return said

    def said(self) -> dict[str, Any]:
        """In the terms of a plan: moments instead of hours."""
        said = dict(self.cleaned_data)
        zone = time_zone(said["room"].place.departement)
        day, begins, ends = said.pop("day"), said.pop("begins"), said.pop("ends")
        said["starts_at"], said["ends_at"] = datetime.combine(day, begins, zone), datetime.combine(day, ends, zone)
        del said["version"]
        return said | {"mediators": tuple(said["mediators"])}
