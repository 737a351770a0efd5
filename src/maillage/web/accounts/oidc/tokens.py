"""What a provider signed: by one of its keys, for us, now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from .errors import UntrustedError

# Of two keys only: neither "none" nor a secret that both sides know.
ALGORITHMS = ("RS256", "ES256", "PS256")
# Clocks of servers differ by seconds.
SKEW_SECONDS = 60


class UnknownKeyError(UntrustedError):
    """Signed with a key that the provider did not publish when we last asked."""


def checked_id_token(
    token: str, keys: Mapping[str, Any], *, issuer: str, client_id: str, nonce: str, access_token: str, now: datetime
) -> dict[str, Any]:
    """Its claims. Raises UntrustedError, and UnknownKeyError if other keys may help."""
    header, claims = _opened(token, keys, "the ID token")
    options = {"iss": {"essential": True, "value": issuer}, "aud": {"essential": True, "value": client_id}}
    asked = {"nonce": nonce, "client_id": client_id, "access_token": access_token}
    try:
        CodeIDToken(claims, header, options, asked).validate(int(now.timestamp()), SKEW_SECONDS)
    except JoseError as error:
        raise UntrustedError(f"the ID token: {error.error}, {getattr(error, 'claim', '')}") from error
    return claims


def checked_userinfo(
    token: str, keys: Mapping[str, Any], *, issuer: str, client_id: str, now: datetime
) -> dict[str, Any]:
    """Likewise of a signed answer about the person, which says for whom it is, and when if it wants to."""
    _header, claims = _opened(token, keys, "userinfo")
    registry = jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=SKEW_SECONDS,
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": client_id},
    )
    try:
        registry.validate(claims)
    except JoseError as error:
        raise UntrustedError(f"userinfo: {error.error}, {getattr(error, 'claim', '')}") from error
    return claims


def _opened(token: str, keys: Mapping[str, Any], about: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims of a token that one of the keys signed."""
    registry = JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)
    try:
        opened = jwt.decode(token, KeySet.import_key_set(dict(keys)), registry=registry)
    except InvalidKeyIdError as error:
        raise UnknownKeyError(f"{about}: unknown key") from error
    except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise UntrustedError(f"{about}: {type(error).__name__}") from error
    if not isinstance(opened.claims, dict):
        raise UntrustedError(f"{about}: no claims")
    return opened.header, opened.claims
