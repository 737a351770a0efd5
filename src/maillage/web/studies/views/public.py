"""A page that the public reads is drawn once a language and a revision, then answered from memory."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import wraps
from hashlib import blake2b

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from maillage.web.accounts.queries.authority import look

from ..queries.diagnoses import figures_version, public_revision

type View = Callable[..., HttpResponse]

# Readers' browsers ask again each time and are answered in a few bytes if nothing changed.
REVALIDATE = "public, max-age=0, must-revalidate"


def cached_until_changed(version: Callable[[], str]) -> Callable[[View], View]:
    """``version`` changes with what the page draws on beside diagnoses and the authority's look. Only for pages that
    are the same for every anonymous reader: no form with a token, no name, no message."""
    return lambda view: _cached(view, version)


def cached_for_the_public(view: View) -> View:
    """For pages that draw on diagnoses alone."""
    return _cached(view, lambda: "")


def _cached(view: View, version: Callable[[], str]) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.user.is_authenticated or request.method not in {"GET", "HEAD"}:
            return view(request, *args, **kwargs)
        key = _key(request, version())
        kept = cache.get(key)
        if kept is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or response.streaming:
                return response
            kept = (gzip.compress(response.content, 9, mtime=0), response.headers["Content-Type"])
            cache.set(key, kept)
        return _from(kept, f'"{key}"', request)

    return answer


def _key(request: HttpRequest, version: str) -> str:
    seen = look()
    asked = "\n".join(
        (
            public_revision(),
            figures_version(),
            version,
            get_language() or "",
            request.get_full_path(),
            str(settings.DEMO),
            f"{seen.name} {seen.revision}",
        )
    )
    return "page-" + blake2b(asked.encode(), digest_size=12).hexdigest()


def _from(kept: tuple[bytes, str], etag: str, request: HttpRequest) -> HttpResponse:
    body, content_type = kept
    # Compressed and plain are two forms of one page: the tag is weak.
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(body, content_type=content_type, headers={"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(gzip.decompress(body), content_type=content_type)
    response.headers["ETag"] = f"W/{etag}"
    response.headers["Cache-Control"] = REVALIDATE
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response
