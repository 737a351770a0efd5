"""What is missing: for those who decide what to open."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.web.activity.rules.periods import PERIODS
from maillage.web.activity.rules.shielding import AT_LEAST
from maillage.web.methods import needs, writes

from ..forms.asked import MissingForm
from ..queries import missing as queries
from ..queries.missing_map import map_of


@writes()
@needs("activity.read")
@never_cache
def missing(request: HttpRequest) -> HttpResponse:
    """``periode``, ``besoin``: see MissingForm."""
    form = MissingForm(request.GET)
    shown = queries.missing(form.period, form.need, now=timezone.now())
    context = {
        "form": form,
        "shown": shown,
        "map": map_of(shown.by_commune),
        "least": AT_LEAST,
        "period": _(PERIODS[form.period]),
        "query": f"?periode={form.period}&besoin={form.need}",
    }
    return render(request, "referrals/missing.html", context)


@writes()
@needs("activity.read")
@never_cache
def missing_file(request: HttpRequest) -> HttpResponse:
    """The table of communes, with the same figures."""
    form = MissingForm(request.GET)
    shown = queries.missing(form.period, form.need, now=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="ce-qui-manque-{form.period}.csv"'}
    return HttpResponse(queries.missing_csv(shown), content_type="text/csv; charset=utf-8", headers=headers)
