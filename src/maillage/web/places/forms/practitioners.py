"""What is said of practitioners: who they are, whom they serve, when they can be reached."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.web.accounts.models import Organisation

from ..models import Availability, Place, Practitioner
from ..rules.holidays import holidays_between
from ..rules.repeats import Span, written_out
from ..rules.weeks import DAYS
from .fields import CHECK, SELECT, TEXT, clock, day, with_others
from .mediators import refuse_reversed

# As far ahead as anybody plans.
DAYS_AHEAD = 400


class PractitionerForm(forms.ModelForm):
    class Meta:
        model = Practitioner
        fields = ("name", "profession", "organisation", "email", "places")
        widgets = {  # noqa: RUF012 - Django's own manner
            "name": forms.TextInput(attrs=TEXT | {"autocomplete": "off"}),
            "profession": forms.Select(attrs=SELECT),
            "organisation": forms.Select(attrs=SELECT),
            "email": forms.EmailInput(attrs=TEXT | {"autocomplete": "off"}),
            "places": forms.CheckboxSelectMultiple(attrs=CHECK),
        }

    def __init__(
        self, *args: Any, organisations: QuerySet[Organisation], places: QuerySet[Place], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _(
            "D’un professionnel, ou du roulement d’un opérateur : « Téléconsultation 78 »."
        )
        self.fields["organisation"].label = _("Organisation")
        self.fields["organisation"].queryset = organisations
        self.fields["organisation"].empty_label = None
        self.fields["email"].help_text = _("Facultatif : son lien personnel y est envoyé.")
        self.fields["places"].queryset = places
        self.fields["places"].label = _("Lieux servis")
        self.fields["places"].help_text = _("Aucun coché : tous les lieux.")

    def clean_places(self) -> list[Model]:
        return with_others(self, "places")


class AvailabilityForm(forms.Form):
    """One day, or « chaque mardi de 9 h à 12 h jusqu’au 30 juin »."""

    begins = clock(gettext_lazy("De"))
    ends = clock(gettext_lazy("À"))
    first_day = day(gettext_lazy("Le, ou à partir du"))
    last_day = day(gettext_lazy("Jusqu’au"), required=False, help_text=gettext_lazy("Vide : ce jour-là seulement."))
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Chaque"),
        coerce=int,
        choices=[(number, gettext_lazy(name)) for number, name in DAYS],
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=CHECK),
    )
    on_holidays = forms.BooleanField(
        label=gettext_lazy("Les jours fériés aussi"), required=False, widget=forms.CheckboxInput(attrs=CHECK)
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        refuse_reversed(self, "begins", "ends", _("L’heure de fin doit suivre l’heure de début."))
        refuse_reversed(self, "first_day", "last_day", _("Ce jour est avant le premier."), same=True)
        if self.errors:
            return said
        if said["first_day"] < timezone.localdate():
            self.add_error("first_day", _("Ce jour est passé."))
        elif said["last_day"] and (said["last_day"] - said["first_day"]).days > DAYS_AHEAD:
            self.add_error("last_day", _("C’est à plus d’un an : choisissez un jour plus proche."))
        elif said["last_day"] and said["last_day"] > said["first_day"] and not said["weekdays"]:
            self.add_error("weekdays", _("Cochez au moins un jour de la semaine."))
        elif not self.spans:
            self.add_error("weekdays", _("Aucun de ces jours ne tombe entre ces deux dates, jours fériés ôtés."))
        return said

    @property
    def spans(self) -> list[Span]:
        said = self.cleaned_data
        first, last = said["first_day"], said["last_day"] or said["first_day"]
        alone = first == last
        return written_out(
            {first.weekday()} if alone else said["weekdays"],
            said["begins"],
            said["ends"],
            first_day=first,
            last_day=last,
            timezone=timezone.get_default_timezone(),
            # A single day is meant as it is said.
            holidays=() if alone or said["on_holidays"] else holidays_between(first, last, ""),
        )


class WithdrawForm(forms.Form):
    availabilities = forms.ModelMultipleChoiceField(
        queryset=None, error_messages={"required": gettext_lazy("Cochez ce qui doit être retiré.")}
    )

    def __init__(self, *args: Any, practitioner: Practitioner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["availabilities"].queryset = Availability.objects.filter(practitioner=practitioner)
