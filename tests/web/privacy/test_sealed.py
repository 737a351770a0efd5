"""Sealed text: what was written is read, what was tampered with is not, and nothing is ever sealed twice or half."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Exists, F, OuterRef, Value
from django.db.models.functions import Upper
from django.forms import modelform_factory
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.privacy.fields.blind_index import BlindIndexField
from maillage.web.privacy.fields.sealed import SealedTextField
from maillage.web.privacy.rules.keyring import Key, Keyring, KeyringError, read_keys, written
from maillage.web.privacy.rules.sealing import SealError, blind_index, is_sealed, normal, seal, unseal

COLUMN = "privacy.card.phone"
secrets = st.binary(min_size=32, max_size=32)
nonces = st.binary(min_size=12, max_size=12)
OLD, NEW = Key(b"o" * 32), Key(b"n" * 32)

with isolate_apps("maillage.web.privacy"):

    class Card(models.Model):
        """A row of the tests' own."""

        phone = SealedTextField(blank=True, max_length=20)
        phone_index = BlindIndexField(of="phone")
        note = SealedTextField(null=True, blank=True)
        name = models.CharField(max_length=40, blank=True)

        class Meta:
            app_label = "privacy"

        def __str__(self) -> str:
            return self.name


@pytest.fixture(scope="module")
def table(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Card)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.delete_model(Card)


@pytest.fixture
def cards(table, db) -> type[Card]:
    return Card


@pytest.fixture
def keys(settings):
    def use(*ring: Key) -> None:
        settings.KEYS = "\n".join(written(key.secret) for key in ring)

    use(OLD)
    return use


def stored(column: str = "phone") -> list[str | None]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM privacy_card ORDER BY id")
        return [value for (value,) in cursor.fetchall()]


# --- Rules ----------------------------------------------------------------------------------------------------


@given(st.text(), secrets, nonces)
def test_what_is_sealed_opens_again(text: str, secret: bytes, nonce: bytes) -> None:
    key = Key(secret)
    sealed = seal(text, key, COLUMN, nonce=nonce)
    assert is_sealed(sealed)
    assert unseal(sealed, Keyring((key,)), COLUMN) == text


@given(st.text(min_size=8), secrets, nonces)
def test_a_sealed_text_does_not_hold_the_plain_one(text: str, secret: bytes, nonce: bytes) -> None:
    sealed = seal(text, Key(secret), COLUMN, nonce=nonce)
    assert text.encode() not in urlsafe_b64decode(sealed.split(".")[2])


@given(st.text(), secrets, secrets, nonces)
def test_a_wrong_key_says_so_and_returns_nothing(text: str, right: bytes, wrong: bytes, nonce: bytes) -> None:
    sealed = seal(text, Key(right), COLUMN, nonce=nonce)
    if right == wrong:
        return
    with pytest.raises(KeyringError, match=f"key {Key(right).name} is missing") as told:
        unseal(sealed, Keyring((Key(wrong),)), COLUMN)
    assert sealed not in str(told.value)
    # Even one that is given the name of the right one.
    renamed = sealed.replace(Key(right).name, Key(wrong).name)
    with pytest.raises(SealError, match="does not open"):
        unseal(renamed, Keyring((Key(wrong),)), COLUMN)


@given(st.text(), secrets, nonces)
def test_nothing_is_sealed_twice(text: str, secret: bytes, nonce: bytes) -> None:
    sealed = seal(text, Key(secret), COLUMN, nonce=nonce)
    with pytest.raises(SealError, match="sealed already"):
        seal(sealed, Key(secret), COLUMN, nonce=nonce)


@given(st.text(), nonces, st.data())
def test_a_changed_byte_is_found(text: str, nonce: bytes, data: st.DataObject) -> None:
    head, name, kept = seal(text, OLD, COLUMN, nonce=nonce).split(".")
    raw = bytearray(urlsafe_b64decode(kept))
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealError):
        unseal(f"{head}.{name}.{urlsafe_b64encode(raw).decode()}", Keyring((OLD,)), COLUMN)


@given(st.text(), st.integers(0, 200))
def test_a_cut_text_is_found(text: str, length: int) -> None:
    sealed = seal(text, OLD, COLUMN, nonce=b"n" * 12)
    if length < len(sealed):
        with pytest.raises((SealError, KeyringError)):
            unseal(sealed[:length], Keyring((OLD,)), COLUMN)


@given(st.text().filter(lambda text: not is_sealed(text)))
def test_what_is_not_sealed_is_not_returned(text: str) -> None:
    with pytest.raises(SealError, match="is not sealed"):
        unseal(text, Keyring((OLD,)), COLUMN)


