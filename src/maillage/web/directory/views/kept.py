"""A page that anybody may read is drawn once for an address and a language, and answered from memory until the
directory changes, or doors may have opened or closed.

While one request draws a page anew, others are answered as it was before: many readers at once cost one drawing.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b
from threading import Lock

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from maillage.web.accounts.queries.authority import look

from ..queries.index import last_revision

# Hours are told in fives of minutes: what is open now is open until the next of them.
SECONDS = 300
# Readers' browsers ask again after so long, and are answered in a few bytes if nothing changed.
FOR_A_MINUTE = "public, max-age=60"
# What says where somebody is: neither here nor on the way.
NEVER = "private, no-store"
# With one of these a page may be for one reader: who is logged in, what was said to them.
OWN_COOKIES = frozenset({settings.SESSION_COOKIE_NAME, "messages"})

type View = Callable[..., HttpResponse]
type State = tuple[object, ...]

# One draws, others of the same address wait; two addresses that share a lock wait for each other.
_drawing = [Lock() for _ in range(256)]


@dataclass(frozen=True, slots=True)
class Page:
    """``state``: of which it is true; ``body``: compressed; ``etag``: without its quotes."""

    state: State
    body: bytes
    headers: dict[str, str]
    etag: str


def kept_until_changed(view: View) -> View:
    """A view that says ``Cache-Control`` itself, or sets a cookie, is not kept."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or not OWN_COOKIES.isdisjoint(request.COOKIES):
            return _fresh(view(request, *args, **kwargs))
        pages, key, state = caches["directory"], _key(request), _state()
        page = pages.get(key)
        if page is not None and page.state == state:
            return _from(page, request)
        drawing = _drawing[int(key, 16) % len(_drawing)]
        # Who has nothing to show meanwhile waits.
        if not drawing.acquire(blocking=page is None):
            return _from(page, request)
        try:
            page = pages.get(key)
            if page is None or page.state != state:
                response = view(request, *args, **kwargs)
                if response.status_code != 200 or response.cookies or "Cache-Control" in response.headers:
                    return _fresh(response)
                page = _page(state, response)
                pages.set(key, page, 2 * SECONDS)
        finally:
            drawing.release()
        return _from(page, request)

    return answer


def _key(request: HttpRequest) -> str:
    asked = "\n".join((get_language() or "", request.get_host(), request.get_full_path()))
    return blake2b(asked.encode(), digest_size=16).hexdigest()


def _state() -> State:
    seen = look()
    return last_revision(), int(timezone.now().timestamp()) // SECONDS, seen.name, seen.revision


def _page(state: State, response: HttpResponse) -> Page:
    etag = blake2b(response.content, digest_size=12).hexdigest()
    return Page(state, gzip.compress(response.content, 6, mtime=0), dict(response.headers), etag)


def _fresh(response: HttpResponse) -> HttpResponse:
    response.headers.setdefault("Cache-Control", NEVER)
    return response


def _from(page: Page, request: HttpRequest) -> HttpResponse:
    # Compressed and plain are two forms of one page: the tag is weak.
    if f'"{page.etag}"' in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(page.body, headers=page.headers | {"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(gzip.decompress(page.body), headers=page.headers)
    response.headers["ETag"] = f'W/"{page.etag}"'
    response.headers["Cache-Control"] = FOR_A_MINUTE
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response
