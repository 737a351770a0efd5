"""What a town chooses before it shows the directory on its own site."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.web.places.forms.fields import SELECT, TEXT

from ..rules import words
from ..rules.tints import TINTS

HEIGHTS = (500, 700, 900)
USUAL_HEIGHT = 700


class EmbeddingForm(forms.Form):
    """``hauteur``: of the frame, in pixels; the other fields stand in the address of what it shows."""

    ou = forms.CharField(
        label=_("Près de quelle commune ?"),
        help_text=_("Votre commune ou son code postal. Vide : tout l’annuaire."),
        required=False,
        max_length=120,
        widget=forms.TextInput(TEXT),
    )
    sujet = forms.ChoiceField(label=_("Quel sujet ?"), required=False, widget=forms.Select(SELECT))
    gratuit = forms.BooleanField(label=_("Seulement ce qui est gratuit"), required=False)
    couleur = forms.ChoiceField(label=_("Couleur"), required=False, widget=forms.Select(SELECT))
    hauteur = forms.TypedChoiceField(
        label=_("Hauteur"), required=False, coerce=int, empty_value=USUAL_HEIGHT, widget=forms.Select(SELECT)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = [(code, _(topic.title)) for code, topic in words.TOPICS.items()]
        self.fields["sujet"].choices = [("", _("tous les sujets")), *topics]
        tints = [(code, _(name)) for code, (name, _colour) in TINTS.items()]
        self.fields["couleur"].choices = [("", _("celle de la collectivité")), *tints]
        heights = [(each, _("%(pixels)s pixels") % {"pixels": each}) for each in HEIGHTS]
        self.fields["hauteur"].choices = [("", _("habituelle")), *heights]

    @property
    def height(self) -> int:
        self.is_valid()
        return self.cleaned_data.get("hauteur") or USUAL_HEIGHT

    @property
    def query(self) -> str:
        """What the frame is asked for, as its address has it; empty for all of the directory."""
        self.is_valid()
        told = {name: self.cleaned_data.get(name) for name in ("ou", "sujet", "gratuit", "couleur")}
        return urlencode({name: 1 if value is True else value for name, value in told.items() if value})