def test_a_sealed_text_opens_in_its_own_column_alone() -> None:
    sealed = seal("06 12 34 56 78", OLD, COLUMN, nonce=b"n" * 12)
    with pytest.raises(SealError, match="another column"):
        unseal(sealed, Keyring((OLD,)), "privacy.card.note")


@given(st.lists(secrets, min_size=1, max_size=4, unique=True))
def test_a_ring_is_read_as_it_was_written(raw: list[bytes]) -> None:
    text = "\n".join(f"{written(secret)}  # a remark" for secret in raw)
    ring = read_keys(text)
    assert [key.secret for key in ring] == raw
    assert all(ring.get(key.name) is key for key in ring)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no keys"),
        ("# nothing but a remark", "no keys"),
        ("c2hvcnQ=", "Key 1 is not 32 bytes"),
        ("é", "Key 1 is not 32 bytes"),
        (f"{written(OLD.secret)} {written(OLD.secret)}", "twice"),
    ],
)
def test_what_are_no_keys_is_refused_without_repeating_it(text: str, said: str) -> None:
    with pytest.raises(KeyringError, match=said) as told:
        read_keys(text)
    assert not text or text not in str(told.value)


@given(st.text())
def test_texts_that_read_the_same_have_one_index(text: str) -> None:
    same = f"  {text.upper()}\t"
    assert normal(normal(text)) == normal(text)
    assert (blind_index(text, OLD, COLUMN) == blind_index(same, OLD, COLUMN)) == (normal(text) == normal(same))
    assert blind_index(text, OLD, COLUMN) != blind_index(text, OLD, "privacy.card.note")
    assert blind_index(text, OLD, COLUMN) != blind_index(text, NEW, COLUMN)


# --- In the database ------------------------------------------------------------------------------------------


def test_every_way_of_writing_seals_and_every_way_of_reading_opens(cards, keys) -> None:
    one = cards.objects.create(phone="06 11")
    cards.objects.bulk_create([Card(phone="06 22", note="à voir"), Card(phone="06 33")])
    cards.objects.filter(pk=one.pk).update(phone="06 44", phone_index="06 44", note="vu")
    card = cards.objects.get(pk=one.pk)
    card.name = "Marie"
    card.save()
    assert all(is_sealed(value) for value in stored())
    assert sorted(cards.objects.values_list("phone", flat=True)) == ["06 22", "06 33", "06 44"]
    assert cards.objects.values("note").get(pk=one.pk) == {"note": "vu"}
    assert {card.phone for card in cards.objects.only("phone")} == {"06 22", "06 33", "06 44"}
    assert {card.also for card in cards.objects.annotate(also=F("phone"))} == {"06 22", "06 33", "06 44"}


def test_bulk_update_seals(cards, keys) -> None:
    card = cards.objects.create(note="avant")
    card.note = "après"
    cards.objects.bulk_update([card], ["note"])
    assert is_sealed(stored("note")[0])
    assert cards.objects.get().note == "après"


def test_empty_stays_empty_and_none_stays_none(cards, keys) -> None:
    cards.objects.create(phone="", note=None)
    assert (stored("phone"), stored("note"), stored("phone_index")) == ([""], [None], [None])
    card = cards.objects.get()
    assert (card.phone, card.note, card.phone_index) == ("", None, None)
    assert cards.objects.filter(note__isnull=True).exists()


def test_a_text_is_found_by_its_blind_index(cards, keys) -> None:
    card = cards.objects.create(phone="Tél 06 11")
    cards.objects.create(phone="06 22")
    assert cards.objects.get(phone_index="  TÉL  06 11") == card
    assert cards.objects.filter(phone_index__in=["tél 06 11", "06 22"]).count() == 2
    assert cards.objects.get(phone_index=card.phone_index) == card
    assert not cards.objects.filter(phone_index="06 33").exists()
    card.phone = "06 44"
    card.save()
    assert not cards.objects.filter(phone_index="tél 06 11").exists()
    assert cards.objects.get(phone_index="06 44") == card


def test_rows_of_an_earlier_key_are_read_and_found(cards, keys) -> None:
    cards.objects.create(phone="06 11")
    keys(NEW, OLD)
    cards.objects.create(phone="06 22")
    assert cards.objects.get(phone_index="06 11").phone == "06 11"
    assert cards.objects.get(phone_index="06 22").phone == "06 22"
    assert [value.split(".")[1] for value in stored()] == [OLD.name, NEW.name]


