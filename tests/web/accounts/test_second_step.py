"""The second door: an application, a card, recovery codes; half in one can do nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.web.accounts.actions import factors
from maillage.web.accounts.actions.sign_in_rules import choose_second_factor_roles
from maillage.web.accounts.models import Attempt, Authenticator, Session, SheetCode, User
from maillage.web.accounts.rules.paper import CARD_CODES, RECOVERY_CODES
from maillage.web.privacy.models import Entry

CODE = "/connexion/code/"


def give(client: Client, code: str):
    return client.post(CODE, {"code": code})


def test_who_has_an_application_shows_a_code(
    client: Client, agent: User, with_application, code_of, knock, is_in
) -> None:
    with_application(agent)
    assert knock(client, agent, next="/comparer/").url == CODE
    assert not is_in(client)
    half_open = client.session.session_key
    answer = give(client, code_of(agent))
    assert answer.url == "/comparer/"
    assert is_in(client)
    assert client.session.session_key != half_open
    assert Entry.objects.get(verb="accounts.signed_in").why == "password, application"


def test_half_in_every_closed_page_stays_closed(client: Client, agent: User, with_application, knock) -> None:
    from tests.web.platform.test_every_view import CLOSED_VIEWS, arguments

    with_application(agent)
    knock(client, agent)
    for name in CLOSED_VIEWS:
        assert client.get(reverse(name, kwargs=arguments(name))).url.startswith("/connexion/?next="), name


def test_half_in_nothing_can_be_added_to_what_one_has(client: Client, agent: User, with_application, knock) -> None:
    """Else who has the password alone prints a card and comes in with it."""
    with_application(agent)
    knock(client, agent)
    for name in ("application", "print_card", "print_recovery_codes", "remove_application"):
        assert client.post(reverse(f"accounts:{name}")).status_code == 404
    assert client.get(reverse("accounts:factors")).url == CODE


def test_a_code_is_good_once(agent: User, with_application, code_of, knock) -> None:
    with_application(agent)
    code = code_of(agent)
    first, second = Client(), Client()
    knock(first, agent)
    knock(second, agent)
    assert give(first, code).status_code == 302
    refused = give(second, code)
    assert refused.status_code == 422
    assert "a déjà servi" in refused.content.decode()


def test_a_telephone_whose_clock_is_wrong_is_told_so(
    client: Client, agent: User, with_application, code_of, knock
) -> None:
    with_application(agent)
    knock(client, agent)
    assert "l’horloge de votre téléphone" in give(client, code_of(agent, seconds=300)).content.decode()


def test_codes_cannot_be_guessed(client: Client, agent: User, with_application, code_of, knock) -> None:
    with_application(agent)
    knock(client, agent)
    wrong = next(code for code in ("000000", "000001", "000002", "000003") if code != code_of(agent))
    for _ in range(5):
        assert give(client, wrong).status_code == 422
    assert "Recommencez dans" in give(client, code_of(agent)).content.decode()
    # Nor does knocking again help: the account is counted, not the session.
    again = Client()
    knock(again, agent)
    assert "Recommencez dans" in give(again, code_of(agent)).content.decode()


def test_half_in_lasts_for_a_while(client: Client, agent: User, with_application, code_of, knock) -> None:
    with_application(agent)
    knock(client, agent)
    session = client.session
    session["half_in"] |= {"until": (timezone.now() - timedelta(seconds=1)).isoformat()}
    session.save()
    assert give(client, code_of(agent)).url == "/connexion/"


@pytest.mark.parametrize("change", ["password", "suspended"])
def test_half_in_ends_when_the_account_changes(
    client: Client, agent: User, with_application, code_of, knock, change
) -> None:
    with_application(agent)
    knock(client, agent)
    agent.set_password("une autre phrase assez longue")
    agent.is_active = change == "password"
    agent.save()
    assert give(client, code_of(agent)).url == "/connexion/"


def test_a_card_answers_to_the_number_that_it_is_asked_for(client: Client, agent: User, knock, is_in) -> None:
    codes = factors.print_card(person=agent, by=agent, now=timezone.now())
    assert len(codes) == CARD_CODES
    knock(client, agent)
    assert '<strong class="asked">1</strong>' in client.get(CODE).content.decode()
    assert give(client, codes[1]).status_code == 422
    assert give(client, codes[0].lower().replace("-", " ")).status_code == 302
    assert is_in(client)
    again = Client()
    knock(again, agent)
    assert '<strong class="asked">2</strong>' in again.get(CODE).content.decode()
    assert give(again, codes[0]).status_code == 422
    assert give(again, codes[1]).status_code == 302


def test_a_card_says_when_it_runs_out(client: Client, agent: User, knock) -> None:
    codes = factors.print_card(person=agent, by=agent, now=timezone.now())
    SheetCode.objects.filter(number__lte=CARD_CODES - 4).update(used_at=timezone.now())
    knock(client, agent)
    assert "Il reste 4 codes sur votre carte" in client.get(CODE).content.decode()
    give(client, codes[CARD_CODES - 4])
    assert "Il reste 3 codes sur votre carte" in client.get("/compte/").content.decode()


def test_another_persons_card_opens_nothing(client: Client, agent: User, reader: User, knock) -> None:
    factors.print_card(person=agent, by=agent, now=timezone.now())
    theirs = factors.print_card(person=reader, by=reader, now=timezone.now())
    knock(client, agent)
    assert give(client, theirs[0]).status_code == 422


def test_no_code_and_no_key_can_be_read_from_the_database(agent: User, with_application) -> None:
    recovery = with_application(agent)
    card = factors.print_card(person=agent, by=agent, now=timezone.now())
    kept = set(SheetCode.objects.values_list("digest", flat=True))
    assert not any(code.replace("-", "") in text for code in recovery + card for text in kept)
    from django.db import connection

    with connection.cursor() as cursor:
        (sealed,) = cursor.execute("SELECT key FROM accounts_authenticator").fetchone()
    assert Authenticator.objects.get().key not in sealed


def test_a_recovery_code_opens_once(client: Client, agent: User, with_application, knock, is_in) -> None:
    codes = with_application(agent)
    assert len(codes) == RECOVERY_CODES
    knock(client, agent)
    assert give(client, codes[4]).status_code == 302
    assert is_in(client)
    again = Client()
    knock(again, agent)
    assert give(again, codes[4]).status_code == 422


def test_an_administrator_without_a_second_factor_sets_one_up_before_anything_else(
    client: Client, administrator: User, code_of, knock, is_in, codes_of
) -> None:
    assert knock(client, administrator).url == CODE
    assert client.get(CODE).url == "/compte/seconde-etape/"
    assert "Votre rôle demande" in client.get("/compte/seconde-etape/").content.decode()
    assert not is_in(client)
    client.post("/compte/seconde-etape/application/")
    page = client.get("/compte/seconde-etape/application/").content.decode()
    assert Authenticator.objects.get().key[:4] in page
    drawing = client.get("/compte/seconde-etape/application/code.svg")
    assert drawing.headers["Content-Type"] == "image/svg+xml"
    assert b"style=" not in drawing.content
    shown = client.post("/compte/seconde-etape/application/", {"code": code_of(administrator)})
    assert len(codes_of(shown)) == RECOVERY_CODES
    assert is_in(client)
    # Once it counts, the key is shown to nobody any more.
    assert client.get("/compte/seconde-etape/application/code.svg").status_code == 404


def test_an_administrator_without_a_telephone_prints_a_card(
    client: Client, administrator: User, knock, is_in, codes_of
) -> None:
    knock(client, administrator)
    codes = codes_of(client.post("/compte/seconde-etape/carte/"))
    assert len(codes) == CARD_CODES
    assert not is_in(client)
    assert give(client, codes[1]).status_code == 302
    assert is_in(client)


def test_an_agent_needs_none_until_the_authority_says_so(agent: User, administrator: User, knock, is_in) -> None:
    client = Client()
    knock(client, agent)
    assert is_in(client)
    choose_second_factor_roles(roles=["agent"], by=administrator, now=timezone.now())
    # Whoever is in already goes back to the second door, with the next page.
    assert client.get("/compte/").url == CODE
    assert not is_in(client)
    assert Session.objects.filter(person=agent).count() == 0


def test_the_demonstration_stays_one_step(client: Client, administrator: User, settings, knock, is_in) -> None:
    settings.DEMO = True
    settings.DEMO_ACCOUNT = settings.DEMO_ACCOUNT | {"email": administrator.email}
    knock(client, administrator)
    assert is_in(client)


def test_a_right_code_forgets_the_wrong_ones(client: Client, agent: User, with_application, code_of, knock) -> None:
    with_application(agent)
    knock(client, agent)
    give(client, "ABCDEF")
    give(client, code_of(agent))
    assert not Attempt.objects.exists()
