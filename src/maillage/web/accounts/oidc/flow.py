"""There and back: the authorization code flow of OpenID Connect with one provider."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from authlib.common.security import generate_token
from authlib.common.urls import add_params_to_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from django.core.cache import cache
from django.utils.crypto import constant_time_compare

from ..rules.identity import NonsenseError, Someone, someone
from . import network, tokens
from .errors import RefusedError, UnreachableError, UntrustedError
from .providers import LOOPBACK, Provider

# ProConnect wants 32 characters at least, FranceConnect 22.
RANDOM_LENGTH = 48
METADATA_KEPT_SECONDS = 3600
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True)
class Journey:
    """What is remembered, in the session alone, of somebody who went to a provider."""

    provider: str
    state: str
    nonce: str
    verifier: str
    redirect_uri: str

    def kept(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who came back, and what a logout there will want."""

    who: Someone
    id_token: str


def depart(provider: Provider, *, redirect_uri: str) -> tuple[str, Journey]:
    """The provider's address to go to, and what to remember until then. Raises ProviderError."""
    journey = Journey(
        provider=provider.name,
        state=generate_token(RANDOM_LENGTH),
        nonce=generate_token(RANDOM_LENGTH),
        verifier=generate_token(RANDOM_LENGTH) if provider.profile.pkce else "",
        redirect_uri=redirect_uri,
    )
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect_uri,
        "scope": " ".join(provider.profile.scopes),
        "state": journey.state,
        "nonce": journey.nonce,
    }
    if provider.profile.acr_values:
        asked["acr_values"] = provider.profile.acr_values
    if journey.verifier:
        asked |= {"code_challenge": create_s256_code_challenge(journey.verifier), "code_challenge_method": "S256"}
    return add_params_to_uri(_metadata(provider)["authorization_endpoint"], list(asked.items())), journey


def arrive(provider: Provider, journey: Journey, answer: Mapping[str, str], *, now: datetime) -> Arrival:
    """Who came back with ``answer``, the query of the address. Raises ProviderError."""
    if not constant_time_compare(answer.get("state", ""), journey.state):
        raise UntrustedError("another state came back")
    if "error" in answer or not answer.get("code"):
        raise RefusedError("the provider sent no code")
    metadata = _metadata(provider)
    exchanged = _exchanged(provider, metadata, journey, answer["code"])
    id_token, access_token = exchanged["id_token"], exchanged["access_token"]
    claims = _with_keys(
        metadata,
        lambda keys: tokens.checked_id_token(
            id_token,
            keys,
            issuer=provider.issuer,
            client_id=provider.client_id,
            nonce=journey.nonce,
            access_token=access_token,
            now=now,
        ),
    )
    about = _userinfo(provider, metadata, access_token, now=now)
    try:
        return Arrival(someone(provider.profile, claims, about), id_token)
    except NonsenseError as error:
        raise UntrustedError(str(error)) from error


def logout_address(provider: Provider, *, id_token: str, state: str, back_to: str) -> str | None:
    """Where the browser goes to log out there too; None if the provider has no such page. Raises ProviderError."""
    page = _metadata(provider).get("end_session_endpoint")
    if not isinstance(page, str) or not _is_safe(page):
        return None
    asked = {"id_token_hint": id_token, "state": state, "post_logout_redirect_uri": back_to}
    return add_params_to_uri(page, list(asked.items()))


def _metadata(provider: Provider) -> dict[str, Any]:
    """What the provider publishes of itself, asked once an hour."""
    key = f"oidc-metadata-{provider.name}-{provider.issuer}"
    if found := cache.get(key):
        return found
    response = network.get(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    _require_success(response.status_code, "metadata")
    metadata = network.json_object(response, "metadata")
    if metadata.get("issuer") != provider.issuer:
        raise UntrustedError("the metadata are of another issuer")
    if missing := [each for each in ENDPOINTS if not _is_safe(metadata.get(each))]:
        raise UntrustedError(f"the metadata have no safe {', '.join(missing)}")
    cache.set(key, metadata, METADATA_KEPT_SECONDS)
    return metadata


def _is_safe(address: object) -> bool:
    parts = urlsplit(address) if isinstance(address, str) else None
    return parts is not None and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK))


def _exchanged(provider: Provider, metadata: Mapping[str, Any], journey: Journey, code: str) -> dict[str, str]:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": journey.redirect_uri,
        "client_id": provider.client_id,
        "client_secret": provider.client_secret,
    }
    if journey.verifier:
        form["code_verifier"] = journey.verifier
    response = network.post(metadata["token_endpoint"], form)
    _require_success(response.status_code, "token")
    answer = network.json_object(response, "token")
    if not all(isinstance(answer.get(each), str) and answer[each] for each in ("id_token", "access_token")):
        raise UntrustedError("the answer for the code has no tokens")
    return answer


def _userinfo(provider: Provider, metadata: Mapping[str, Any], access_token: str, *, now: datetime) -> dict[str, Any]:
    response = network.get(metadata["userinfo_endpoint"], bearer=access_token)
    _require_success(response.status_code, "userinfo")
    signed = response.headers["Content-Type"].partition(";")[0].strip() == "application/jwt"
    if not signed and provider.profile.signed_userinfo:
        raise UntrustedError("userinfo is not signed")
    if not signed:
        return network.json_object(response, "userinfo")
    token = response.content.decode("ascii", errors="replace").strip()
    return _with_keys(
        metadata,
        lambda keys: tokens.checked_userinfo(
            token, keys, issuer=provider.issuer, client_id=provider.client_id, now=now
        ),
    )


def _with_keys(metadata: Mapping[str, Any], check: Callable[[Mapping[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    """With the keys as we know them; if one is unknown, once more with those that are published now."""
    try:
        return check(_keys(metadata["jwks_uri"]))
    except tokens.UnknownKeyError:
        return check(_keys(metadata["jwks_uri"], anew=True))


def _keys(address: str, *, anew: bool = False) -> dict[str, Any]:
    key = f"oidc-keys-{address}"
    found = None if anew else cache.get(key)
    if found is None:
        response = network.get(address)
        _require_success(response.status_code, "keys")
        found = network.json_object(response, "keys")
        cache.set(key, found, METADATA_KEPT_SECONDS)
    return found


def _require_success(status: int, about: str) -> None:
    if status >= 500:
        raise UnreachableError(f"{about}: status {status}")
    if status != 200:
        raise RefusedError(f"{about}: status {status}")
