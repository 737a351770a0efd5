"""What each provider is asked for, what its answer says of a person, and whose account that is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Profile:
    """How a national provider differs from the standard (OpenID Connect Core 1.0).

    ``scopes``: as little as is needed. ``acr_values``: the level of assurance that is asked for; not asked for if
    empty, because ProConnect refuses every parameter that it does not list. ``strong``: levels at which somebody has
    shown two factors already. ``names``: claims of which the name is made.
    """

    scopes: tuple[str, ...]
    acr_values: str = ""
    pkce: bool = False
    signed_userinfo: bool = True
    strong: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    says_organisation: bool = False
    says_rpps: bool = False
    takes_invitations: bool = False
    opens_accounts: bool = False


EIDAS_TWO_FACTORS = frozenset({"eidas2", "eidas3"})
PROCONNECT_TWO_FACTORS = frozenset(
    {
        "https://proconnect.gouv.fr/assurance/self-asserted-2fa",
        "https://proconnect.gouv.fr/assurance/consistency-checked-2fa",
    }
)
PROFILES: Mapping[str, Profile] = {
    "proconnect": Profile(
        scopes=("openid", "given_name", "usual_name", "email", "siret"),
        strong=EIDAS_TWO_FACTORS | PROCONNECT_TWO_FACTORS,
        names=("given_name", "usual_name"),
        says_organisation=True,
        takes_invitations=True,
    ),
    "pro-sante-connect": Profile(
        scopes=("openid", "scope_all"),
        acr_values="eidas1",
        pkce=True,
        signed_userinfo=False,
        # The card and its application are two factors each: something that one has and a code that one knows.
        strong=EIDAS_TWO_FACTORS | {"eidas1"},
        names=("given_name", "family_name"),
        says_rpps=True,
    ),
    "franceconnect": Profile(scopes=("openid",), acr_values="eidas1", strong=EIDAS_TWO_FACTORS, opens_accounts=True),
}


class NonsenseError(ValueError):
    """A provider said something that no person can be."""


@dataclass(frozen=True, slots=True)
class Someone:
    """Who has shown to a provider who they are."""

    subject: str
    name: str = ""
    email: str = ""
    siret: str = ""
    rpps: str = ""
    strong: bool = False


def someone(profile: Profile, id_token: Mapping[str, Any], userinfo: Mapping[str, Any]) -> Someone:
    """What of both answers is of use here; the rest is forgotten. Raises NonsenseError."""
    subject = _text(id_token, "sub")
    if not subject or len(subject) > 255:
        raise NonsenseError("sub")
    if _text(userinfo, "sub") != subject:
        raise NonsenseError("userinfo is about another sub")
    verified = userinfo.get("email_verified", True) is True
    return Someone(
        subject=subject,
        name=" ".join(filter(None, (_text(userinfo, claim) for claim in profile.names)))[:120],
        email=_text(userinfo, "email").strip().casefold() if profile.takes_invitations and verified else "",
        siret=_digits(userinfo, "siret", 14) if profile.says_organisation else "",
        rpps=rpps_of(_text(userinfo, "SubjectNameID")) if profile.says_rpps else "",
        strong=_text(id_token, "acr") in profile.strong or "mfa" in _list(id_token, "amr"),
    )


def rpps_of(national: str) -> str:
    """Pro Santé Connect says the kind of identifier before it: 8 is the RPPS. Empty for another kind.

    >>> rpps_of("810002673899"), rpps_of("0123456789")
    ('10002673899', '')
    """
    return national[1:] if re.fullmatch(r"8\d{11}", national, re.ASCII) else ""


class Way(StrEnum):
    """What becomes of somebody whom a provider vouches for."""

    ENTER = "enter"
    LINK = "link"
    ACCEPT = "accept"
    OPEN = "open"
    UNKNOWN = "unknown"
    TAKEN = "taken"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Known:
    """What the platform knows when somebody comes back from a provider, by primary keys.

    ``linked``: the person whose identity this is. ``asking``: who, logged in, asked to link it. ``invitation``: one
    that waits under the e-mail address, and the ``siren`` of the organisation that invited, if it has one. ``taken``:
    an account has the e-mail address already.
    """

    linked: int | None = None
    asking: int | None = None
    invitation: int | None = None
    siren: str = ""
    taken: bool = False


def way_in(profile: Profile, who: Someone, known: Known) -> Way:
    """Accounts are linked when their owner asks while logged in, and opened when ProConnect vouches for the e-mail
    address of an invitation that waits; never is one linked because two addresses happen to be the same."""
    if known.asking is not None:
        return Way.LINK if known.linked in (None, known.asking) else Way.TAKEN
    if known.linked is not None:
        return Way.ENTER
    if profile.takes_invitations and known.invitation is not None and not known.taken:
        return Way.ACCEPT if who.siret.startswith(known.siren) else Way.ELSEWHERE
    return Way.OPEN if profile.opens_accounts else Way.UNKNOWN


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name, "")
    return value if isinstance(value, str) and "\x00" not in value else ""


def _digits(claims: Mapping[str, Any], name: str, count: int) -> str:
    value = _text(claims, name)
    return value if re.fullmatch(rf"\d{{{count}}}", value, re.ASCII) else ""


def _list(claims: Mapping[str, Any], name: str) -> list[Any]:
    value = claims.get(name)
    return value if isinstance(value, list) else []
