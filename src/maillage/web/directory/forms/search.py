"""What somebody looks for. The names of the fields stand in the address, where people read and share them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import forms
from django.conf import settings
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from maillage.web.places.forms.fields import CHECK, SELECT, TEXT

from ..rules import words
from ..rules.asked import Asked

LONGEST = 120
MINUTES = (10, 20, 30, 45, 60)
SELECTS = ("sujet", "pour", "langue", "minutes")
# The counts of a search that belong to a field.
FACETS = {"sujet": ("topics",), "pour": ("audiences", "conditions"), "langue": ("languages",)}
SELECTED = mark_safe(" selected")


class QuickSelect(forms.Select):
    """Writes its options itself: with two templates for each of them, those of one page take longer than its search."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = self.format_value(value)
        options = ((code, SELECTED if str(code) in chosen else "", label) for code, label in self.choices)
        told = flatatt(self.build_attrs(self.attrs, {"name": name} | (attrs or {})))
        written = format_html_join("", '<option value="{}"{}>{}</option>', options)
        return format_html("<select{}>{}</select>", told, written)


class SearchForm(forms.Form):
    """``q``: for what; ``ou``: where, or ``commune``, its code; ``suite``: where the lines before ended. What an
    address says that is no choice of a field is as if it were not there."""

    q = forms.CharField(
        label=_("Que cherchez-vous ?"),
        help_text=_("Un mot suffit : psy, ordinateur, dentiste…"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(TEXT | {"type": "search", "autocomplete": "off", "enterkeyhint": "search"}),
    )
    ou = forms.CharField(
        label=_("Où ?"),
        help_text=_("Votre commune ou son code postal."),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(TEXT | {"autocomplete": "postal-code", "enterkeyhint": "search"}),
    )
    commune = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    ouvert = forms.BooleanField(label=_("Ouvert maintenant"), required=False, widget=forms.CheckboxInput(CHECK))
    acces = forms.BooleanField(label=_("Sans marche"), required=False, widget=forms.CheckboxInput(CHECK))
    gratuit = forms.BooleanField(label=_("Gratuit"), required=False, widget=forms.CheckboxInput(CHECK))
    sujet = forms.ChoiceField(label=_("Sujet"), required=False, widget=QuickSelect(SELECT))
    pour = forms.ChoiceField(label=_("Pour qui"), required=False, widget=QuickSelect(SELECT))
    langue = forms.ChoiceField(label=_("Langue parlée"), required=False, widget=QuickSelect(SELECT))
    minutes = forms.TypedChoiceField(
        label=_("À combien de minutes en voiture"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=QuickSelect(SELECT),
    )
    genre = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    suite = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in _choices(get_language() or "").items():
            self.fields[name].choices = choices

    @property
    def refused(self) -> bool:
        """Whether what was typed cannot be looked for, as is said beside the field."""
        return any(self[name].errors for name in ("q", "ou"))

    @property
    def toggles(self) -> list[forms.BoundField]:
        return [self[name] for name in ("ouvert", "acces", "gratuit")]

    @property
    def selects(self) -> list[forms.BoundField]:
        return [self[name] for name in SELECTS]

    @property
    def chosen(self) -> int:
        """How many of the selects narrow the search."""
        return sum(bool(self[name].data) for name in SELECTS)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the next search keeps although no field shows it."""
        names = ("genre",) if self["ou"].data else ("genre", "commune")
        return [(name, self[name].data) for name in names if self[name].data]

    def offer(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        """Choices that lead somewhere, each with how many places it leaves; the one that is chosen stays."""
        for name, groups in FACETS.items():
            known = {code: number for group in groups for code, number in counts.get(group, {}).items()}
            if not known:
                continue
            first, *others = self.fields[name].choices
            kept = [(code, label) for code, label in others if known.get(code) or code == self[name].data]
            said = [(code, f"{label} ({known[code]})" if known.get(code) else label) for code, label in kept]
            self.fields[name].choices = [first, *said]

    def refuse_where(self) -> None:
        self.add_error("ou", _("Nous ne connaissons pas cette commune. Vérifiez son nom, ou tapez son code postal."))

    def asked(self) -> Asked:
        self.is_valid()
        said = self.cleaned_data
        return Asked(
            words=said.get("q", ""),
            where=said.get("ou", ""),
            # What was typed since counts, not the commune that was chosen before it.
            commune="" if said.get("ou") else said.get("commune", ""),
            topics=(said["sujet"],) if said.get("sujet") else (),
            kind=said.get("genre", ""),
            who=said.get("pour", ""),
            language=said.get("langue", ""),
            open_now=said.get("ouvert", False),
            step_free=said.get("acces", False),
            free=said.get("gratuit", False),
            minutes=said.get("minutes"),
            after=said.get("suite", ""),
        )


@lru_cache(maxsize=len(settings.LANGUAGES))
def _choices(_language: str) -> dict[str, list[tuple[str | int, str]]]:
    """By field, in the language of the page."""
    titles = {code: topic.title for code, topic in words.TOPICS.items()}
    within = [(each, gettext("%(minutes)s minutes au plus") % {"minutes": each}) for each in MINUTES]
    return {
        "sujet": [("", gettext("tous les sujets")), *_said(titles)],
        "pour": [("", gettext("tout le monde")), *_said(words.AUDIENCES), *_said(words.CONDITIONS)],
        "langue": [("", gettext("toutes les langues")), *_said(words.LANGUAGES)],
        "genre": [("", ""), *_said(words.KINDS)],
        "minutes": [("", gettext("peu importe")), *within],
    }


def _said(choices: dict[str, str]) -> list[tuple[str, str]]:
    return [(code, gettext(text)) for code, text in choices.items()]
