"""Invitations: by e-mail or on paper, once, for a while, and worth what their author may give on the day."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.accounts.actions import invitations as actions
from maillage.web.accounts.actions import memberships
from maillage.web.accounts.models import Invitation, Organisation, User
from maillage.web.accounts.queries.invitations import get_invitation, ticket_for
from maillage.web.accounts.rules.invitations import OPEN_FOR, TICKET_OPEN_FOR, SpentInvitationError, why_closed
from maillage.web.messages.models import Message
from maillage.web.privacy.models import Entry

from ..conftest import NOW, PASSWORD

CODE_PAGE, INVITE = "/invitation/", "/administration/invitations/"
moments = st.none() | st.integers(-30, 30).map(lambda days: NOW + timedelta(days=days))


@pytest.fixture
def printed(boss: User, own: Organisation) -> tuple[Invitation, str]:
    """An agent's, on paper, as of now."""
    return actions.print_code(name="Ali Haddad", organisation=own, role="agent", place="", by=boss, now=timezone.now())


@pytest.fixture
def link(client: Client, boss: User, own: Organisation, django_capture_on_commit_callbacks: Callable) -> str:
    """What the message to a new agent says to open."""
    client.force_login(boss)
    said = {"name": "Ali Haddad", "email": "Ali@Exemple.fr", "language": "fr", "organisation": own.pk, "role": "agent"}
    with django_capture_on_commit_callbacks():
        assert client.post(INVITE, said).status_code == 302
    return re.search(r"http://testserver(/invitation/\S+)", Message.objects.get().text).group(1)


def reason(ticket: str, now: datetime) -> str:
    with pytest.raises(SpentInvitationError) as spent:
        get_invitation(ticket, now=now)
    return spent.value.reason


def enter(link: str, **said: str):
    return Client().post(link, {"name": "Ali Haddad", "password": PASSWORD} | said)


def test_by_e_mail_somebody_new_opens_an_account(link: str, own: Organisation) -> None:
    assert "Marie Dupont vous invite" in Client().get(link).content.decode()
    assert enter(link, email="autre@exemple.fr").url == "/connexion/"
    ali = User.objects.get(email="ali@exemple.fr")
    assert ali.has_perm("studies.make")
    assert ali.check_password(PASSWORD)
    assert not User.objects.filter(email="autre@exemple.fr").exists()


def test_the_message_tells_by_whom_where_and_as_what(link: str) -> None:
    message = Message.objects.get()
    assert (message.email, message.language) == ("ali@exemple.fr", "fr")
    assert message.subject == "Marie Dupont vous invite à rejoindre Notre collectivité"
    assert "« agent »" in message.text
    assert "Fait et publie les diagnostics" in message.text


def test_neither_link_nor_code_can_be_read_from_the_database(link: str, printed: tuple[Invitation, str]) -> None:
    secret, code = link.split("/")[2], printed[1].replace("-", "")
    kept = " ".join(str(value) for row in Invitation.objects.values() for value in row.values())
    assert secret not in kept
    assert code not in kept
    assert printed[1] not in kept


def test_on_paper_the_code_is_shown_once_and_opens_an_account(client: Client, boss: User, own: Organisation) -> None:
    client.force_login(boss)
    slip = client.post(INVITE, {"name": "Ali", "email": "", "language": "fr", "organisation": own.pk, "role": "agent"})
    code = slip.context["code"]
    assert code in slip.content.decode()
    assert "no-store" in slip.headers["Cache-Control"]
    assert code not in client.get(INVITE).content.decode()
    visitor = Client()
    # As people type.
    found = visitor.post(CODE_PAGE, {"code": f" {code.lower().replace('-', ' ')} "})
    assert found.status_code == 302
    held = found.url.split("/")[2].partition(":")[0]
    assert code.replace("-", "") not in urlsafe_b64decode(held + "=" * (-len(held) % 4)).decode()
    assert visitor.post(found.url, {"name": "Ali", "email": "a@exemple.fr", "password": PASSWORD}).status_code == 302
    assert User.objects.get(email="a@exemple.fr").has_perm("studies.make")


def test_who_has_an_account_adds_the_role_to_it(link: str, person: Callable[..., User]) -> None:
    somebody, client = person(role="reader"), Client()
    client.force_login(somebody)
    assert "il reçoit ce rôle" in client.get(link).content.decode()
    assert client.post(link).url == "/compte/roles/"
    assert {each.role for each in User.objects.get(pk=somebody.pk).held} == {"reader", "agent"}
    told = Entry.objects.filter(about=f"accounts.user {somebody.pk}").order_by("number").values_list("verb", flat=True)
    assert list(told)[-2:] == ["accounts.role_given", "accounts.joined"]


def test_it_works_once(link: str) -> None:
    enter(link)
    again = enter(link)
    assert again.status_code == 410
    assert "a déjà servi" in again.content.decode()


def test_two_who_take_it_at_once_are_one(printed: tuple[Invitation, str], person: Callable[..., User]) -> None:
    """The second has looked while it was still open."""
    invitation, _code = printed
    actions.join(invitation=invitation, by=person(), now=timezone.now())
    late = person()
    with pytest.raises(SpentInvitationError):
        actions.join(invitation=invitation, by=late, now=timezone.now())
    assert not User.objects.get(pk=late.pk).held


