"""Rules of messages: hours, retries, weights, addresses, reports; held against slow ways to say the same."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, timezone
from email.message import EmailMessage
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from maillage.engine.territory.public_holidays import public_holidays
from maillage.web.messages.rules.bounces import Bounce, read_bounce
from maillage.web.messages.rules.channels import USUAL_ORDER, Channel, choose
from maillage.web.messages.rules.masking import masked_email, masked_name, masked_phone
from maillage.web.messages.rules.message_id import message_id
from maillage.web.messages.rules.phone import normal_phone, readable_phone, takes_sms
from maillage.web.messages.rules.quiet_hours import next_allowed
from maillage.web.messages.rules.recipient import Recipient
from maillage.web.messages.rules.retries import WAITS, wait_after
from maillage.web.messages.rules.sms_text import ALPHABET, EXTENDED, plain, segments
from maillage.web.messages.rules.states import ENDED, ON_ITS_WAY, Act, State, possible

PARIS = ZoneInfo("Europe/Paris")
allowed_in_paris = partial(next_allowed, zone=PARIS)
moments = st.integers(1_704_000_000, 1_956_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
channels = st.sampled_from(list(Channel))


def rings(moment: datetime) -> bool:
    """Said the other way round: by the wall clock of one moment."""
    wall = moment.astimezone(PARIS)
    day = wall.date()
    return day.isoweekday() <= 6 and day not in public_holidays(day.year) and time(8) <= wall.time() < time(20)


@given(moments)
def test_an_sms_leaves_at_the_first_moment_at_which_it_may(moment: datetime) -> None:
    found = allowed_in_paris(Channel.SMS, moment)
    assert found >= moment
    assert rings(found)
    step = moment
    while step < found:
        assert not rings(step)
        step = min(step + timedelta(minutes=20), found)


@given(moments, moments)
def test_who_waits_earlier_leaves_no_later(one: datetime, other: datetime) -> None:
    early, late = sorted([one, other])
    assert allowed_in_paris(Channel.SMS, early) <= allowed_in_paris(Channel.SMS, late)


@given(moments, channels)
def test_urgent_messages_and_what_does_not_ring_leave_at_once(moment: datetime, channel: Channel) -> None:
    assert allowed_in_paris(channel, moment, urgent=True) == moment
    assert allowed_in_paris(str(channel), moment) == allowed_in_paris(channel, moment)
    assert channel is Channel.SMS or allowed_in_paris(channel, moment) == moment


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        # The clocks change in the night before; it is 8:00 by the new ones. 29 March and 25 October 2026 are Sundays.
        (datetime(2026, 3, 28, 21, 0, tzinfo=PARIS), datetime(2026, 3, 30, 6, 0, tzinfo=UTC)),
        (datetime(2026, 10, 24, 21, 0, tzinfo=PARIS), datetime(2026, 10, 26, 7, 0, tzinfo=UTC)),
        # Friday 1 May, a holiday; 13 July in the evening, then 14 July.
        (datetime(2026, 5, 1, 10, 0, tzinfo=PARIS), datetime(2026, 5, 2, 6, 0, tzinfo=UTC)),
        (datetime(2026, 7, 13, 20, 0, tzinfo=PARIS), datetime(2026, 7, 15, 6, 0, tzinfo=UTC)),
        (datetime(2026, 7, 13, 19, 59, tzinfo=PARIS), datetime(2026, 7, 13, 17, 59, tzinfo=UTC)),
    ],
)
def test_nights_sundays_and_holidays(moment: datetime, allowed: datetime) -> None:
    assert allowed_in_paris(Channel.SMS, moment) == allowed


def test_another_zone_has_its_own_morning() -> None:
    reunion = timezone(timedelta(hours=4))
    assert next_allowed(Channel.SMS, datetime(2026, 3, 2, 4, 0, tzinfo=UTC), zone=reunion).hour == 4


@given(st.sets(channels), st.none() | channels, st.sets(channels), st.booleans())
def test_everybody_has_a_channel(
    able: set[Channel], wish: Channel | None, refused: set[Channel], has_address: bool
) -> None:
    found = choose(able, wish=wish, refused=refused, has_address=has_address)
    assert found is Channel.LETTER or found in able - refused
    if wish in able - refused:
        assert found is wish
    elif able - refused - {Channel.LETTER}:
        better = USUAL_ORDER[: USUAL_ORDER.index(found)]
        assert not [each for each in better if each in able - refused and (has_address or each is not Channel.LETTER)]


@pytest.mark.parametrize(
    ("written", "normal", "mobile"),
    [
        ("06 12 34 56 78", "+33612345678", True),
        ("06.12.34.56.78", "+33612345678", True),
        ("+33 (0)6 12 34 56 78", "+33612345678", True),
        ("0033 1 30 87 20 00", "+33130872000", False),
        ("0692 12 34 56", "+262692123456", True),
        ("0262 12 34 56", "+262262123456", False),
        ("+41 79 123 45 67", "+41791234567", True),
        ("", "", False),
    ],
)
def test_a_number_has_one_spelling(written: str, normal: str, mobile: bool) -> None:
    assert normal_phone(written) == normal
    assert takes_sms(normal) is mobile
    assert normal_phone(readable_phone(normal)) == normal


@pytest.mark.parametrize("written", ["06 12", "téléphone", "+0612345678", "0612345678901", "06123456７8"])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="ten digits"):
        normal_phone(written)


@given(st.text(st.sampled_from(sorted(ALPHABET | EXTENDED)), max_size=500))
def test_the_short_alphabet_weighs_seven_bits(text: str) -> None:
    septets = sum(2 if character in EXTENDED else 1 for character in text)
    assert segments(text) == 1 if septets <= 160 else segments(text) >= -(-septets // 153)
    assert segments(text) <= -(-septets // 152) or septets <= 160


@given(st.text(max_size=300))
def test_any_other_weighs_sixteen(text: str) -> None:
    assume(set(text) - ALPHABET - EXTENDED)
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    assert segments(text) == 1 if units <= 70 else -(-units // 67) <= segments(text) <= -(-units // 66)


@given(st.text())
def test_plain_text_never_weighs_more_and_stays_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    # Dots for an ellipsis and spaces are all that may grow.
    assert len(plain(text)) <= len(text) + 2 * text.count("…")


def test_french_typography_costs_no_second_sms() -> None:
    text = "Bonjour, c’est noté : « rendez-vous » à l’été… " * 3
    assert segments(text) > segments(plain(text)) == 1


def test_attempts_are_spread_over_a_day_and_end() -> None:
    assert list(WAITS) == sorted(WAITS)
    assert timedelta(hours=12) < sum(WAITS, timedelta()) < timedelta(days=1)
    assert [wait_after(number) for number in range(1, len(WAITS) + 2)] == [*WAITS, None]


def test_nothing_that_was_sent_or_may_have_been_is_sent_again() -> None:
    assert Act.RESEND not in {act for state in (State.SENT, *ON_ITS_WAY) for act in possible(state)}
    assert {state for state in State if Act.RESEND in possible(state)} <= set(ENDED)


@given(st.emails())
def test_a_mask_shows_the_domain_and_one_letter(email: str) -> None:
    local, _at, domain = email.rpartition("@")
    assert masked_email(email) == f"{local[0]}…@{domain}"


def test_masks_of_what_is_short_or_empty_show_nothing() -> None:
    assert (masked_email(""), masked_email("nothing")) == ("…", "…")
    assert (masked_phone(""), masked_phone("+336")) == ("…", "…")
    assert masked_name("Marie  Dupont-Martin ") == "M. D."


@given(st.text(), st.text())
def test_a_message_id_is_the_key_s_own_and_says_nothing_of_it(one: str, other: str) -> None:
    found = message_id(one, "exemple.fr")
    assert re.fullmatch(r"<[0-9a-f]{40}@exemple\.fr>", found)
    assert (found == message_id(other, "exemple.fr")) is (one == other)


def test_a_recipient_has_a_name_and_a_language() -> None:
    with pytest.raises(ValueError, match="name"):
        Recipient(" ")
    with pytest.raises(ValueError, match="one of fr, en"):
        Recipient("Marie", "de")


def report(*, action: str = "failed", status: str = "5.1.1", whole: bool = True) -> EmailMessage:
    """As a server writes it (RFC 3464)."""
    original = EmailMessage()
    original["Message-ID"] = "<abc@exemple.fr>"
    original.set_content("Bonjour")
    told = EmailMessage()
    told["Content-Type"] = 'multipart/report; report-type=delivery-status; boundary="cut"'
    status_part = (
        f"Reporting-MTA: dns; mx.exemple.fr\n\nFinal-Recipient: rfc822; marie@exemple.fr\n"
        f"Action: {action}\nStatus: {status}\n"
    )
    last = (
        f"Content-Type: message/rfc822\n\n{original.as_string()}"
        if whole
        else "Content-Type: text/rfc822-headers\n\nMessage-ID: <abc@exemple.fr>\n"
    )
    parts = [
        "Content-Type: text/plain\n\nIt did not arrive.",
        f"Content-Type: message/delivery-status\n\n{status_part}",
    ]
    told.set_payload("".join(f"\n--cut\n{part}\n" for part in [*parts, last]) + "\n--cut--\n")
    return told


@pytest.mark.parametrize("whole", [True, False])
def test_a_report_names_the_message_and_the_address(whole: bool) -> None:
    assert read_bounce(report(whole=whole).as_bytes()) == Bounce("<abc@exemple.fr>", "marie@exemple.fr", "5.1.1")


def test_a_delay_is_no_failure_and_a_full_mailbox_no_dead_address() -> None:
    assert read_bounce(report(action="delayed", status="4.4.1").as_bytes()) is None
    assert not Bounce("", "a@b.fr", "5.2.2").is_dead
    assert Bounce("", "a@b.fr", "5.1.1").is_dead


@given(st.binary(max_size=2_000))
def test_any_other_mail_is_no_report(mail: bytes) -> None:
    assert read_bounce(mail) is None


@given(st.integers(min_value=0, max_value=700))
def test_a_report_that_was_cut_is_read_or_left_and_never_breaks(length: int) -> None:
    read = read_bounce(report().as_bytes()[:length])
    assert read is None or read.address == "marie@exemple.fr"
