"""A page that anybody may read is drawn once a minute, a language and an address, then answered from memory."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import wraps
from hashlib import blake2b

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from maillage.web.accounts.queries.authority import look

# What is open changes by the minute, and a card that was corrected should be seen so.
SECONDS = 60
FOR_A_MINUTE = f"public, max-age={SECONDS}"
# What says where somebody is: neither here nor on the way.
NEVER = "private, no-store"


def kept_a_minute(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For who is not logged in. A view that says ``Cache-Control`` itself, or sets a cookie, is not kept."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.user.is_authenticated or request.method not in {"GET", "HEAD"}:
            return _fresh(view(request, *args, **kwargs))
        key = _key(request)
        kept = caches["directory"].get(key)
        if kept is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or response.cookies or "Cache-Control" in response.headers:
                return _fresh(response)
            kept = (gzip.compress(response.content, 6, mtime=0), dict(response.headers))
            caches["directory"].set(key, kept, SECONDS)
        return _from(kept, request)

    return answer


def _key(request: HttpRequest) -> str:
    seen = look()
    asked = "\n".join(
        (get_language() or "", request.get_host(), request.get_full_path(), seen.name, str(seen.revision))
    )
    return blake2b(asked.encode(), digest_size=16).hexdigest()


def _fresh(response: HttpResponse) -> HttpResponse:
    response.headers.setdefault("Cache-Control", NEVER)
    return response


def _from(kept: tuple[bytes, dict[str, str]], request: HttpRequest) -> HttpResponse:
    body, headers = kept
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(body, headers=headers | {"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(gzip.decompress(body), headers=headers)
    response.headers["Cache-Control"] = FOR_A_MINUTE
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response
