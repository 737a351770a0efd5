"""There and back with each of the three providers, and every answer that must not let anybody in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache

import httpx
import pytest
from django.core.cache import cache

from maillage.web.accounts.oidc import flow, network
from maillage.web.accounts.oidc.errors import ProviderError, RefusedError, UnreachableError, UntrustedError
from maillage.web.accounts.oidc.providers import Provider
from maillage.web.accounts.rules.identity import PROFILES

from .oidc_provider import CLIENT_ID, CLIENT_SECRET, MockProvider, running

BACK = "https://sante.exemple.fr/connexion/retour/"
CLAIMS = {
    "proconnect": {
        "sub": "p-1",
        "given_name": "Marie",
        "usual_name": "Dupont",
        "email": "Marie@Exemple.fr",
        "siret": "21780586200016",
    },
    "pro-sante-connect": {
        "sub": "f:1:899700218896",
        "given_name": "Paul",
        "family_name": "Martin",
        "SubjectNameID": "899700218896",
    },
    "franceconnect": {"sub": f"{'b6048e95bb134ec5' * 4}v1", "given_name": "Angela"},
}


@pytest.fixture(scope="module")
def _server() -> Iterator[MockProvider]:
    """One for the module: keys take long to make."""
    with running() as provider:
        yield provider


@pytest.fixture(params=list(PROFILES))
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def mock(_server: MockProvider, kind: str, monkeypatch: pytest.MonkeyPatch) -> MockProvider:
    _server.__dict__.update(MockProvider(url=_server.url, key=_server.key).__dict__)
    _server.claims = dict(CLAIMS[kind])
    _server.signed_userinfo = PROFILES[kind].signed_userinfo
    _server.refuses_unknown = kind == "proconnect"
    _server.wants_pkce = PROFILES[kind].pkce
    # However busy the machine is that runs the tests.
    monkeypatch.setattr(network, "SECONDS", 60.0)
    monkeypatch.setattr(network, "_client", lru_cache(lambda: httpx.Client(trust_env=False)))
    cache.clear()
    return _server


@pytest.fixture
def provider(mock: MockProvider, kind: str) -> Provider:
    return Provider(
        name=kind, label=kind, issuer=mock.url, client_id=CLIENT_ID, client_secret=CLIENT_SECRET, kind=kind,
        profile=PROFILES[kind],
    )  # fmt: skip


def journey(provider: Provider, mock: MockProvider) -> flow.Arrival:
    address, left = flow.depart(provider, redirect_uri=BACK)
    return flow.arrive(provider, left, mock.authorize(address), now=datetime.now(UTC))


def test_somebody_goes_there_and_comes_back(provider: Provider, mock: MockProvider, kind: str) -> None:
    who = journey(provider, mock).who
    assert who.subject == CLAIMS[kind]["sub"]
    assert who.name == {"proconnect": "Marie Dupont", "pro-sante-connect": "Paul Martin", "franceconnect": ""}[kind]
    assert who.email == ("marie@exemple.fr" if kind == "proconnect" else "")
    assert who.siret == ("21780586200016" if kind == "proconnect" else "")
    assert who.rpps == ("99700218896" if kind == "pro-sante-connect" else "")
    assert mock.asked["redirect_uri"] == BACK


def test_franceconnect_is_asked_for_a_pseudonym_only() -> None:
    assert PROFILES["franceconnect"].scopes == ("openid",)


def test_two_factors_shown_there_are_two_factors(provider: Provider, mock: MockProvider, kind: str) -> None:
    assert not journey(provider, mock).who.strong
    mock.id_claims = {"acr": "eidas1"}
    assert journey(provider, mock).who.strong == (kind == "pro-sante-connect")
    mock.id_claims = {"acr": "eidas2"}
    assert journey(provider, mock).who.strong
    mock.id_claims = {"amr": ["pwd", "mfa"]}
    assert journey(provider, mock).who.strong


def test_a_key_that_was_changed_is_asked_for_once(provider: Provider, mock: MockProvider) -> None:
    journey(provider, mock)
    asked = mock.keys_asked
    mock.turn_key()
    journey(provider, mock)
    assert mock.keys_asked == asked + 1
    journey(provider, mock)
    assert mock.keys_asked == asked + 1


FORGED = (
    "state", "nonce", "aud", "issuer", "expired", "from the future", "exp is text", "no exp", "two audiences",
    "alg none", "HS256 with the public key", "HS256 with the secret", "another key", "unknown kid",
    "userinfo of another person", "metadata issuer", "keys without TLS",
    "garbage metadata", "garbage token", "garbage keys", "garbage userinfo",
    "list metadata", "list token", "list keys", "list userinfo", "endless metadata", "endless userinfo",
)  # fmt: skip


@pytest.mark.parametrize("fault", FORGED)
def test_what_is_forged_or_nonsense_is_not_believed(provider: Provider, mock: MockProvider, fault: str) -> None:
    mock.fault = fault
    with pytest.raises(UntrustedError):
        journey(provider, mock)


@pytest.mark.parametrize("fault", ["userinfo unsigned", "userinfo for another platform"])
def test_who_signs_must_sign_for_us(provider: Provider, mock: MockProvider, fault: str) -> None:
    mock.fault = fault
    if provider.profile.signed_userinfo:
        with pytest.raises(UntrustedError):
            journey(provider, mock)
    else:
        assert journey(provider, mock)


@pytest.mark.parametrize("part", ["metadata", "token", "keys", "userinfo"])
def test_a_provider_that_is_down_is_given_up(provider: Provider, mock: MockProvider, part: str) -> None:
    mock.fault = f"500 {part}"
    with pytest.raises(UnreachableError):
        journey(provider, mock)


@pytest.mark.parametrize("kind", ["proconnect"])
@pytest.mark.parametrize("part", ["metadata", "token", "keys", "userinfo"])
def test_a_provider_that_drips_is_given_up(
    provider: Provider, mock: MockProvider, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    monkeypatch.setattr(network, "SECONDS", 0.5)
    mock.fault = f"slow {part}"
    with pytest.raises(UnreachableError):
        journey(provider, mock)


def test_nobody_answers(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    object.__setattr__(provider, "issuer", "http://127.0.0.1:1")
    with pytest.raises(UnreachableError):
        flow.depart(provider, redirect_uri=BACK)


def test_the_person_may_say_no(provider: Provider, mock: MockProvider) -> None:
    mock.fault = "the person says no"
    with pytest.raises(RefusedError):
        journey(provider, mock)


def test_a_code_is_worth_something_once(provider: Provider, mock: MockProvider) -> None:
    address, left = flow.depart(provider, redirect_uri=BACK)
    answer = mock.authorize(address)
    flow.arrive(provider, left, answer, now=datetime.now(UTC))
    with pytest.raises(ProviderError):
        flow.arrive(provider, left, answer, now=datetime.now(UTC))


def test_a_small_difference_of_clocks_is_forgiven(provider: Provider, mock: MockProvider) -> None:
    now = int(datetime.now(UTC).timestamp())
    mock.id_claims = {"iat": now + 30, "exp": now + 90}
    assert journey(provider, mock)
    mock.id_claims = {"iat": now - 100, "exp": now - 40}
    assert journey(provider, mock)


def test_one_logs_out_there_too(provider: Provider, mock: MockProvider) -> None:
    arrival = journey(provider, mock)
    address = flow.logout_address(provider, id_token=arrival.id_token, state="s" * 40, back_to=BACK)
    assert address.startswith(f"{mock.url}/session/end?id_token_hint={arrival.id_token}&state=")