def test_a_forged_or_mistyped_one_is_said_not_to_exist(link: str, printed: tuple[Invitation, str]) -> None:
    for wrong in (link[:-2] + "x/", "/invitation/rien/", f"/invitation/{printed[1].replace('-', '')}/"):
        answer = Client().get(wrong)
        assert answer.status_code == 410
        assert "n’existe pas" in answer.content.decode()


def test_a_link_from_a_typed_code_is_good_for_half_an_hour(printed: tuple[Invitation, str], monkeypatch) -> None:
    ticket, now = ticket_for(printed[1], now=timezone.now()), timezone.now()
    assert get_invitation(ticket, now=now) == printed[0]
    assert reason(ticket[:-1] + ("A" if ticket[-1] != "A" else "B"), now) == "unknown"
    later = (now + TICKET_OPEN_FOR + timedelta(seconds=2)).timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert reason(ticket, now) == "late"


def test_it_ends_after_a_fortnight_and_when_it_is_taken_back(boss: User, printed: tuple[Invitation, str]) -> None:
    invitation, code = printed
    ticket = ticket_for(code, now=timezone.now())
    assert reason(ticket, invitation.invited_at + OPEN_FOR) == "late"
    actions.withdraw(invitation=invitation, by=boss, now=timezone.now())
    assert reason(ticket, timezone.now()) == "withdrawn"


@given(accepted=moments, withdrawn=moments, expires=moments.filter(bool))
def test_one_is_open_or_says_why_not(accepted: datetime | None, withdrawn: datetime | None, expires: datetime) -> None:
    why = why_closed(accepted_at=accepted, withdrawn_at=withdrawn, expires_at=expires, now=NOW)
    assert (why == "") == (accepted is None and withdrawn is None and expires > NOW)


def test_it_is_worth_nothing_once_its_author_may_not_give_the_role_any_more(
    boss: User, own: Organisation, printed: tuple[Invitation, str], person: Callable[..., User]
) -> None:
    memberships.give(person=person(), organisation=own, role="administrator", by=boss, now=timezone.now())
    held = boss.memberships.get(role="administrator", ended_at=None)
    memberships.end(membership=held, by=boss, now=timezone.now())
    newcomer = person()
    with pytest.raises(SpentInvitationError) as spent:
        actions.join(invitation=printed[0], by=newcomer, now=timezone.now())
    assert spent.value.reason == "withdrawn"
    assert not User.objects.get(pk=newcomer.pk).held
    printed[0].refresh_from_db()
    assert printed[0].accepted_at is None


@pytest.mark.parametrize("role", ["agent", "dpo", "it", "reader"])
def test_who_gives_no_role_invites_nobody(person: Callable[..., User], own: Organisation, role: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.print_code(name="Ali", organisation=own, role="reader", place="", by=person(role=role), now=NOW)


def test_a_manager_offers_no_role_that_they_may_not_give(client: Client, person: Callable, own: Organisation) -> None:
    client.force_login(person(role="manager"))
    said = {"name": "Ali", "language": "fr", "organisation": own.pk, "role": "administrator"}
    answer = client.post(INVITE, said)
    assert answer.status_code == 422
    assert "role" in answer.context["form"].errors
    assert not Invitation.objects.exists()


def test_a_weak_password_and_a_known_address_are_said_beside_their_fields(
    link: str, printed: tuple[Invitation, str], reader: User
) -> None:
    weak = enter(link, password="azerty")
    assert weak.status_code == 422
    assert weak.context["form"].errors["password"]
    paper = f"/invitation/{ticket_for(printed[1], now=timezone.now())}/"
    known = enter(paper, email="Lecteur@exemple.fr")
    assert known.status_code == 422
    assert "a déjà un compte" in known.context["form"].errors["email"][0]
    assert User.objects.filter(email="lecteur@exemple.fr").count() == 1
    assert Invitation.objects.filter(accepted_at__isnull=False).count() == 0


def test_nothing_is_left_of_an_account_whose_invitation_was_taken_meanwhile(
    printed: tuple[Invitation, str], person: Callable[..., User]
) -> None:
    invitation, _code = printed
    actions.join(invitation=invitation, by=person(), now=timezone.now())
    with pytest.raises(SpentInvitationError):
        actions.open_account(
            invitation=invitation, name="Ali", email="ali@exemple.fr", password=PASSWORD, now=timezone.now()
        )
    with pytest.raises(ValidationError):
        actions.open_account(invitation=invitation, name="Ali", email="pas une adresse", password=PASSWORD, now=NOW)
    assert not User.objects.filter(email="ali@exemple.fr").exists()


def test_who_tries_codes_is_kept_waiting(db) -> None:
    client = Client()
    answers = [client.post(CODE_PAGE, {"code": f"{at:0>16}".replace("0", "A").replace("1", "B")}) for at in range(26)]
    assert {answer.status_code for answer in answers} == {422}
    assert "Trop d’essais" in answers[-1].content.decode()
    assert "Trop d’essais" not in answers[0].content.decode()
