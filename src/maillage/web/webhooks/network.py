"""The one way out to partners' software: briefly, to the open internet, and to the very address that was looked at.

A name is looked up once, all that it answers with must be public, and the connection goes to that number: a name that
answers something else a moment later leads nowhere. The certificate is still that of the name.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from functools import lru_cache

import httpx

from .rules.addresses import Address, is_public

# From the question to the name to the status of the answer, whose body nobody reads.
SECONDS = 5.0


class UnsentError(Exception):
    """``fault``: one of ``models.Delivery.Fault``. The other side may have it all the same."""

    def __init__(self, fault: str) -> None:
        self.fault = fault
        super().__init__(fault)


def post(address: Address, body: str, headers: Mapping[str, str]) -> int:
    """The status of the answer. Follows no redirection. Raises UnsentError."""
    try:
        return asyncio.run(asyncio.wait_for(_post(address, body, headers), SECONDS))
    except TimeoutError as error:
        raise UnsentError("slow") from error


async def _post(address: Address, body: str, headers: Mapping[str, str]) -> int:
    numbers = await look_up(address.host, address.port)
    if not numbers or not all(is_public(number) for number in numbers):
        raise UnsentError("address" if numbers else "unknown")
    for number in numbers:
        try:
            return await _send(number, address, body, headers)
        except httpx.ConnectError:
            continue
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise UnsentError("unreachable") from error
    raise UnsentError("unreachable")


async def look_up(host: str, port: int) -> list[str]:
    """Its numbers, in the order in which the machine prefers them; none for a name that nobody knows."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port)
    except OSError:
        return []
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


async def _send(number: str, address: Address, body: str, headers: Mapping[str, str]) -> int:
    url = httpx.URL(scheme="https", host=number, port=address.port, raw_path=address.path.encode())
    async with (
        httpx.AsyncClient(verify=_authorities(), timeout=None) as client,  # noqa: S113 - the whole has its limit
        client.stream(
            "POST",
            url,
            content=body.encode(),
            headers={**headers, "Host": address.name, "Content-Type": "application/json", "User-Agent": "maillage"},
            extensions={"sni_hostname": address.host},
        ) as answer,
    ):
        return answer.status_code


@lru_cache(maxsize=1)
def _authorities() -> ssl.SSLContext:
    """Reading the authorities' certificates takes its time."""
    return httpx.create_ssl_context()
