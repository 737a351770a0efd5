"""What a reader of a card tells those who keep the directory."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from maillage.web.places.forms.fields import TEXT

from ..models import Note


class ReportForm(forms.Form):
    about = forms.ChoiceField(
        label=gettext_lazy("Qu’est-ce qui est faux ?"), choices=Note.About.choices, widget=forms.RadioSelect
    )
    said = forms.CharField(
        label=gettext_lazy("Précisez, si vous le pouvez"),
        help_text=gettext_lazy(
            "Par exemple : « ouvert le mardi après-midi aussi ». N’écrivez rien sur vous ni sur une autre personne."
        ),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs=TEXT | {"rows": 3}),
    )
