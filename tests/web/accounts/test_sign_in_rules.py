"""How long one waits, which codes are right, how long a session lasts, whose account it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.accounts.rules import paper, totp
from maillage.web.accounts.rules.abilities import ROLES, Held
from maillage.web.accounts.rules.guesses import ACCOUNT, KEPT, LIMITS, Guess, Scope, heard_again_at, network_of
from maillage.web.accounts.rules.identity import PROFILES, Known, NonsenseError, Someone, Way, someone, way_in
from maillage.web.accounts.rules.second_factor import ALWAYS, may_help, must_have
from maillage.web.accounts.rules.sessions import DEFAULT, Lifetime, device, lifetime_of, read_lifetimes

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
AGES = st.lists(st.integers(0, 3 * 24 * 60), max_size=40)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
CLAIMS = st.dictionaries(
    st.sampled_from(
        ["sub", "acr", "amr", "email", "email_verified", "siret", "given_name", "usual_name", "SubjectNameID"]
    )
    | st.text(),
    JSON | st.just("pseudonym"),
)


@given(ages=AGES, more=AGES)
def test_more_failures_never_open_a_door_earlier(ages: list[int], more: list[int]) -> None:
    few = [NOON - timedelta(minutes=age) for age in ages]
    many = few + [NOON - timedelta(minutes=age) for age in more]
    for limit in set(LIMITS.values()):
        opens, later = heard_again_at(few, limit, now=NOON), heard_again_at(many, limit, now=NOON)
        assert opens is None or (later is not None and later >= opens)


@given(ages=AGES)
def test_a_lock_opens_when_it_says(ages: list[int]) -> None:
    failures = [NOON - timedelta(minutes=age) for age in ages]
    for limit in set(LIMITS.values()):
        opens = heard_again_at(failures, limit, now=NOON)
        if opens is not None:
            assert NOON < opens <= NOON + limit.steps[-1][1]
            assert heard_again_at(failures, limit, now=opens) is None
            assert heard_again_at(failures, limit, now=opens - timedelta(seconds=1)) is not None


def test_who_guesses_for_a_day_has_forty_guesses_at_most() -> None:
    """Whoever tries again the moment that the door opens, by brute force."""
    now, end, failures = NOON, NOON + timedelta(days=1), []
    while now < end:
        opens = heard_again_at(failures, ACCOUNT, now=now)
        if opens is None:
            failures.append(now)
        else:
            now = opens
    assert len(failures) <= 40


def test_four_mistakes_cost_nothing_and_the_fifth_a_minute() -> None:
    four = [NOON - timedelta(minutes=1)] * 4
    assert heard_again_at(four, ACCOUNT, now=NOON) is None
    assert heard_again_at([*four, NOON], ACCOUNT, now=NOON) == NOON + timedelta(minutes=1)


def test_every_guess_is_counted_in_every_scope_and_nothing_is_kept_longer_than_needed() -> None:
    assert set(LIMITS) == set(product(Guess, Scope))
    assert timedelta(days=1, hours=1) == KEPT


@given(address=st.ip_addresses(v=6), host=st.integers(0, 2**64 - 1))
def test_a_subscriber_cannot_walk_through_the_addresses_of_the_own_network(address, host: int) -> None:
    neighbour = type(address)(int(address) >> 64 << 64 | host)
    if not (address.ipv4_mapped or neighbour.ipv4_mapped):
        assert network_of(str(address)) == network_of(str(neighbour))


@given(text=st.text(max_size=60))
def test_whatever_a_proxy_says_is_counted(text: str) -> None:
    assert isinstance(network_of(text), str)


MOMENTS = st.integers(0, 20 * 365 * 24 * 3600).map(lambda seconds: NOON + timedelta(seconds=seconds))
KEYS = st.binary(min_size=20, max_size=20)


def _code(key: bytes, moment: datetime) -> str:
    """As a telephone computes it: by the same standard, from another library."""
    return TOTP(key, 6, SHA1(), 30, enforce_key_length=False).generate(int(moment.timestamp())).decode()


@given(key=KEYS, now=MOMENTS, seconds=st.integers(-29, 29))
def test_a_telephone_may_be_half_a_minute_wrong(key: bytes, now: datetime, seconds: int) -> None:
    code = _code(key, now + timedelta(seconds=seconds))
    assert totp.matched_step(key, code, after=None, now=now) is not None


@given(key=KEYS, now=MOMENTS)
def test_a_code_is_right_once(key: bytes, now: datetime) -> None:
    code = _code(key, now)
    step = totp.matched_step(key, code, after=None, now=now)
    later = _code(key, now + timedelta(seconds=30))
    if later != code:
        assert totp.matched_step(key, code, after=step, now=now) is None
        assert totp.matched_step(key, code, after=step, now=now + timedelta(seconds=30)) is None


@given(key=KEYS, now=MOMENTS, minutes=st.sampled_from([-9, -4, 4, 9]))
def test_a_clock_that_is_wrong_is_told_from_a_guess(key: bytes, now: datetime, minutes: int) -> None:
    assert totp.clock_is_off(key, _code(key, now + timedelta(minutes=minutes)), now=now)


@given(code=st.text(max_size=12), now=MOMENTS)
def test_what_is_no_code_is_no_code(code: str, now: datetime) -> None:
    if not (code.isascii() and code.isdigit() and len(code) == 6):
        assert totp.matched_step(b"k" * 20, code, after=None, now=now) is None


def test_a_key_can_be_typed_and_scanned() -> None:
    key = totp.new_key()
    assert len(totp.key_bytes(key)) == 20
    assert totp.in_groups("ABCDEFGH") == "ABCD EFGH"
    address = totp.address_of(key, account="marie@exemple.fr", issuer="Ville : Poissy")
    assert address.startswith("otpauth://totp/Ville%20%20%20Poissy:marie%40exemple.fr?secret=")


def test_codes_of_a_card_are_all_different_and_easy_to_read() -> None:
    codes = paper.new_codes(paper.CARD_CODES, paper.CARD_LENGTH)
    assert len(set(codes)) == paper.CARD_CODES
    assert not set("".join(codes)) & set("01ILO")


@given(code=st.text(paper.ALPHABET, min_size=6, max_size=16))
def test_what_is_printed_can_be_typed_in_any_way(code: str) -> None:
    assert paper.typed(paper.printed(code)) == code
    assert paper.typed(f" {paper.printed(code).lower()} ") == code


@given(unused=st.sets(st.integers(1, 40)))
def test_a_card_asks_for_the_same_code_until_it_is_used(unused: set[int]) -> None:
    assert paper.next_number(unused) == (min(unused) if unused else None)


@given(roles=st.sets(st.sampled_from(list(ROLES))))
def test_the_shortest_session_of_ones_roles_counts(roles: set[str]) -> None:
    lifetimes = {"administrator": Lifetime(timedelta(minutes=30), timedelta(hours=8)), "*": DEFAULT}
    found = lifetime_of(roles, lifetimes)
    assert found == (lifetimes["administrator"] if "administrator" in roles else DEFAULT)


@pytest.mark.parametrize("text", ["administrator", "administrator=30", "agent=60/30", "agent=0/30", "a b=1/2"])
def test_a_lifetime_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text.replace("/", ".")):
        read_lifetimes(text)


@given(agent=st.text(max_size=300))
def test_a_device_is_told_in_few_words(agent: str) -> None:
    assert len(device(agent)) <= 60


def test_who_may_change_what_others_do_must_show_two_factors() -> None:
    central = {name for name, role in ROLES.items() if role.central}
    assert central == ALWAYS
    assert must_have({"agent", "dpo"}, chosen=())
    assert not must_have({"agent"}, chosen=())
    assert must_have({"agent"}, chosen={"agent"})


def test_nobody_helps_in_who_stands_above() -> None:
    manager, agent, administrator = {Held("manager", 1)}, {Held("agent", 1)}, {Held("administrator")}
    assert may_help(manager, agent)
    assert not may_help(manager, administrator)
    assert not may_help(manager, agent | administrator)
    assert not may_help(manager, {Held("agent", 2)})
    assert may_help({Held("it")}, administrator)
    assert not may_help(agent, agent)


@given(kind=st.sampled_from(list(PROFILES)), id_token=CLAIMS, userinfo=CLAIMS)
def test_whatever_a_provider_says_is_somebody_or_nonsense(kind: str, id_token: dict, userinfo: dict) -> None:
    try:
        found = someone(PROFILES[kind], id_token, userinfo)
    except NonsenseError:
        return
    assert found.subject == id_token["sub"] == userinfo["sub"]
    assert "\x00" not in found.name + found.email
    assert found.email == "" or kind == "proconnect"
    assert len(found.name) <= 120


NUMBERS = st.none() | st.integers(1, 3)


@given(
    kind=st.sampled_from(list(PROFILES)),
    linked=NUMBERS,
    asking=NUMBERS,
    invitation=NUMBERS,
    taken=st.booleans(),
)
def test_an_account_is_never_linked_by_surprise(kind: str, linked, asking, invitation, taken: bool) -> None:
    known = Known(linked=linked, asking=asking, invitation=invitation, taken=taken)
    way = way_in(PROFILES[kind], Someone("s", email="a@b.fr"), known)
    if way == Way.LINK:
        assert asking is not None
        assert linked in (None, asking)
    if way == Way.ACCEPT:
        assert kind == "proconnect"
        assert invitation is not None
        assert not taken
    if way == Way.ENTER:
        assert linked is not None
    if way == Way.OPEN:
        assert kind == "franceconnect"


def test_an_invitation_holds_for_the_organisation_that_invited() -> None:
    who = Someone("s", email="marie@exemple.fr", siret="21780586200016")
    proconnect = PROFILES["proconnect"]
    assert way_in(proconnect, who, Known(invitation=1, siren="217805862")) == Way.ACCEPT
    assert way_in(proconnect, who, Known(invitation=1, siren="217804988")) == Way.ELSEWHERE
    assert way_in(proconnect, who, Known(invitation=1)) == Way.ACCEPT
    assert way_in(proconnect, who, Known(invitation=1, taken=True)) == Way.UNKNOWN
