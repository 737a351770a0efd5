"""An opinion: the number of the card, and a face for each statement. Nothing asks who it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..rules.opinions import AFTER, BEFORE, FACES, MOMENTS, STATEMENTS, Answers

NUMBER = {"class": "form-control", "inputmode": "numeric", "autocomplete": "off"}


class OpinionForm(forms.Form):
    """By whoever came: all statements. ``cards``: how many there are."""

    card = forms.IntegerField(label=gettext_lazy("Le numéro de votre carte"), widget=forms.NumberInput(attrs=NUMBER))

    def __init__(self, *args: Any, cards: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cards = cards
        self.fields["card"].widget.attrs |= {"min": 1, "max": cards}
        for code, words in STATEMENTS.items():
            self.fields[code] = _faces(_(words), required=True)

    @property
    def statements(self) -> list[forms.BoundField]:
        return [self[code] for code in STATEMENTS]

    def clean_card(self) -> int:
        return _card(self.cleaned_data["card"], self.cards)

    def answers(self) -> Answers:
        return {code: int(self.cleaned_data[code]) for code in STATEMENTS}


class PaperForm(forms.Form):
    """A card copied from paper: both halves at once; what was left empty stays empty."""

    card = forms.IntegerField(label=gettext_lazy("Carte n°"), widget=forms.NumberInput(attrs=NUMBER))

    def __init__(self, *args: Any, cards: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cards = cards
        self.fields["card"].widget.attrs |= {"min": 1, "max": cards}
        for moment in MOMENTS:
            for code, words in STATEMENTS.items():
                self.fields[f"{moment}_{code}"] = _faces(_(words), required=False)

    @property
    def before(self) -> list[forms.BoundField]:
        return [self[f"{BEFORE}_{code}"] for code in STATEMENTS]

    @property
    def after(self) -> list[forms.BoundField]:
        return [self[f"{AFTER}_{code}"] for code in STATEMENTS]

    def clean_card(self) -> int:
        return _card(self.cleaned_data["card"], self.cards)

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.said():
            self.add_error("card", _("Choisissez au moins une réponse."))
        return self.cleaned_data

    def said(self) -> dict[str, Answers]:
        """Of each half that says something."""
        halves = {moment: self._answers(moment) for moment in MOMENTS}
        return {moment: answers for moment, answers in halves.items() if answers}

    def _answers(self, moment: str) -> Answers:
        said = {code: self.cleaned_data.get(f"{moment}_{code}") for code in STATEMENTS}
        return {code: int(face) for code, face in said.items() if face}


def _faces(label: str, *, required: bool) -> forms.ChoiceField:
    choices = [(str(number), _(words)) for number, words in enumerate(FACES)]
    return forms.ChoiceField(label=label, required=required, choices=choices, widget=forms.RadioSelect)


def _card(number: int, cards: int) -> int:
    if not 1 <= number <= cards:
        raise forms.ValidationError(_("Les cartes de cet atelier vont de 1 à %(cards)s.") % {"cards": cards})
    return number
