"""Questions to a provider: few, short, soon given up."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import httpx

from .errors import UnreachableError, UntrustedError

# A person waits in front of the page.
SECONDS = 5.0
# A document of metadata has some kilobytes.
LONGEST = 256 * 1024


def get(url: str, *, bearer: str = "") -> httpx.Response:
    return _ask("GET", url, headers={"Authorization": f"Bearer {bearer}"} if bearer else {})


def post(url: str, form: Mapping[str, str]) -> httpx.Response:
    return _ask("POST", url, data=dict(form))


def json_object(response: httpx.Response, about: str) -> dict[str, Any]:
    """Raises UntrustedError if it is anything else."""
    try:
        content = json.loads(response.content)
    except ValueError as error:
        raise UntrustedError(f"{about} is not JSON") from error
    if not isinstance(content, dict):
        raise UntrustedError(f"{about} is not an object")
    return content


def _ask(method: str, url: str, **asked: Any) -> httpx.Response:
    """The whole answer, within :data:`SECONDS` from now, however slowly it drips. Follows no redirection.

    Raises UnreachableError.
    """
    about = f"{method} {url.partition('?')[0]}"
    deadline = time.monotonic() + SECONDS
    try:
        with _client().stream(method, url, timeout=SECONDS, **asked) as response:
            body = bytearray()
            for part in response.iter_bytes():
                body += part
                if len(body) > LONGEST:
                    raise UntrustedError(f"{about}: an answer without end")
                if time.monotonic() > deadline:
                    raise UnreachableError(f"{about}: too slow")
            return httpx.Response(response.status_code, headers=_kept(response), content=bytes(body))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise UnreachableError(f"{about}: {type(error).__name__}") from error


@lru_cache(maxsize=1)
def _client() -> httpx.Client:
    """One for all threads: reading the authorities' certificates takes its time."""
    return httpx.Client()


def _kept(response: httpx.Response) -> dict[str, str]:
    """The body is decoded already: what said how is dropped."""
    return {"Content-Type": response.headers.get("Content-Type", "")}
