"""The chain: whatever is done to the rows, it is found, and the first broken row is the right one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import assume, given
from hypothesis import strategies as st

from maillage.web.privacy.rules.chain import FIRST, Digest, Head, Row, is_genuine, signed, signed_bytes
from maillage.web.privacy.rules.verification import Fault, Verdict, verify

KEYS = {"k1": b"1" * 32, "k2": b"2" * 32}
MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


# Few and simple, so that hypothesis spends its time on what is done to them: one number makes the content of a row.
def content_of(seed: int) -> dict:
    verb = "accounts.invited" if seed % 2 else "privacy.journal_read"
    return {
        "at": MOMENT + timedelta(seconds=seed),
        "verb": verb,
        "by": seed % 3 or None,
        "subject": f"accounts.user {seed}",
        "about": f"accounts.user {seed % 7}" if seed % 5 else "",
        "fields": ("email", "phone")[: seed % 3],
        "why": "à sa demande" * (seed % 2),
        "key": f"k{seed % 2 + 1}",
    }


contents = st.integers(0, 999).map(content_of)
CONTENT = sorted(content_of(0))
texts = st.text(max_size=20)
rich = st.builds(
    Row,
    number=st.integers(1, 3),
    at=st.datetimes(timezones=st.just(UTC)),
    verb=texts,
    by=st.none() | st.integers(1, 3),
    subject=texts,
    about=texts,
    fields=st.lists(texts, max_size=3).map(tuple),
    why=texts,
    key=st.sampled_from(sorted(KEYS)),
    previous=texts,
)


def chained(written: list[dict]) -> list[Row]:
    rows: list[Row] = []
    for each in written:
        previous = rows[-1].signature if rows else FIRST
        rows.append(signed(Row(number=len(rows) + 1, previous=previous, **each), KEYS[each["key"]]))
    return rows


def ended(rows: list[Row]) -> Head:
    return signed(Head(rows[-1].number, rows[-1].signature, "k2"), KEYS["k2"])


def kept(row: Row) -> Digest:
    return signed(Digest("2026-03-02", row.number, row.signature, "k1"), KEYS["k1"])


def renumbered(rows: list[Row]) -> list[Row]:
    return [replace(row, number=number) for number, row in enumerate(rows, 1)]


def content(row: Row) -> dict:
    return {name: getattr(row, name) for name in CONTENT}


chains = st.lists(contents, min_size=1, max_size=9).map(chained)
places = st.integers(0, 8)


@given(chains, st.data())
def test_what_was_written_is_sound(rows: list[Row], data: st.DataObject) -> None:
    digests = [kept(row) for row in data.draw(st.lists(st.sampled_from(rows)))]
    assert verify(rows, ended(rows), digests, KEYS) == Verdict(len(rows))


def test_an_empty_journal_is_sound() -> None:
    assert verify([], None, [], KEYS) == Verdict(0)


@given(chains, st.lists(contents, max_size=3))
def test_rows_that_are_added_while_it_is_verified_are_no_fault(rows: list[Row], more: list[dict]) -> None:
    longer = chained([*map(content, rows), *more])
    assert longer[: len(rows)] == rows
    assert verify(longer, ended(rows), [], KEYS).sound


@given(chains, places, contents, st.data())
def test_a_changed_row_is_found(rows: list[Row], place: int, other: dict, data: st.DataObject) -> None:
    place %= len(rows)
    other |= {"previous": "a" * 64, "signature": "b" * 64}
    name = data.draw(st.sampled_from(sorted(other)))
    changed = replace(rows[place], **{name: other[name]})
    assume(changed != rows[place])
    found = verify([*rows[:place], changed, *rows[place + 1 :]], ended(rows), [], KEYS)
    assert found == Verdict(place, place + 1, Fault.CHANGED)


@given(chains, places)
def test_a_row_changed_and_signed_with_another_key_is_found(rows: list[Row], place: int) -> None:
    place %= len(rows)
    changed = signed(replace(rows[place], why="autre chose que tout"), b"3" * 32)
    found = verify([*rows[:place], changed, *rows[place + 1 :]], ended(rows), [], KEYS)
    assert found == Verdict(place, place + 1, Fault.CHANGED)


@given(chains, places, st.integers(1, 3), st.booleans())
def test_removed_rows_are_found(rows: list[Row], place: int, count: int, close_the_gap: bool) -> None:
    place %= len(rows)
    left = [*rows[:place], *rows[place + count :]]
    cut = len(rows) <= place + count
    found = verify(renumbered(left) if close_the_gap else left, ended(rows), [], KEYS)
    assert found == Verdict(place, place + 1, Fault.CUT if cut else Fault.REMOVED)


@given(chains, places, contents, st.booleans())
def test_an_inserted_row_is_found(rows: list[Row], place: int, other: dict, linked: bool) -> None:
    place %= len(rows)
    previous = rows[place - 1].signature if linked and place else FIRST
    forged = signed(Row(number=0, previous=previous, **other), b"3" * 32)
    found = verify(renumbered([*rows[:place], forged, *rows[place:]]), ended(rows), [], KEYS)
    assert found == Verdict(place, place + 1, Fault.INSERTED)


@given(chains, contents)
def test_a_row_added_past_the_end_is_found(rows: list[Row], other: dict) -> None:
    forged = signed(Row(number=len(rows) + 1, previous=rows[-1].signature, **other), b"3" * 32)
    found = verify([*rows, forged], ended(rows), [], KEYS)
    assert found == Verdict(len(rows), len(rows) + 1, Fault.INSERTED)


@given(chains, st.randoms(use_true_random=False))
def test_reordered_rows_are_found(rows: list[Row], chance) -> None:
    order = list(range(len(rows)))
    chance.shuffle(order)
    assume(order != sorted(order))
    first = next(place for place, was in enumerate(order) if place != was)
    found = verify(renumbered([rows[was] for was in order]), ended(rows), [], KEYS)
    assert found == Verdict(first, first + 1, Fault.MOVED)


@given(chains, places)
def test_a_row_moved_past_the_end_is_found(rows: list[Row], place: int) -> None:
    place %= len(rows)
    moved = [*rows[:place], *rows[place + 1 :], replace(rows[place], number=len(rows) + 5)]
    assert verify(moved, ended(rows), [], KEYS) == Verdict(place, place + 1, Fault.MOVED)


@given(chains, places, st.booleans())
def test_a_cut_tail_is_found_by_the_head_and_by_a_digest(rows: list[Row], place: int, by_digest: bool) -> None:
    place %= len(rows)
    shorter = rows[:place]
    # An earlier state of the whole database is in itself sound: a digest kept elsewhere is what finds it.
    earlier = ended(shorter) if shorter else None
    assert verify(shorter, earlier, [], KEYS).sound
    found = verify(shorter, earlier, [kept(rows[-1])], KEYS) if by_digest else verify(shorter, ended(rows), [], KEYS)
    assert found == Verdict(place, place + 1, Fault.CUT)


@given(chains, places)
def test_a_history_written_anew_with_the_key_is_found_by_a_digest(rows: list[Row], place: int) -> None:
    place %= len(rows)
    others = [*map(content, rows)]
    others[place]["why"] = "une autre histoire que celle-là"
    anew = chained(others)
    assert verify(anew, ended(anew), [], KEYS).sound
    assert verify(anew, ended(anew), [kept(rows[-1])], KEYS).fault == Fault.REWRITTEN


@given(chains, st.sampled_from(["number", "last", "key", "signature"]))
def test_a_changed_head_or_digest_is_found(rows: list[Row], name: str) -> None:
    other = {"number": 99, "last": "c" * 64, "key": "k3", "signature": "d" * 64}[name]
    assert verify(rows, replace(ended(rows), **{name: other}), [], KEYS).fault == Fault.WITNESS
    assert verify(rows, ended(rows), [replace(kept(rows[0]), **{name: other})], KEYS).fault == Fault.WITNESS


@given(chains)
def test_a_missing_head_is_found(rows: list[Row]) -> None:
    assert verify(rows, None, [], KEYS) == Verdict(len(rows), len(rows), Fault.NO_END)


@given(chains)
def test_no_signature_of_one_kind_is_one_of_another(rows: list[Row]) -> None:
    head = ended(rows)
    digest = Digest("2026-03-02", head.number, head.last, head.key, head.signature)
    assert not is_genuine(digest, KEYS)


@given(rich, rich)
def test_two_rows_have_the_same_bytes_only_if_they_are_the_same(one: Row, two: Row) -> None:
    assert (signed_bytes(one) == signed_bytes(two)) == (one == two)


@given(rich, texts, texts)
def test_text_cannot_pass_from_one_field_to_the_next(row: Row, some: str, more: str) -> None:
    one, two = replace(row, subject=some + more, about=""), replace(row, subject=some, about=more)
    assert (signed_bytes(one) == signed_bytes(two)) == (not more)


@given(chains, st.integers(-12, 12))
def test_a_row_reads_the_same_in_every_time_zone(rows: list[Row], hours: int) -> None:
    elsewhere = timezone(timedelta(hours=hours))
    assert verify([replace(row, at=row.at.astimezone(elsewhere)) for row in rows], ended(rows), [], KEYS).sound


def test_the_bytes_are_those_that_are_documented() -> None:
    row = Row(1, MOMENT, "accounts.invited", None, "accounts.user 12", "", ("email",), "à sa demande", "k1", FIRST)
    assert signed_bytes(row) == (
        b'["maillage journal 1","k1",1,"2026-03-02T09:30:00.000000+00:00","accounts.invited",null,'
        b'"accounts.user 12","",["email"],"\\u00e0 sa demande","' + b"0" * 64 + b'"]'
    )
