"""Letters and calls: taken once, printed, made; tried on another day, and by letter in the end."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.test import Client
from pypdf import PdfReader

from maillage.web.accounts.models import User
from maillage.web.messages.actions import batches as actions
from maillage.web.messages.actions.decisions import TooLateError
from maillage.web.messages.models import Message
from maillage.web.messages.queries import batches as queries
from maillage.web.messages.rules.channels import Channel
from maillage.web.messages.rules.recipient import Recipient
from maillage.web.messages.rules.retries import BETWEEN_CALLS, MOST_CALLS
from maillage.web.messages.rules.states import State
from maillage.web.privacy.models import Entry

from ..conftest import NOW

Promise = Callable[..., Message]
PAUL = Recipient("Paul Martin", address=("12 rue des Écoles", "78730 Ponthévrard"))
ANN = Recipient("Ann Lee", "en", address=("3 rue Basse", "78120 Rambouillet"))
LINE = Recipient("Rose Petit", phone="01 30 87 20 00", wish=Channel.CALL, address=("5 rue Haute", "78660 Ablis"))


def gather(channel: Channel, agent: User) -> queries.Batch:
    claim = actions.gather(channel=channel, by=agent, now=NOW)
    assert isinstance(claim, UUID)
    found = queries.find_batch(claim)
    assert found is not None
    return found


def test_a_letter_is_in_one_batch(promise: Promise, agent: User) -> None:
    promise(PAUL)
    assert gather(Channel.LETTER, agent).count == 1
    assert actions.gather(channel=Channel.LETTER, by=agent, now=NOW) is None
    assert queries.waiting(now=NOW) == {"letter": 0, "call": 0}


def test_who_took_it_and_when_is_journaled_about_the_person(promise: Promise, agent: User) -> None:
    promise(PAUL)
    gather(Channel.LETTER, agent)
    entry = Entry.objects.get(verb="messages.gathered")
    assert (entry.by, entry.fields) == (agent, "address name text")


def test_posted_letters_are_sent_and_put_back_ones_wait_again(promise: Promise, agent: User) -> None:
    posted = promise(PAUL)
    actions.all_given(claim=gather(Channel.LETTER, agent).claim, by=agent, now=NOW)
    waits = promise(ANN)
    actions.put_all_back(claim=gather(Channel.LETTER, agent).claim, by=agent, now=NOW)
    for message in (posted, waits):
        message.refresh_from_db()
    assert (posted.state, waits.state, waits.attempts) == (State.SENT, State.QUEUED, 0)


def test_nobody_answers_a_batch_that_is_not_open(promise: Promise, agent: User) -> None:
    promise(LINE)
    batch = gather(Channel.CALL, agent)
    message = queries.find_in(batch, queries.calls_of(batch)[0].pk)
    actions.put_all_back(claim=batch.claim, by=agent, now=NOW)
    with pytest.raises(TooLateError):
        actions.reached(message=message, by=agent, now=NOW)
    assert actions.all_given(claim=uuid4(), by=agent, now=NOW) == 0


def test_who_does_not_answer_is_called_on_other_days_and_written_to_in_the_end(promise: Promise, agent: User) -> None:
    message, now = promise(LINE), NOW
    for time in range(1, MOST_CALLS + 1):
        claim = actions.gather(channel=Channel.CALL, by=agent, now=now)
        assert claim is not None, f"call {time}"
        message.refresh_from_db()
        actions.not_reached(message=message, by=agent, now=now)
        assert actions.gather(channel=Channel.CALL, by=agent, now=now) is None
        now += BETWEEN_CALLS
    message.refresh_from_db()
    assert (message.channel, message.state) == (Channel.LETTER, State.QUEUED)


@pytest.mark.parametrize(
    ("act", "state", "reason"), [("reached", State.SENT, ""), ("wrong", State.FAILED, "wrong_number")]
)
def test_a_call_has_an_end(promise: Promise, agent: User, act: str, state: State, reason: str) -> None:
    message = promise(LINE)
    gather(Channel.CALL, agent)
    message.refresh_from_db()
    getattr(actions, act)(message=message, by=agent, now=NOW)
    message.refresh_from_db()
    assert (message.state, message.reason) == (state, reason)


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page; lines and spaces as one."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def test_each_letter_is_a_page_in_its_language(promise: Promise, agent: User) -> None:
    for to in (PAUL, ANN, Recipient("Sans Adresse")):
        promise(to)
    pages = pages_of(queries.printed(gather(Channel.LETTER, agent)))
    assert len(pages) == 3
    assert "12 rue des Écoles" in pages[0]
    assert "2 mars 2026" in pages[0]
    assert "Hello Ann Lee" in pages[1]
    assert "À remettre en main propre" in pages[2]


def test_markup_in_a_name_is_only_a_name(promise: Promise, agent: User) -> None:
    promise(Recipient("#pagebreak() *Paul* [x]", address=('$ 12 rue "A"',)))
    (text,) = pages_of(queries.printed(gather(Channel.LETTER, agent)))
    assert "#pagebreak() *Paul* [x]" in text


def test_a_list_of_calls_says_whom_to_call_and_what_to_say(promise: Promise, agent: User) -> None:
    promise(LINE)
    text = " ".join(pages_of(queries.printed(gather(Channel.CALL, agent))))
    for word in ("Rose Petit", "01 30 87 20 00", "Bonjour Rose Petit", "joint", "pas de réponse", "mauvais numéro"):
        assert word in text


def test_the_way_of_a_batch_through_its_pages(promise: Promise, as_agent: Client, tmp_path: Path) -> None:
    promise(PAUL), promise(LINE)
    assert "Prendre ces courriers" in as_agent.get("/administration/messages/lots/").content.decode()
    letters = as_agent.post("/administration/messages/lots/courriers/prendre/").url
    calls = as_agent.post("/administration/messages/lots/appels/prendre/").url
    page = as_agent.get(calls).content.decode()
    assert 'href="tel:0130872000"' in page
    assert as_agent.get(f"{letters}lot.pdf").content.startswith(b"%PDF")
    assert as_agent.post(f"{letters}faits/").url == "/administration/messages/lots/"
    call = Message.objects.get(channel=Channel.CALL)
    assert as_agent.post(f"{calls}{call.pk}/joint/").status_code == 302
    assert as_agent.get(calls).url == "/administration/messages/lots/"
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}


def test_what_is_no_way_to_end_a_batch_is_not_found(promise: Promise, as_agent: Client) -> None:
    promise(PAUL)
    letters = as_agent.post("/administration/messages/lots/courriers/prendre/").url
    pk = Message.objects.get().pk
    for path in (f"{letters}brûler/", f"{letters}{pk}/joint/", "/administration/messages/lots/pigeons/prendre/"):
        assert as_agent.post(path).status_code == 404
    assert as_agent.post(f"{letters}999999/faux/").status_code == 302
    assert Message.objects.get().state == State.SENDING
