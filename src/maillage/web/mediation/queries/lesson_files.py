"""Lessons on paper: the sheet that a learner takes home, the one that lies beside the teacher. Tagged."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maillage.outputs.typeset import typeset

from ..rules.lesson import Lesson

BESIDE = "maillage.web.mediation"
PICTOGRAMS = resources.files("maillage.web") / "static" / "pictograms.svg"
SYMBOL = re.compile(r'<symbol id="(?P<name>[^"]+)" viewBox="0 0 24 24">(?P<lines>.*)</symbol>')
# The colour is that of the house's documents.
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#0b6e69" stroke-width="1.5" '
    'stroke-linecap="round" stroke-linejoin="round">{lines}</svg>'
)


def lesson_pdf(lesson: Lesson, sender: str) -> bytes:
    """``sender``: who gives it out, as it stands at the foot of the page."""
    return typeset(BESIDE, "lesson.typ", _head(lesson, sender) | _learner(lesson))


def guide_pdf(lesson: Lesson, sender: str) -> bytes:
    return typeset(BESIDE, "guide.typ", _head(lesson, sender) | _teacher(lesson))


@lru_cache(maxsize=1)
def pictograms() -> dict[str, str]:
    """Name → drawing, as a document of its own."""
    symbols = SYMBOL.finditer(PICTOGRAMS.read_text(encoding="utf-8"))
    return {found["name"]: DRAWING.format(lines=found["lines"]) for found in symbols}


def _head(lesson: Lesson, sender: str) -> dict[str, Any]:
    return {"title": lesson.title, "foot": sender, "language": (get_language() or "fr")[:2], "promise": lesson.promise}


def _learner(lesson: Lesson) -> dict[str, Any]:
    return {
        "about": list(lesson.about),
        "need": list(lesson.need),
        "steps": [{"svg": pictograms()[step.picture], "lines": list(step.lines)} for step in lesson.steps],
        "careful": list(lesson.careful),
        "help": list(lesson.help),
        "meanings": [list(pair) for pair in lesson.words],
        "note": _("Écrit en français simple, d’après les règles du « facile à lire et à comprendre »."),
        "words": {
            "need": _("Ce qu’il vous faut"),
            "steps": _("Étape par étape"),
            "careful": _("Faites attention"),
            "help": _("Vous êtes bloqué ?"),
            "meanings": _("Les mots"),
            "notes": _("Mes notes"),
        },
    }


def _teacher(lesson: Lesson) -> dict[str, Any]:
    guide = lesson.guide
    return {
        "lead": _("Fiche d’animation, %(long)s") % {"long": minutes_said(guide.minutes)},
        "aim": list(guide.aim),
        "material": list(guide.material),
        "steps": [{"minutes": step.minutes, "text": step.text} for step in guide.steps],
        "careful": list(guide.careful),
        "lessons": [" ".join(step.lines) for step in lesson.steps],
        "words": {
            "aim": _("But"),
            "material": _("Matériel"),
            "course": _("Déroulé"),
            "minutes": _("Minutes"),
            "what": _("Ce que l’on fait"),
            "careful": _("Attention"),
            "learner": _("Ce que lit la personne"),
        },
    }


def minutes_said(minutes: int) -> str:
    return ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes) % {"minutes": minutes}
