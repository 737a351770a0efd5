"""From the login page to a provider and back: who comes in, whose account is linked, what is said when it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

import httpx
import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from maillage.web.accounts.models import Identity, Invitation, Organisation, User
from maillage.web.accounts.oidc import network
from maillage.web.accounts.oidc.errors import DeclarationError
from maillage.web.accounts.oidc.providers import providers
from maillage.web.privacy.models import Entry

from .oidc_provider import CLIENT_ID, CLIENT_SECRET, MockProvider, running

PROCONNECT, FRANCECONNECT = "proconnect", "franceconnect"


@pytest.fixture(scope="module")
def _server() -> Iterator[MockProvider]:
    with running() as provider:
        yield provider


@pytest.fixture
def mock(_server: MockProvider, monkeypatch: pytest.MonkeyPatch, settings, tmp_path: Path) -> MockProvider:
    """One machine plays both providers."""
    _server.__dict__.update(MockProvider(url=_server.url, key=_server.key).__dict__)
    _server.claims = {
        "sub": "p-1",
        "given_name": "Zoé",
        "usual_name": "Petit",
        "email": "zoe@exemple.fr",
        "siret": "21780586200016",
    }
    secret = tmp_path / "secret"
    secret.write_text(CLIENT_SECRET)
    settings.OIDC = str(
        declared(
            tmp_path,
            *(
                f'[{name}]\nissuer = "{_server.url}"\nclient_id = "{CLIENT_ID}"\nclient_secret_file = "{secret}"\n'
                for name in (PROCONNECT, FRANCECONNECT)
            ),
        )
    )
    monkeypatch.setattr(network, "SECONDS", 60.0)
    monkeypatch.setattr(network, "_client", lru_cache(lambda: httpx.Client(trust_env=False)))
    cache.clear()
    return _server


def declared(folder: Path, *tables: str) -> Path:
    file = folder / "providers.toml"
    file.write_text("\n".join(tables))
    return file


def come(client: Client, mock: MockProvider, provider: str = PROCONNECT, **asked: str):
    left = client.get(f"/connexion/par/{provider}/", asked)
    return client.get(f"/connexion/par/{provider}/retour/", mock.authorize(left.url))


@pytest.fixture
def invite(administrator: User) -> Callable[..., Invitation]:
    def invited(email: str = "zoe@exemple.fr", role: str = "agent", siren: str = "") -> Invitation:
        now = timezone.now()
        own = Organisation.objects.get(is_own=True)
        other = own if not siren else Organisation.objects.create(kind="epci", name="Agglo", code=siren, created_at=now)
        return Invitation.objects.create(
            organisation=other, role=role, name="Zoé Petit", email=email, digest=email, invited_by=administrator,
            invited_at=now, expires_at=now + timedelta(days=7),
        )  # fmt: skip

    return invited


def test_the_login_page_has_a_way_for_each_provider(client: Client, db, mock: MockProvider) -> None:
    page = client.get("/connexion/", {"next": "/comparer/"}).content.decode()
    assert "S’identifier avec ProConnect" in page
    assert "S’identifier avec FranceConnect" in page
    assert '/connexion/par/proconnect/?next=/comparer/"' in page


def test_who_was_invited_comes_in_by_proconnect(client: Client, mock: MockProvider, invite, is_in) -> None:
    invitation = invite()
    assert come(client, mock, next="/comparer/").url == "/comparer/"
    assert is_in(client)
    person = User.objects.get(email="zoe@exemple.fr")
    assert (person.name, person.has_usable_password()) == ("Zoé Petit", False)
    assert person.has_perm("studies.make")
    assert Identity.objects.get().siret == "21780586200016"
    invitation.refresh_from_db()
    assert invitation.accepted_by == person
    # And the next time, as somebody who is known.
    again = Client()
    come(again, mock)
    assert is_in(again)
    assert Entry.objects.filter(verb="accounts.signed_in", why="proconnect").count() == 2


def test_who_works_elsewhere_does_not_take_the_invitation(client: Client, mock: MockProvider, invite, is_in) -> None:
    invite(siren="247800584")
    answer = come(client, mock)
    assert answer.status_code == 403
    assert "vient d’une autre organisation" in answer.content.decode()
    assert not is_in(client)


@pytest.mark.parametrize("email_verified", [False, "false", 0, None])
def test_an_address_for_which_nobody_vouches_takes_no_invitation(
    client: Client, mock: MockProvider, invite, email_verified
) -> None:
    invite()
    mock.claims["email_verified"] = email_verified
    assert come(client, mock).status_code == 403


def test_an_account_is_never_linked_by_its_address(
    client: Client, agent: User, mock: MockProvider, invite, is_in
) -> None:
    mock.claims["email"] = agent.email
    invite(email=agent.email, role="manager")
    assert "reliez ProConnect dans" in come(client, mock).content.decode()
    assert not is_in(client)
    assert not Identity.objects.exists()


def test_who_is_in_links_and_unlinks(client: Client, agent: User, mock: MockProvider, knock, is_in) -> None:
    knock(client, agent)
    assert come(client, mock).url == "/compte/"
    assert "relié depuis le" in client.get("/compte/").content.decode()
    visitor = Client()
    come(visitor, mock)
    assert is_in(visitor)
    client.post("/compte/identites/proconnect/retirer/")
    assert come(Client(), mock).status_code == 403


def test_an_identity_is_one_persons(agent: User, reader: User, mock: MockProvider, knock) -> None:
    for person, status in ((agent, 302), (reader, 403)):
        client = Client()
        knock(client, person)
        assert come(client, mock).status_code == status
    assert Identity.objects.get().person == agent


def test_who_logged_out_on_the_way_links_nothing(client: Client, agent: User, mock: MockProvider, knock) -> None:
    knock(client, agent)
    left = client.get("/connexion/par/proconnect/")
    session = client.session
    for key in [key for key in session.keys() if key.startswith("_auth")]:  # noqa: SIM118 - a session is no mapping
        del session[key]
    session.save()
    assert client.get("/connexion/par/proconnect/retour/", mock.authorize(left.url)).status_code == 403
    assert not Identity.objects.exists()


def test_a_resident_is_a_pseudonym(client: Client, db, mock: MockProvider, is_in) -> None:
    come(client, mock, FRANCECONNECT)
    assert is_in(client)
    resident = User.objects.get()
    assert (resident.email, resident.held) == (None, ())
    assert Identity.objects.get().subject == "p-1"
    assert "Zoé" not in "".join(
        str(value) for value in [*resident.__dict__.values(), *Identity.objects.get().__dict__.values()]
    )


def test_a_suspended_account_stays_out(client: Client, agent: User, mock: MockProvider, is_in) -> None:
    Identity.objects.create(person=agent, provider=PROCONNECT, subject="p-1", linked_at=timezone.now())
    agent.is_active = False
    agent.save()
    assert come(client, mock).status_code == 403
    assert not is_in(client)


def test_an_administrator_shows_a_second_factor_unless_the_provider_saw_two(
    administrator: User, mock: MockProvider, is_in
) -> None:
    Identity.objects.create(person=administrator, provider=PROCONNECT, subject="p-1", linked_at=timezone.now())
    client = Client()
    assert come(client, mock).url == "/connexion/code/"
    assert not is_in(client)
    mock.id_claims = {"amr": ["pwd", "mfa"]}
    assert come(Client(), mock).url == "/"


@pytest.mark.parametrize(
    "fault", ["nonce", "alg none", "500 token", "garbage userinfo", "userinfo of another person", "state"]
)
def test_what_fails_is_said_on_a_page_that_shows_the_other_way(
    client: Client, agent: User, mock: MockProvider, fault: str, is_in
) -> None:
    Identity.objects.create(person=agent, provider=PROCONNECT, subject="p-1", linked_at=timezone.now())
    mock.fault = fault
    answer = come(client, mock)
    assert answer.status_code == 502
    assert "ne répond pas comme il faut" in answer.content.decode()
    assert 'href="/connexion/"' in answer.content.decode()
    assert not is_in(client)


def test_a_provider_that_is_down_is_said_at_once(client: Client, db, mock: MockProvider) -> None:
    mock.fault = "500 metadata"
    assert client.get("/connexion/par/proconnect/").status_code == 502


def test_the_person_may_say_no(client: Client, db, mock: MockProvider) -> None:
    mock.fault = "the person says no"
    assert "n’a pas abouti" in come(client, mock).content.decode()


def test_an_answer_nobody_asked_for_or_twice_is_worth_nothing(
    client: Client, agent: User, mock: MockProvider, is_in
) -> None:
    Identity.objects.create(person=agent, provider=PROCONNECT, subject="p-1", linked_at=timezone.now())
    left = client.get("/connexion/par/proconnect/")
    answer = mock.authorize(left.url)
    # Another browser has no journey to finish; another provider's address neither.
    assert Client().get("/connexion/par/proconnect/retour/", answer).url == "/connexion/"
    assert client.get("/connexion/par/franceconnect/retour/", answer).url == "/connexion/"
    assert client.get("/connexion/par/proconnect/retour/", answer).url == "/connexion/"
    assert not is_in(client)


def test_going_out_goes_out_there_too(client: Client, agent: User, mock: MockProvider) -> None:
    Identity.objects.create(person=agent, provider=PROCONNECT, subject="p-1", linked_at=timezone.now())
    come(client, mock)
    page = client.post("/deconnexion/").content.decode()
    assert f"url={mock.url}/session/end?id_token_hint=" in page
    assert "retour%2F" in page
    assert client.get("/deconnexion/proconnect/retour/").url == "/"


def test_going_out_works_when_the_provider_is_down(client: Client, agent: User, mock: MockProvider, is_in) -> None:
    Identity.objects.create(person=agent, provider=PROCONNECT, subject="p-1", linked_at=timezone.now())
    come(client, mock)
    cache.clear()
    mock.fault = "500 metadata"
    assert client.post("/deconnexion/").url == "/"
    assert not is_in(client)


ISSUER = 'issuer = "https://auth.exemple.fr/api/v2"\nclient_id = "x"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[proconnect", "is not TOML"),
        ('[Pro Connect]\nissuer = "https://a.fr"', "is not TOML"),
        ('["Pro Connect"]\nissuer = "https://a.fr"', "small letters"),
        ("[agents]\n" + ISSUER, "profile"),
        ("[proconnect]\nclient_id = 'x'", "issuer"),
        ("[proconnect]\nissuer = 'http://a.fr'\nclient_id = 'x'", "https://"),
        ("[proconnect]\n" + ISSUER, "MAILLAGE_OIDC_PROCONNECT_SECRET"),
        ("[proconnect]\nclient_secret = 'in the open'\n" + ISSUER, "unknown client_secret"),
        ("[proconnect]\nclient_secret_file = '/nowhere'\n" + ISSUER, "/nowhere cannot be read"),
        ("[proconnect]\nscopes = 'email'\n" + ISSUER, "openid"),
        ("[proconnect]\npkce = 'yes'\n" + ISSUER, "pkce is true or false"),
    ],
)  # fmt: skip
def test_a_declaration_that_is_wrong_says_where(
    client: Client, db, settings, tmp_path: Path, text: str, said: str
) -> None:
    settings.OIDC = str(declared(tmp_path, text))
    with pytest.raises(DeclarationError, match=said):
        providers()
    # And the local way stays open.
    assert client.get("/connexion/").status_code == 200


def test_a_secret_comes_from_the_environment_and_is_not_shown(settings, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("MAILLAGE_OIDC_MES_AGENTS_SECRET", "hush hush")
    settings.OIDC = str(declared(tmp_path, '[mes-agents]\nprofile = "proconnect"\nlabel = "Agents"\n' + ISSUER))
    found = providers()["mes-agents"]
    assert (found.client_secret, found.label) == ("hush hush", "Agents")
    assert "hush" not in repr(found)


def test_without_a_declaration_nobody_is_asked(client: Client, db, settings) -> None:
    settings.OIDC = ""
    assert "S’identifier avec" not in client.get("/connexion/").content.decode()
