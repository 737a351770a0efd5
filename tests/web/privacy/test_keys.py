"""Keys at start: made once, kept from others, missed at once; and replaced while rows are read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.test.utils import isolate_apps

from maillage.web.privacy.actions import rotation
from maillage.web.privacy.actions.keys import add_key, prepare_keys
from maillage.web.privacy.fields.blind_index import BlindIndexField
from maillage.web.privacy.fields.keyring import keyring
from maillage.web.privacy.fields.sealed import SealedTextField
from maillage.web.privacy.models import Entry, KnownKey
from maillage.web.privacy.queries.keys import keys_problem
from maillage.web.privacy.rules.keyring import Key, KeyringError, read_keys, written

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

with isolate_apps("maillage.web.privacy"):

    class Letter(models.Model):
        """A row of the tests' own, unlike that of test_sealed: two tables may be there at once."""

        phone = SealedTextField(blank=True)
        phone_index = BlindIndexField(of="phone")
        note = SealedTextField(null=True, blank=True)

        class Meta:
            app_label = "privacy"

        def __str__(self) -> str:
            return str(self.pk)


@pytest.fixture
def file(settings, tmp_path: Path) -> Path:
    settings.KEYS, settings.KEYS_FILE = "", tmp_path / "keys"
    return settings.KEYS_FILE


@pytest.fixture(scope="module")
def table(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Letter)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.delete_model(Letter)


@pytest.fixture
def letters(table, db, file: Path, monkeypatch: pytest.MonkeyPatch) -> type[Letter]:
    """Sealed with the first key of a file."""
    fields = [Letter._meta.get_field("phone"), Letter._meta.get_field("note")]
    monkeypatch.setattr(rotation, "sealed_models", lambda: iter([(Letter, fields)]))
    prepare_keys(now=NOW)
    return Letter


def names_stored() -> list[str]:
    """Under which keys the rows are sealed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM privacy_letter ORDER BY id")
        return [value.split(".")[1] for (value,) in cursor.fetchall()]


def test_the_first_start_makes_a_key_that_only_its_owner_reads(db, file: Path) -> None:
    prepare_keys(now=NOW)
    first = file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    assert KnownKey.objects.get().name == keyring().present.name
    prepare_keys(now=NOW)
    assert file.read_text() == first
    assert keys_problem() == ""


def test_a_start_without_the_keys_of_the_database_is_refused_and_makes_none(db, file: Path) -> None:
    prepare_keys(now=NOW)
    file.unlink()
    with pytest.raises(KeyringError, match="There are no keys"):
        prepare_keys(now=NOW)
    assert not file.exists()
    assert "There are no keys" in keys_problem()


def test_a_start_with_other_keys_names_the_one_that_is_missing(db, file: Path) -> None:
    prepare_keys(now=NOW)
    missing = keyring().present.name
    file.write_text(written(b"w" * 32))
    with pytest.raises(KeyringError, match=missing):
        prepare_keys(now=NOW)
    assert missing in keys_problem()
    assert KnownKey.objects.count() == 1


@pytest.mark.parametrize(("content", "said"), [("", "no keys"), ("abc", "Key 1 is not"), ("\n# none\n", "no keys")])
def test_a_file_that_holds_no_keys_is_refused_and_kept(db, file: Path, content: str, said: str) -> None:
    file.write_text(content)
    with pytest.raises(KeyringError, match=said):
        prepare_keys(now=NOW)
    assert file.read_text() == content


def test_keys_that_others_may_read_are_a_problem(db, file: Path) -> None:
    prepare_keys(now=NOW)
    file.chmod(0o644)
    assert "chmod 600" in keys_problem()


def test_keys_of_the_environment_need_no_file(db, settings, file: Path) -> None:
    settings.KEYS = written(b"e" * 32)
    prepare_keys(now=NOW)
    assert not file.exists()
    assert keys_problem() == ""
    with pytest.raises(KeyringError, match="MAILLAGE_KEYS"):
        add_key(now=NOW)


def test_a_running_process_sees_a_new_key_at_once(db, file: Path) -> None:
    prepare_keys(now=NOW)
    first = keyring().present
    second = add_key(now=NOW)
    assert list(keyring()) == [second, first]
    assert list(read_keys(file.read_text())) == [second, first]


def test_keys_are_rotated_and_rows_stay_readable_and_found(letters) -> None:
    letters.objects.bulk_create([Letter(phone=f"06 {number}", note=None) for number in range(5)])
    old = keyring().present.name
    call_command("rotate_keys", verbosity=0)
    new = keyring().present.name
    assert new != old
    assert set(names_stored()) == {new}
    assert sorted(letters.objects.values_list("phone", flat=True)) == [f"06 {number}" for number in range(5)]
    assert letters.objects.get(phone_index="06 3").phone == "06 3"
    assert {letter.note for letter in letters.objects.all()} == {None}
    entry = Entry.objects.get()
    assert (entry.verb, entry.fields) == ("privacy.keys_rotated", "privacy.letter.note privacy.letter.phone")


def test_a_rotation_that_was_stopped_goes_on_where_it_was(letters, monkeypatch: pytest.MonkeyPatch) -> None:
    letters.objects.bulk_create([Letter(phone=f"06 {number}") for number in range(5)])
    monkeypatch.setattr(rotation, "BATCH", 2)
    old, new = keyring().present.name, add_key(now=NOW).name
    rotation._batch(Letter, next(rotation.sealed_models())[1])
    assert names_stored() == [new, new, old, old, old]
    call_command("rotate_keys", verbosity=0)
    assert keyring().present.name == new
    assert set(names_stored()) == {new}


def test_a_rotation_without_the_old_key_says_so_and_changes_nothing(letters, file: Path) -> None:
    letters.objects.create(phone="06 11")
    old = keyring().present.name
    file.write_text(written(b"w" * 32))
    with pytest.raises(CommandError, match=old):
        call_command("rotate_keys", verbosity=0)
    assert names_stored() == [old]
    assert list(read_keys(file.read_text())) == [Key(b"w" * 32)]
