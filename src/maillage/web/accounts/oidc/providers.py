"""The providers that the IT department declared, in the file that MAILLAGE_OIDC names."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from ..rules.identity import PROFILES, Profile
from .errors import DeclarationError

NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
KEYS = {
    "profile",
    "label",
    "issuer",
    "client_id",
    "client_secret_file",
    "scopes",
    "acr_values",
    "pkce",
    "signed_userinfo",
}


@dataclass(frozen=True, slots=True)
class Provider:
    """One way in. ``name`` stands in addresses and rows: it does not change once somebody used it."""

    name: str
    label: str
    issuer: str
    client_id: str
    client_secret: str
    kind: str
    profile: Profile

    def __repr__(self) -> str:
        """Without the secret: a traceback shows this."""
        return f"<Provider {self.name}>"


LABELS = {"proconnect": "ProConnect", "pro-sante-connect": "Pro Santé Connect", "franceconnect": "FranceConnect"}


def providers() -> dict[str, Provider]:
    """By name, in the order of the file; none if there is no file. Raises DeclarationError."""
    file = settings.OIDC
    return dict(_read(Path(file), Path(file).stat().st_mtime_ns if Path(file).is_file() else None)) if file else {}


@lru_cache(maxsize=4)
def _read(file: Path, _changed: int | None) -> dict[str, Provider]:
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise DeclarationError(f"MAILLAGE_OIDC: {file} cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeclarationError(f"{file} is not TOML: {error}.") from error
    return {name: _declared(file, name, table) for name, table in tables.items()}


def _declared(file: Path, name: str, table: Any) -> Provider:
    where = f"{file}, [{name}]"
    if not NAME.fullmatch(name) or not isinstance(table, dict):
        raise DeclarationError(
            f"{where}: a provider is a table whose name is made of small letters, digits and dashes."
        )
    if unknown := set(table) - KEYS:
        raise DeclarationError(f"{where}: unknown {', '.join(sorted(unknown))}; known are {', '.join(sorted(KEYS))}.")
    kind = table.get("profile", name)
    if kind not in PROFILES:
        raise DeclarationError(f'{where}: write profile = "…" with one of {", ".join(PROFILES)}.')
    profile = _profile(where, kind, table)
    return Provider(
        name=name,
        label=_text(where, table, "label", LABELS[kind]),
        issuer=_issuer(where, _text(where, table, "issuer")),
        client_id=_text(where, table, "client_id"),
        client_secret=_secret(where, name, table),
        kind=kind,
        profile=profile,
    )


def _profile(where: str, kind: str, table: Mapping[str, Any]) -> Profile:
    """The usual one, with what this platform's contract with the provider says otherwise."""
    changed: dict[str, Any] = {}
    if "scopes" in table:
        changed["scopes"] = tuple(_text(where, table, "scopes").split())
        if "openid" not in changed["scopes"]:
            raise DeclarationError(f"{where}: scopes must have openid among them.")
    if "acr_values" in table:
        changed["acr_values"] = _text(where, table, "acr_values", "")
    for key in ("pkce", "signed_userinfo"):
        if key in table:
            if not isinstance(table[key], bool):
                raise DeclarationError(f"{where}: {key} is true or false.")
            changed[key] = table[key]
    return replace(PROFILES[kind], **changed)


def _text(where: str, table: Mapping[str, Any], key: str, otherwise: str | None = None) -> str:
    value = table.get(key, otherwise)
    if not isinstance(value, str) or (otherwise is None and not value.strip()):
        raise DeclarationError(f'{where}: write {key} = "…".')
    return value.strip()


def _issuer(where: str, issuer: str) -> str:
    parts = urlsplit(issuer)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise DeclarationError(f"{where}: issuer must be an https:// address, as the provider publishes it.")
    return issuer


def _secret(where: str, name: str, table: Mapping[str, Any]) -> str:
    """From the environment, else from a file: never in the declaration itself, which people send around."""
    variable = f"MAILLAGE_OIDC_{name.upper().replace('-', '_')}_SECRET"
    if secret := os.environ.get(variable, "").strip():
        return secret
    file = table.get("client_secret_file")
    if not isinstance(file, str):
        raise DeclarationError(f'{where}: write client_secret_file = "…", or set {variable}.')
    try:
        secret = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise DeclarationError(f"{where}: {file} cannot be read.") from error
    if not secret:
        raise DeclarationError(f"{where}: {file} is empty.")
    return secret
