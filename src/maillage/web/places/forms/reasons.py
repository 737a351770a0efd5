"""What is said of a reason for coming."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from ..models import Device, Place, Practitioner, Reason
from .fields import CHECK, SELECT, TEXT, with_others

# Of each number: the least and the most that make sense.
BOUNDS = {"minutes": (5, 480), "airing_minutes": (0, 120), "notice_minutes": (0, 20_160), "horizon_days": (1, 365)}


class ReasonForm(forms.ModelForm):
    class Meta:
        model = Reason
        fields = (
            "title",
            "title_en",
            "minutes",
            "airing_minutes",
            "notice_minutes",
            "horizon_days",
            "bring",
            "bring_en",
            "needs_mediator",
            "needs_closed_room",
            "needs_station",
            "profession",
            "equipment",
            "is_public",
            "places",
        )
        widgets = {  # noqa: RUF012 - Django's own manner
            "title": forms.TextInput(attrs=TEXT),
            "title_en": forms.TextInput(attrs=TEXT | {"lang": "en"}),
            "bring": forms.TextInput(attrs=TEXT),
            "bring_en": forms.TextInput(attrs=TEXT | {"lang": "en"}),
            "needs_mediator": forms.CheckboxInput(attrs=CHECK),
            "needs_closed_room": forms.CheckboxInput(attrs=CHECK),
            "needs_station": forms.CheckboxInput(attrs=CHECK),
            "profession": forms.Select(attrs=SELECT),
            "is_public": forms.CheckboxInput(attrs=CHECK),
            "places": forms.CheckboxSelectMultiple(attrs=CHECK),
        }

    def __init__(self, *args: Any, places: QuerySet[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (least, most) in BOUNDS.items():
            known = self.fields[name]
            self.fields[name] = forms.IntegerField(
                label=known.label,
                initial=known.initial,
                min_value=least,
                max_value=most,
                widget=forms.NumberInput(attrs=TEXT),
            )
        self.fields["equipment"] = forms.MultipleChoiceField(
            label=_("Appareils"),
            help_text=_("Chacun doit être prêt : en service, et étalonné s’il le faut."),
            choices=Device.Kind,
            required=False,
            widget=forms.CheckboxSelectMultiple(attrs=CHECK),
        )
        self.fields["profession"].choices = [("", _("personne")), *Practitioner.Profession.choices]
        self.fields["places"].queryset = places
        self.fields["places"].help_text = _("Aucun coché : partout où c’est possible.")
        self.fields["title"].help_text = _("Des mots simples, qui ne disent rien d’une maladie : « Téléconsultation ».")
        self.fields["bring"].help_text = _("Par exemple : carte Vitale, ordonnance en cours.")
        self.fields["notice_minutes"].help_text = _("Jusqu’à quand on peut réserver avant l’heure.")
        self.fields["horizon_days"].help_text = _("Jusqu’où on peut réserver à l’avance.")

    def clean_places(self) -> list[Model]:
        return with_others(self, "places")
