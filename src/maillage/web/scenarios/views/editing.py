"""Edits of a scenario. Each leads back to the workbench, where what changed is seen."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.web.methods import needs, writes

from ..actions import editing as actions
from ..forms import ReasonsForm, SettingsForm
from ..models import Edit, Scenario, SetAside
from ..models.edit import Verb
from ..queries.existing import existing_sites
from ..queries.own_list import model
from ..queries.scenarios import find_set_aside
from ..queries.terrain import terrain_of
from ..rules.settings import put
from ..rules.sites import PREFIX, REASONS, RefusedError, bring
from .bench import show
from .found import on_a_scenario, own_list_form, place, site_form


@writes("POST", reads=False)
@needs("scenarios.edit")
@on_a_scenario
def site(request: HttpRequest, scenario: Scenario) -> HttpResponse:
    """Opens, moves, locks, forbids, releases, describes or removes one site."""
    form = site_form(scenario, request.POST)
    if not form.is_valid():
        messages.error(request, next(iter(form.errors.values()))[0])
        return redirect("scenarios:bench", *place(scenario))
    said = form.cleaned_data
    try:
        done = actions.edit(
            scenario=scenario,
            verb=said["verb"],
            wish=form.wish,
            made_on=said["version"],
            by=request.user,
            now=timezone.now(),
        )
    except RefusedError as refused:
        messages.error(request, _(REASONS[refused.reason]))
        done = None
    return _back(request, scenario, done, site=_site_of(done) or said["site"].key)


@writes("POST", reads=False)
@needs("scenarios.edit")
@on_a_scenario
def settle_settings(request: HttpRequest, scenario: Scenario) -> HttpResponse:
    """Goal, wishes, assumptions."""
    form = SettingsForm(request.POST, counts=terrain_of(scenario.diagnosis).kinds)
    if not form.is_valid():
        return show(request, scenario, settings_form=form, status=422)
    return _put(request, scenario, Verb.SET, form.said)


@writes("POST", reads=False)
@needs("scenarios.edit")
@on_a_scenario
def own_list(request: HttpRequest, scenario: Scenario) -> HttpResponse:
    """The authority's own places, from a file: the whole list, or nothing of it."""
    form = own_list_form(scenario, request.POST, request.FILES)
    if not form.is_valid():
        return show(request, scenario, own_list_form=form, status=422)
    done = actions.edit(
        scenario=scenario,
        verb=Verb.BRING,
        wish=lambda values: bring(values, form.sites),
        made_on=None,
        by=request.user,
        now=timezone.now(),
    )
    count = len(form.sites)
    said = ngettext("Votre liste a %(count)d lieu.", "Votre liste a %(count)d lieux.", count) % {"count": count}
    messages.success(request, said if done else _("Cette liste ne change rien : le scénario l’avait déjà."))
    return _back(request, scenario, done)


@writes()
@needs("scenarios.edit")
def own_list_model(request: HttpRequest) -> HttpResponse:
    """The file to fill in."""
    name = _("lieux.csv")
    return HttpResponse(
        model(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@writes("POST", reads=False)
@needs("scenarios.edit")
@on_a_scenario
def bring_places(request: HttpRequest, scenario: Scenario) -> HttpResponse:
    """The places that are open today become sites that exist, with what they really give."""
    sites = existing_sites(terrain_of(scenario.diagnosis), now=timezone.now())
    if not sites:
        messages.info(request, _("Aucun lieu n’est ouvert dans ce territoire."))
        return redirect("scenarios:bench", *place(scenario))
    done = actions.edit(
        scenario=scenario,
        verb=Verb.BRING,
        wish=lambda values: bring(values, sites),
        made_on=None,
        by=request.user,
        now=timezone.now(),
    )
    said = ngettext(
        "%(count)d lieu ouvert est dans le scénario.", "%(count)d lieux ouverts sont dans le scénario.", len(sites)
    )
    messages.success(request, said % {"count": len(sites)})
    return _back(request, scenario, done)


@writes("POST", reads=False)
@needs("scenarios.edit")
@on_a_scenario
def write(request: HttpRequest, scenario: Scenario) -> HttpResponse:
    """Name and reasons."""
    form = ReasonsForm(request.POST)
    if not form.is_valid():
        messages.error(request, next(iter(form.errors.values()))[0])
        return redirect("scenarios:bench", *place(scenario))
    return _put(request, scenario, Verb.WRITE, form.said)


@writes("POST", reads=False)
@needs("scenarios.edit")
@on_a_scenario
def undo(request: HttpRequest, scenario: Scenario) -> HttpResponse:
    """The reader's last edit, or the one of ``number``."""
    done = actions.undo(scenario=scenario, by=request.user, now=timezone.now(), number=_number(request, "number"))
    if done is None:
        messages.info(request, _("Il n’y a rien à annuler."))
    return _back(request, scenario, done)


@writes("POST", reads=False)
@needs("scenarios.edit")
@on_a_scenario
def redo(request: HttpRequest, scenario: Scenario) -> HttpResponse:
    done = actions.redo(scenario=scenario, by=request.user, now=timezone.now())
    if done is None:
        messages.info(request, _("Il n’y a rien à rétablir."))
    return _back(request, scenario, done)


@writes("POST", reads=False)
@needs("scenarios.edit")
@on_a_scenario
def settle(request: HttpRequest, scenario: Scenario) -> HttpResponse:
    """Which of two choices holds: ``mine`` or ``theirs``."""
    set_aside = find_set_aside(scenario, _number(request, "choice") or 0)
    keep = request.POST.get("keep")
    if set_aside is None or keep not in SetAside.Kept.values:
        raise Http404
    actions.settle(set_aside=set_aside, keep=SetAside.Kept(keep), by=request.user, now=timezone.now())
    messages.success(request, _("C’est décidé. L’historique garde les deux choix."))
    return _back(request, scenario, None)


def _put(request: HttpRequest, scenario: Scenario, verb: Verb, said: Mapping[str, object]) -> HttpResponse:
    done = actions.edit(
        scenario=scenario,
        verb=verb,
        wish=lambda values: put(values, said),
        made_on=_number(request, "version"),
        by=request.user,
        now=timezone.now(),
    )
    return _back(request, scenario, done)


def _back(
    request: HttpRequest, scenario: Scenario, done: Edit | SetAside | None, *, site: str | None = None
) -> HttpResponse:
    if isinstance(done, SetAside):
        messages.warning(
            request,
            _("Quelqu’un a changé la même chose entre-temps. Votre choix est gardé : dites lequel des deux vaut."),
        )
    address = reverse("scenarios:bench", args=place(scenario))
    return redirect(f"{address}?site={site}" if site else address)


def _site_of(done: Edit | SetAside | None) -> str | None:
    """The site that an edit left open last: a moved one has another key."""
    opened = [change[0] for change in (done.changes if done else ()) if change[0].startswith(PREFIX) and change[2]]
    return opened[-1].removeprefix(PREFIX) if opened else None


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else None
