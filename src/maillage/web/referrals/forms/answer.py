"""What a structure answers, in three taps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..rules.lists import MEANS, REFUSALS
from ..rules.said import Reply
from ..rules.states import ANSWERS, Event

FARTHEST = timedelta(days=180)


class AnswerForm(forms.Form):
    """``answer``: which of the buttons. To accept, one says how and when; to refuse, why."""

    answer = forms.ChoiceField(choices=tuple((event.value, event.value) for event in ANSWERS))
    means = forms.ChoiceField(
        label=gettext_lazy("Nous contactons la personne"), required=False, widget=forms.RadioSelect
    )
    contact_on = forms.DateField(
        label=gettext_lazy("Le"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"class": "form-control", "type": "date"}),
        error_messages={"invalid": gettext_lazy("Écrivez un jour, par exemple 24/03/2026.")},
    )
    refusal = forms.ChoiceField(label=gettext_lazy("Pourquoi"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["means"].choices = [(code, _(words)) for code, words in MEANS.items()]
        self.fields["refusal"].choices = [(code, _(words)) for code, words in REFUSALS.items()]

    @property
    def event(self) -> str:
        return self.data.get("answer", "")

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("answer") == Event.ACCEPT and not said.get("means") and "means" not in self.errors:
            self.add_error("means", _("Dites comment vous contactez la personne."))
        if said.get("answer") == Event.REFUSE and not said.get("refusal") and "refusal" not in self.errors:
            self.add_error("refusal", _("Choisissez une raison : elle aide à trouver une autre structure."))
        day = said.get("contact_on")
        if day and not self.today <= day <= self.today + FARTHEST:
            self.add_error("contact_on", _("Choisissez un jour à venir, dans les six mois."))
        return said

    def reply(self) -> Reply:
        """Only what goes with the button that was pressed."""
        said = self.cleaned_data
        event = Event(said["answer"])
        if event is Event.ACCEPT:
            return Reply(event, means=said["means"], contact_on=said["contact_on"])
        return Reply(event, refusal=said["refusal"] if event is Event.REFUSE else "")
