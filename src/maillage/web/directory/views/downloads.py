"""The directory as files, for who builds something of it: the whole, or what a search has found."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.decorators import login_not_required
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from maillage.web.accounts.queries.logins import visitor_address
from maillage.web.accounts.rules.logins import minutes_until
from maillage.web.bookings.queries.slots import UnknownOriginError
from maillage.web.methods import writes
from maillage.web.studies.queries.turns import refused_until

from ..forms.search import SearchForm
from ..queries.exports import FILES, chosen, pieces, sources, version
from ..rules.asked import Asked
from .kept import NEVER

# Of one address within the window of the logins.
FILES_PER_ADDRESS = 60
# Whoever has the file asks whether it changed, and is answered in a few bytes if not.
REVALIDATE = "public, max-age=0, must-revalidate"


@login_not_required
@writes()
def downloads(request: HttpRequest) -> HttpResponse:
    """What there is to take, whose words these are, under which licence. What narrows the list narrows the files."""
    asked = SearchForm(request.GET).asked()
    return _page(request, asked)


@login_not_required
@writes()
def download(request: HttpRequest, name: str) -> HttpResponseBase:
    """``name``: of ``FILES``. It is sent while it is read: no more than a portion of it is ever held."""
    if name not in FILES:
        raise Http404
    asked, now = SearchForm(request.GET).asked(), timezone.now()
    # What is open is another list each minute, and near whom must be kept nowhere.
    keeps = not (asked.open_now or asked.is_somewhere)
    etag = f'W/"{version()}-{name}"'
    if keeps and etag in request.headers.get("If-None-Match", ""):
        return _marked(HttpResponseNotModified(), etag)
    minutes = 0 if request.user.is_authenticated else _minutes_to_wait(request)
    if minutes:
        response = _page(request, asked, wait=minutes, status=429)
        response.headers["Retry-After"] = str(60 * minutes)
        return response
    try:
        numbers = chosen(asked, now=now)
    except UnknownOriginError:
        return _page(request, asked, unknown=True, status=422)
    response = StreamingHttpResponse(
        _encoded(pieces(name, numbers)),
        content_type=FILES[name].content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Access-Control-Allow-Origin": "*"},
    )
    if keeps:
        return _marked(response, etag)
    response.headers["Cache-Control"] = NEVER
    return response


def _page(
    request: HttpRequest, asked: Asked, *, wait: int = 0, unknown: bool = False, status: int = 200
) -> HttpResponse:
    context = {
        "files": FILES,
        "sources": sources(),
        "query": request.GET.urlencode(),
        "narrowed": not asked.is_nothing,
        "wait": wait,
        "unknown": unknown,
    }
    return render(request, "directory/public/downloads.html", context, status=status)


def _encoded(texts: Iterator[str]) -> Iterator[bytes]:
    return (text.encode() for text in texts)


def _marked[Answer: HttpResponseBase](response: Answer, etag: str) -> Answer:
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = REVALIDATE
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _minutes_to_wait(request: HttpRequest) -> int:
    """None (0) if this file may be sent: it is then counted."""
    now = timezone.now()
    opens = refused_until(visitor_address(request), now=now, kind="directory-files", allowed=FILES_PER_ADDRESS)
    return minutes_until(opens, now=now) if opens else 0
