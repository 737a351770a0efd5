"""A provider of identity on this machine: real HTTP, real keys, and every way of being wrong on demand."""

from __future__ import annotations

import hmac
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from authlib.common.encoding import urlsafe_b64encode
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT_ID, CLIENT_SECRET = "maillage", "a secret between two machines"
# What ProConnect lists in its documentation: it answers any other parameter with an error.
LISTED = {"response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "prompt", "claims", "idp_hint"}
FORGER = RSAKey.generate_key(2048)


@dataclass
class MockProvider:
    """``fault`` names what goes wrong from now on; empty, nothing does."""

    url: str = ""
    fault: str = ""
    signed_userinfo: bool = True
    refuses_unknown: bool = False
    wants_pkce: bool = False
    claims: dict[str, Any] = field(default_factory=lambda: {"sub": "pseudonym-1"})
    id_claims: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "first"}))
    keys_asked: int = 0
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def metadata(self) -> dict[str, Any]:
        issuer = "https://somebody.else.example" if self.fault == "metadata issuer" else self.url
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": "http://192.0.2.1/keys" if self.fault == "keys without TLS" else f"{self.url}/keys",
            "end_session_endpoint": f"{self.url}/session/end",
        }

    def authorize(self, address: str) -> dict[str, str]:
        """What a person's browser brings back from the page of the provider: the query of the address to return to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.asked = asked
        if self.refuses_unknown and not set(asked) <= LISTED:
            return {"error": "invalid_request", "error_description": "Y000400", "state": asked["state"]}
        if len(asked["state"]) < 32 or len(asked["nonce"]) < 32:
            return {"error": "invalid_request", "state": asked["state"]}
        if self.fault == "the person says no":
            return {"error": "access_denied", "state": asked["state"]}
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        state = "another state, made by somebody else who waits" if self.fault == "state" else asked["state"]
        return {"code": code, "state": state}

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or form.get("client_secret") != CLIENT_SECRET or form["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        if self.wants_pkce:
            proof = urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest()).decode()
            if asked.get("code_challenge_method") != "S256" or proof != asked.get("code_challenge"):
                return 400, {"error": "invalid_grant"}
        return 200, {
            "access_token": "access",
            "token_type": "Bearer",
            "expires_in": 60,
            "id_token": self.id_token(asked["nonce"]),
        }

    def id_token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.url, "aud": CLIENT_ID, "sub": self.claims["sub"], "nonce": nonce, "iat": now, "exp": now + 60,
        } | self.id_claims  # fmt: skip
        claims |= {
            "nonce": {"nonce": "of another visit"},
            "aud": {"aud": "another platform"},
            "two audiences": {"aud": [CLIENT_ID, "another platform"]},
            "issuer": {"iss": "https://somebody.else.example"},
            "expired": {"iat": now - 900, "exp": now - 600},
            "from the future": {"iat": now + 600, "exp": now + 900},
            "exp is text": {"exp": "tomorrow"},
            "no exp": {"exp": None},
        }.get(self.fault, {})
        return self.signed({name: value for name, value in claims.items() if value is not None})

    def userinfo(self) -> dict[str, Any]:
        said = self.claims | {"iss": self.url, "aud": CLIENT_ID}
        said |= {
            "userinfo of another person": {"sub": "pseudonym-2"},
            "userinfo for another platform": {"aud": "another platform"},
        }.get(self.fault, {})
        return said

    def signed(self, claims: dict[str, Any]) -> str:
        if self.fault == "alg none":
            return f"{_part({'alg': 'none', 'typ': 'JWT'})}.{_part(claims)}."
        if self.fault == "HS256 with the public key":
            # By hand: the library knows better than to take a public key for a secret.
            said = f"{_part({'alg': 'HS256', 'kid': self.key.kid})}.{_part(claims)}"
            proof = hmac.new(self.key.as_pem(private=False), said.encode(), "sha256").digest()
            return f"{said}.{urlsafe_b64encode(proof).decode()}"
        if self.fault == "HS256 with the secret":
            return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(CLIENT_SECRET), algorithms=["HS256"])
        if self.fault == "another key":
            return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, FORGER)
        kid = "never published" if self.fault == "unknown kid" else self.key.kid
        return jwt.encode({"alg": "RS256", "kid": kid}, claims, self.key)

    def turn_key(self) -> None:
        """Keys are changed from time to time."""
        self.key = RSAKey.generate_key(2048, {"kid": secrets.token_hex(4)})


def _part(content: dict[str, Any]) -> str:
    return urlsafe_b64encode(json.dumps(content).encode()).decode()


class _Answers(BaseHTTPRequestHandler):
    provider: MockProvider

    def do_GET(self) -> None:
        provider, path = self.provider, self.path.partition("?")[0]
        if path == "/.well-known/openid-configuration":
            self._say(200, provider.metadata, part="metadata")
        elif path == "/keys":
            provider.keys_asked += 1
            self._say(200, {"keys": [provider.key.as_dict(private=False)]}, part="keys")
        elif path == "/userinfo" and self.headers["Authorization"] == "Bearer access":
            if provider.signed_userinfo and provider.fault != "userinfo unsigned":
                self._send(200, "application/jwt", provider.signed(provider.userinfo()).encode(), part="userinfo")
            else:
                self._say(200, provider.userinfo(), part="userinfo")
        else:
            self._say(404, {})

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self._say(*self.provider.token({name: values[0] for name, values in form.items()}), part="token")

    def _say(self, status: int, content: object, *, part: str = "") -> None:
        self._send(status, "application/json", json.dumps(content).encode(), part=part)

    def _send(self, status: int, kind: str, body: bytes, *, part: str) -> None:
        """As it should be, or with the fault that was asked for: "500 token", "garbage keys", "slow userinfo" …"""
        fault = self.provider.fault
        if fault == f"500 {part}":
            status = 500
        if fault == f"garbage {part}":
            body = b"<html>\xff\x00 not what was asked for"
        if fault == f"list {part}":
            body = b"[1, 2]"
        if fault == f"endless {part}":
            body = b" " * 400_000
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if fault == f"slow {part}":
            for byte in body:
                time.sleep(0.05)
                try:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                except OSError:
                    return
        else:
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@contextmanager
def running() -> Iterator[MockProvider]:
    provider = MockProvider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Answers", (_Answers,), {"provider": provider}))
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def back(address: str, answer: dict[str, str]) -> str:
    """Where the browser goes with the answer."""
    return f"{address}?{urlencode(answer)}"
