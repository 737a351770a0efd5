"""A commune's card."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.web.methods import writes

from ..queries.card import card
from ..queries.diagnoses import Sheet, national_communes
from ..queries.priority import weighed_like
from .atlas import on_a_sheet
from .public import cached_for_the_public


@login_not_required
@writes()
@cached_for_the_public
@on_a_sheet
def page(request: HttpRequest, sheet: Sheet, code: str) -> HttpResponse:
    """The whole card, or (``?extrait=1``) what the map shows of it when the commune is selected."""
    if code.upper() not in sheet.communes.index:
        raise Http404
    extract = "extrait" in request.GET
    template = "studies/_card_extract.html" if extract else "studies/card.html"
    national = None if extract else weighed_like(sheet, national_communes(request.user))
    shown = card(sheet, code.upper(), national=national, extract=extract)
    return render(request, template, {"card": shown, "sheet": sheet})
