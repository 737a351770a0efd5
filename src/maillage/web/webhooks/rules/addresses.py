"""Where the platform may be asked to send: to the open internet, never into the network that it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from maillage.web.marking import _

LONGEST = 500
# Why an address cannot be told, in the words of people.
UNFIT: dict[str, str] = {
    "fragment": _("Cette adresse contient un # : retirez-le, et ce qui le suit."),
    "host": _("Ce n’est pas le nom d’une machine de l’internet public, comme partenaire.exemple.fr."),
    "length": _("Cette adresse est trop longue : 500 caractères au plus."),
    "scheme": _("Cette adresse doit commencer par https://."),
    "user": _("Cette adresse contient un nom ou un mot de passe : retirez-les."),
}
HTTPS_PORT = 443
HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?")
# They carry an IPv4 address, which somebody on the way would unpack: NAT64, 6to4, Teredo.
CARRIERS = tuple(IPv6Network(each) for each in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))


class UnfitAddressError(ValueError):
    """``reason``: key of :data:`UNFIT`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Address:
    """Parts of an address: ``path`` with its query."""

    host: str
    port: int
    path: str

    @property
    def name(self) -> str:
        """As the header Host wants it."""
        return self.host if self.port == HTTPS_PORT else f"{self.host}:{self.port}"


def read_address(text: str) -> Address:
    """An ``https`` address of a named host. A number instead of a name is refused in all its spellings.

    Raises UnfitAddressError.
    """
    if len(text) > LONGEST or not text.isascii() or not text.isprintable() or any(each in text for each in " \\"):
        raise UnfitAddressError("length" if len(text) > LONGEST else "host")
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError as error:
        raise UnfitAddressError("host") from error
    if parts.scheme != "https":
        raise UnfitAddressError("scheme")
    if parts.username is not None or parts.password is not None:
        raise UnfitAddressError("user")
    if parts.fragment:
        raise UnfitAddressError("fragment")
    if not HOST.fullmatch(host) or port == 0:
        raise UnfitAddressError("host")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(host, port or HTTPS_PORT, path)


def is_public(text: str) -> bool:
    """Whether an IP address belongs to the open internet: neither loopback, private, link-local, shared, multicast nor
    reserved, nor a spelling in IPv6 of one that is."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    return _is_public(address)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return _is_public(address.ipv4_mapped)
        if address.scope_id or address.is_site_local or any(address in each for each in CARRIERS):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved
