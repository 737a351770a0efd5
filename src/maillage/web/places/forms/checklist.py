"""The checklist of the HAS, question by question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _

from ..models import Answer
from ..rules.checklist import QUESTIONS, Question
from .fields import CHECK, TEXT

YES, NO = "yes", "no"


class Line(NamedTuple):
    """``answer``: what is known already, None before anybody looked."""

    question: Question
    answer: Answer | None
    holds: forms.BoundField
    note: forms.BoundField


class ChecklistForm(forms.Form):
    """``answers``: by question. ``said``: of the questions that were answered, whether it holds, and a note."""

    def __init__(self, *args: Any, answers: Mapping[str, Answer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers = answers
        for each in QUESTIONS:
            known = answers.get(each.key)
            self.fields[each.key] = forms.ChoiceField(
                label=_(each.says),
                choices=[(YES, _("oui")), (NO, _("non")), ("", _("pas encore regardé"))],
                required=False,
                initial="" if known is None else YES if known.holds else NO,
                widget=forms.RadioSelect(attrs=CHECK),
            )
            self.fields[f"{each.key}_note"] = forms.CharField(
                label=_("Ce qui manque, ou ce qui est prévu"),
                required=False,
                max_length=200,
                initial=known.note if known else "",
                widget=forms.TextInput(attrs=TEXT),
            )

    def lines(self) -> Iterator[Line]:
        for each in QUESTIONS:
            yield Line(each, self.answers.get(each.key), self[each.key], self[f"{each.key}_note"])

    @property
    def said(self) -> dict[str, tuple[bool, str]]:
        answers = self.cleaned_data
        return {
            each.key: (answers[each.key] == YES, answers[f"{each.key}_note"].strip())
            for each in QUESTIONS
            if answers[each.key]
        }