def test_without_its_key_a_row_is_neither_read_nor_saved(cards, keys) -> None:
    cards.objects.create(phone="06 11")
    kept = stored()
    keys(NEW)
    with pytest.raises(KeyringError, match=OLD.name):
        cards.objects.get()
    assert stored() == kept


def test_what_was_written_around_the_model_is_not_returned(cards, keys) -> None:
    cards.objects.create(phone="06 11")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE privacy_card SET phone = '06 99'")
    with pytest.raises(SealError, match=r"privacy\.card\.phone is not sealed"):
        cards.objects.get()


def test_a_sealed_text_cannot_be_saved_as_a_text(cards, keys) -> None:
    cards.objects.create(phone="06 11")
    (kept,) = stored()
    with pytest.raises(ValidationError):
        Card(note=kept).full_clean()
    with pytest.raises(SealError, match="sealed already"), transaction.atomic():
        cards.objects.create(note=kept)


def test_a_text_that_is_too_long_is_refused_by_form_model_and_database(cards, keys) -> None:
    long = "0" * 21
    form = modelform_factory(Card, fields=["phone"])({"phone": long})
    assert "phone" in form.errors
    with pytest.raises(ValidationError):
        Card(phone=long).full_clean()
    with pytest.raises(SealError, match="has 21 characters"):
        cards.objects.create(phone=long)


def test_a_form_shows_and_saves_plain_text(cards, keys) -> None:
    card = cards.objects.create(phone="06 11")
    made = modelform_factory(Card, fields=["phone"])
    assert 'value="06 11"' in made(instance=card).as_p()
    made({"phone": "06 55"}, instance=card).save()
    assert cards.objects.get().phone == "06 55"
    assert is_sealed(stored()[0])


@pytest.mark.parametrize(
    "asked",
    [
        lambda cards: cards.filter(phone="06 11"),
        lambda cards: cards.exclude(phone=""),
        lambda cards: cards.filter(phone__contains="06"),
        lambda cards: cards.filter(phone__in=["06 11"]),
        lambda cards: cards.filter(phone__length=5),
        lambda cards: cards.order_by("phone"),
        lambda cards: cards.order_by("-phone"),
        lambda cards: cards.filter(phone_index__contains="a"),
        lambda cards: cards.filter(phone_index=F("name")),
        lambda cards: cards.filter(phone_index__in=cards.values("name")),
        lambda cards: cards.update(phone=F("name"), phone_index="x"),
        lambda cards: cards.update(note=F("phone")),
        lambda cards: cards.update(note=Upper(Value("x"))),
        lambda cards: cards.update(note=Value("x")),
        lambda cards: cards.update(phone="06 11"),
        lambda cards: cards.update(phone_index=F("name")),
        lambda cards: cards.create(note=Upper(Value("x"))),
        lambda cards: cards.bulk_update([cards.get()], ["phone"]),
    ],
)
def test_what_the_database_cannot_do_is_refused(cards, keys, asked) -> None:
    cards.objects.create(phone="06 11")
    kept = stored(), stored("note")
    with pytest.raises(FieldError), transaction.atomic():
        list(asked(cards.objects))
    assert (stored(), stored("note")) == kept


def test_what_other_columns_are_asked_still_works(cards, keys) -> None:
    cards.objects.create(phone="06 11", name="b")
    cards.objects.create(phone="06 22", name="a")
    assert [card.phone for card in cards.objects.order_by("name")] == ["06 22", "06 11"]
    same = cards.objects.filter(pk=OuterRef("pk"), note__isnull=True)
    assert cards.objects.filter(Exists(same)).count() == 2
    counted = cards.objects.annotate(times=models.Count("name")).order_by("name")
    assert [(card.phone, card.times) for card in counted] == [("06 22", 1), ("06 11", 1)]
    assert cards.objects.filter(pk__in=cards.objects.filter(name="a")).get().phone == "06 22"
    assert cards.objects.filter(name="a").union(cards.objects.filter(name="b")).count() == 2


@isolate_apps("maillage.web.privacy")
def test_a_model_that_wants_to_compare_sealed_text_does_not_start() -> None:
    class Wrong(Card):
        secret = SealedTextField(unique=True)

        class Meta:
            app_label = "privacy"

    assert any("no order and no equals" in error.msg for error in Wrong.check())


def test_one_index_of_a_text_can_be_unique(cards, keys) -> None:
    first = cards.objects.create(phone="06 11")
    assert first.phone_index is not None
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNIQUE INDEX only_one ON privacy_card (phone_index)")
    with pytest.raises(IntegrityError), transaction.atomic():
        cards.objects.create(phone=" 06  11 ")
    cards.objects.bulk_create([Card(), Card()])
