"""Jobs of this module."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.engine.errors import MaillageError
from maillage.web.jobs.schedule import LONG, HopelessError, job

from .actions import computations as actions
from .models import Computation
from .queries.computations import find_question


@job(
    title=gettext_lazy("Calcul d’une proposition ou d’un compromis"),
    lane=LONG,
    attempts=3,
    limit=timedelta(minutes=3),
)
def work_on(computation: int) -> None:
    """Writes the answer, or why there is none."""
    asked = find_question(computation)
    if asked is None or not actions.begin(computation=asked, now=timezone.now()):
        return
    with translation.override(asked.asked.get("language", "fr")):
        _answer(asked)


def _answer(asked: Computation) -> None:
    # The solvers take a second to load: those who only ask do not need them.
    from .queries.answers import answer

    try:
        found = answer(asked)
    except MaillageError as error:
        actions.fail(computation=asked, message=str(error), now=timezone.now())
    except Exception as error:
        actions.fail(computation=asked, message=_("Le calcul a échoué."), now=timezone.now())
        raise HopelessError from error
    else:
        actions.finish(computation=asked, answer=found, now=timezone.now())
