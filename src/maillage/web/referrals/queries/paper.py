"""The answer on paper: in large type to keep, or on a slip to have in the pocket."""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.outputs.typeset import typeset
from maillage.web.authority import authority

from .answers import Answer, Step
from .near import Somewhere

# On a slip there is room for so much.
STEPS_ON_SLIP = 3


def paper_of(answer: Answer, *, small: bool = False) -> bytes:
    """A tagged PDF in the language of the page."""
    steps = list(answer.steps)[:STEPS_ON_SLIP] if small else list(answer.steps)
    content = {
        "title": _("Qui peut m’aider ?"),
        "foot": authority().name or "maillage",
        "sender": authority().name or "maillage",
        "language": (get_language() or "fr")[:2],
        "small": small,
        "asked": [capfirst(words) for words in (*answer.asked.words, answer.asked.origin.name)],
        "urgent": _("Une urgence ? Appelez le 15 ou le 112. Par SMS : le 114."),
        "steps": [_step(number, step, small=small) for number, step in enumerate(steps, start=1)],
        "to_say": [] if small else list(answer.to_say),
        "to_say_title": _("Ce que vous pouvez dire en appelant"),
    }
    return typeset("maillage.web.referrals", "paper.typ", content)


def _step(number: int, step: Step, *, small: bool) -> dict[str, Any]:
    return {
        "number": str(number),
        "title": _(step.solution.title),
        "why": _(step.why),
        "call": step.solution.number,
        "about": _(step.solution.about) if step.solution.about and not small else "",
        "around": [_somewhere(each) for each in step.around[: 1 if small else None]],
    }


def _somewhere(each: Somewhere) -> dict[str, str]:
    return {"name": each.name, "address": each.address, "phone": each.phone, "when": capfirst(each.when)}
