"""Method and sources."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.web.methods import writes

from ..queries.diagnoses import Sheet
from ..queries.method import method
from .atlas import on_a_sheet
from .public import cached_for_the_public


@login_not_required
@writes()
@cached_for_the_public
@on_a_sheet
def page(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    return render(request, "studies/method.html", {"method": method(sheet), "sheet": sheet})
