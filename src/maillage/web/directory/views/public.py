"""What anybody finds: tiles to begin with, a list with its map, and the card of a place."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

from maillage.web.bookings.queries.slots import UnknownOriginError
from maillage.web.headers import permissions
from maillage.web.isochrones.rules import point_of
from maillage.web.methods import writes
from maillage.web.places.queries.listing import seen
from maillage.web.territories.queries import reference_version

from ..forms.search import SearchForm
from ..models import Entry
from ..queries.cards import card_of, find_entry, schema_of, vcard_of, where_now
from ..queries.found import Found
from ..queries.results import LINES, LINES_ON_PAPER, heading_of, results
from ..queries.tiles import first_tiles, other_tiles
from ..rules.asked import Asked
from .kept import NEVER, kept_until_changed
from .qr import drawn

NOT_INDEXED = "noindex, follow"


@login_not_required
@writes()
@kept_until_changed
def directory(request: HttpRequest) -> HttpResponse:
    """``SearchForm`` has the words of the address; ``papier``: a long list, to be printed."""
    form = SearchForm(request.GET)
    asked = form.asked()
    response = _results(request, form, asked) if form.refused or not asked.is_nothing else _start(request, form)
    response.headers["Permissions-Policy"] = permissions("geolocation")
    return response


def _start(request: HttpRequest, form: SearchForm) -> HttpResponse:
    context = {"form": form, "first": first_tiles(), "others": other_tiles(), "here": request.path}
    return render(request, "directory/public/start.html", context)


def _results(request: HttpRequest, form: SearchForm, asked: Asked) -> HttpResponse:
    page, lines = ("paper.html", LINES_ON_PAPER) if "papier" in request.GET else ("results.html", LINES)
    context = {"here": request.path, "online": f"{settings.URL}{request.path}", "today": timezone.localdate()}
    context |= {"framed": False, "tint": ""} | look_up(form, asked, at_most=lines)
    response = render(request, f"directory/public/{page}", context, status=422 if form.refused else 200)
    response.headers["X-Robots-Tag"] = NOT_INDEXED
    if says_where(asked):
        response.headers["Cache-Control"] = NEVER
    return response


def says_where(asked: Asked) -> bool:
    """Whether somebody's own position stands in the address, and not the name of a town."""
    return point_of(asked.where) is not None


def look_up(form: SearchForm, asked: Asked, *, at_most: int = LINES) -> dict[str, object]:
    """What a page of results shows. A commune that is unknown is said beside its field."""
    context = {"form": form, "asked": asked, "version": reference_version(), "view": seen()}
    context["heading"] = heading_of(asked, Found())
    if form.refused:
        return context
    try:
        found = results(asked, now=timezone.now(), at_most=at_most)
    except UnknownOriginError as unknown:
        if not unknown.suggestions:
            form.refuse_where()
        return context | {"towns": unknown.suggestions}
    form.offer(found.counts)
    return context | {"results": found, "heading": found.heading, "towns": found.found.towns}


@login_not_required
@writes()
@kept_until_changed
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """An entry that was merged leads to the one that it is part of, for as long as nobody parts them again."""
    found = _listed(pk)
    if found.pk != pk:
        return redirect("directory:entry", found.pk)
    if not found.listed:
        return render(request, "directory/public/gone.html", {"entry": found}, status=410)
    canonical = f"{settings.URL}{request.path}"
    card = card_of(found, now=timezone.now())
    schema = mark_safe(schema_of(card, page=canonical))  # noqa: S308 (escaped there)
    context = {"card": card, "schema": schema, "version": reference_version()}
    context |= {"canonical": canonical, "qr": drawn(canonical)}
    return render(request, "directory/public/card.html", context)


@login_not_required
@writes()
@kept_until_changed
def vcard(request: HttpRequest, pk: int) -> HttpResponse:
    """For the contacts of a telephone."""
    found = _listed(pk)
    if not found.listed:
        return HttpResponse(status=410)
    name = f"attachment; filename=fiche-{found.pk}.vcf"
    text = vcard_of(found, page=settings.URL + reverse("directory:entry", args=[found.pk]))
    return HttpResponse(text, content_type="text/vcard; charset=utf-8", headers={"Content-Disposition": name})


def _listed(pk: int) -> Entry:
    found = find_entry(pk)
    if found is None:
        raise Http404
    return where_now(found)
