"""The activity of the places: figures, never names."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.web.methods import needs, writes

from ..forms import AskedForm
from ..queries import dashboard as queries
from ..queries import supply as supplies
from ..queries.rows import organisations
from ..rules.periods import PERIODS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@writes()
@needs("activity.read")
@never_cache
def dashboard(request: HttpRequest) -> HttpResponse:
    """``?periode=`` and ``?organisation=``."""
    form = _asked(request)
    shown = queries.dashboard(request.user, form.period, form.chosen, now=timezone.now())
    chosen = form.chosen.pk if form.chosen else ""
    context = {
        "form": form,
        "shown": shown,
        "period": _(PERIODS[form.period]),
        "query": f"?periode={form.period}&organisation={chosen}",
    }
    return render(request, "activity/dashboard.html", context, status=422 if form.errors else 200)


@writes()
@needs("activity.read")
@never_cache
def workbook(request: HttpRequest) -> HttpResponse:
    """All tables of the dashboard."""
    form = _asked(request)
    shown = queries.dashboard(request.user, form.period, form.chosen, now=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="activite-{form.period}.xlsx"'}
    return HttpResponse(queries.workbook_file(shown.sections), content_type=XLSX, headers=headers)


@writes()
@needs("activity.read")
@never_cache
def table(request: HttpRequest, name: str) -> HttpResponse:
    """One of them, as CSV."""
    form = _asked(request)
    shown = queries.dashboard(request.user, form.period, form.chosen, now=timezone.now())
    section = next((each for each in shown.sections if each.about.key == name), None)
    if section is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="activite-{name}-{form.period}.csv"'}
    return HttpResponse(queries.table_file(section), content_type="text/csv; charset=utf-8", headers=headers)


@writes()
@needs("activity.read")
@never_cache
def supply(request: HttpRequest) -> HttpResponse:
    """What the places give, and what that changes in the diagnosis."""
    now = timezone.now()
    context = {"given": supplies.given_for(request.user, now=now), "effect": supplies.effect_for(request.user, now=now)}
    return render(request, "activity/supply.html", context)


def _asked(request: HttpRequest) -> AskedForm:
    return AskedForm(request.GET, organisations=organisations(request.user))
