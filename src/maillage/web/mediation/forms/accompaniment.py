"""What a mediator says of an accompaniment, in one minute."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.web.bookings.models import Appointment
from maillage.web.places.models import Place

from ..models import Accompaniment
from ..rules.lists import AGES, AUTONOMY, MINUTES, REDIRECTIONS, THEMES
from .enrolment import commune_named, commune_said

MOMENT = "%Y-%m-%dT%H:%M"


class NoteForm(forms.Form):
    """There is no field for a name. What is tapped or typed most often stands first."""

    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Durée"),
        coerce=int,
        choices=[(str(number), number) for number in MINUTES],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Dites combien de temps.")},
    )
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("Pour quoi"),
        choices=tuple(THEMES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Dites au moins un thème.")},
    )
    autonomy = forms.ChoiceField(
        label=gettext_lazy("La personne"),
        choices=tuple(AUTONOMY.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Dites qui a fait.")},
    )
    redirections = forms.MultipleChoiceField(
        label=gettext_lazy("Orientée vers"),
        choices=tuple(REDIRECTIONS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    commune = forms.CharField(
        label=gettext_lazy("Commune de résidence"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off", "list": "communes"}),
    )
    age = forms.ChoiceField(label=gettext_lazy("Âge"), required=False, widget=forms.RadioSelect)
    place = forms.ModelChoiceField(
        label=gettext_lazy("Lieu"), queryset=Place.objects.none(), widget=forms.Select(attrs={"class": "form-select"})
    )
    at = forms.DateTimeField(
        label=gettext_lazy("Quand"),
        required=False,
        input_formats=[MOMENT],
        widget=forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local", "class": "form-control"}),
    )
    appointment = forms.ModelChoiceField(
        label=gettext_lazy("Rendez-vous"),
        queryset=Appointment.objects.none(),
        required=False,
        to_field_name="code",
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(
        self,
        *args: Any,
        now: datetime | None = None,
        places: QuerySet[Place] | None = None,
        appointments: QuerySet[Appointment] | None = None,
        **kwargs: Any,
    ) -> None:
        """``places`` and ``appointments``: among which the reader chooses. Without appointments nothing is linked."""
        super().__init__(*args, **kwargs)
        self.now = now or timezone.now()
        self.fields["themes"].choices = [(code, _(words)) for code, words in THEMES.items()]
        self.fields["autonomy"].choices = [(code, _(words)) for code, words in AUTONOMY.items()]
        self.fields["redirections"].choices = [(code, _(words)) for code, words in REDIRECTIONS.items()]
        self.fields["age"].choices = [("", _("non dit")), *((code, _(words)) for code, words in AGES.items())]
        if places is not None:
            self.fields["place"].queryset = places
        if appointments is None:
            del self.fields["appointment"]
        else:
            self.fields["appointment"].queryset = appointments
            self.fields["appointment"].empty_label = _("sans rendez-vous, ou sans lien")
            self.fields["appointment"].label_from_instance = _named

    @staticmethod
    def as_it_is(accompaniment: Accompaniment) -> dict[str, Any]:
        """What the form begins with."""
        names = ("minutes", "themes", "autonomy", "redirections", "age", "at")
        known = {name: getattr(accompaniment, name) for name in names}
        return known | {"place": accompaniment.place_id, "commune": commune_named(accompaniment.commune)}

    def clean_commune(self) -> str:
        return commune_said(self.cleaned_data["commune"])

    def clean_at(self) -> datetime:
        said = self.cleaned_data["at"] or self.now
        if said > self.now:
            raise forms.ValidationError(_("Cet accompagnement n’a pas encore eu lieu."))
        return said


def _named(appointment: Appointment) -> str:
    """Without a name: the hour, the reason and the code."""
    return f"{timezone.localtime(appointment.starts_at):%H:%M} · {appointment.reason} · {appointment.code}"
