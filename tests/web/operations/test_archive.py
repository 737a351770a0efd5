"""A backup may come from anywhere: whatever its list says, nothing is written outside its folder, nor without end."""

from __future__ import annotations

import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.operations.backup import archive, contents, manifest
from maillage.web.operations.backup.manifest import BackupError, Manifest, Member

TOLD = Manifest("2026-03-02T09:30:00+00:00", "0.1.0", "sqlite", ("accounts.0001_initial",), ("k1",), {})


def member(content: bytes) -> Member:
    return Member(len(content), sha256(content).hexdigest())


def made(path: Path, files: dict[str, bytes], told: dict[str, Member] | None = None) -> Path:
    """An archive of ``files`` that says of itself what ``told`` says."""
    members = {name: member(content) for name, content in files.items()} if told is None else told
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files.items():
            written.writestr(name, content)
        full = Manifest(TOLD.made_at, TOLD.maillage, TOLD.database, TOLD.migrations, TOLD.keys, members)
        written.writestr(manifest.NAME, manifest.written(full))
    return path


def unpack(path: Path, folder: Path) -> None:
    folder.mkdir()
    with archive.opened(path) as (members, told):
        archive.extract(members, told, folder)


DATABASE = {"database.sqlite3": b"rows"}


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    (tmp_path / "rows").write_bytes(b"rows" * 1000)
    with archive.new_file(tmp_path / "saved.zip") as file:
        full = archive.write(file, TOLD, [("database.sqlite3", tmp_path / "rows"), ("data/gone", tmp_path / "gone")])
    assert list(full.members) == ["database.sqlite3"]
    unpack(tmp_path / "saved.zip", tmp_path / "out")
    assert (tmp_path / "out" / "database.sqlite3").read_bytes() == b"rows" * 1000
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


@pytest.mark.parametrize(
    "name",
    [
        "../keys",
        "data/../../keys",
        "/etc/passwd",
        "data//x",
        "data/.hidden",
        "keys",
        "data/a\\b",
        "data/",
        "C:/x",
        "data/x\n",
    ],
)
def test_a_name_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    with pytest.raises(BackupError):
        unpack(made(tmp_path / "bad.zip", DATABASE | {name: b"x"}), tmp_path / "deep")
    assert list((tmp_path / "deep").iterdir()) == []


def test_a_link_is_unpacked_as_a_file(tmp_path: Path) -> None:
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w") as written:
        link = zipfile.ZipInfo("data/link")
        link.external_attr = 0o120777 << 16
        written.writestr(link, b"/etc/passwd")
        written.writestr("database.sqlite3", b"rows")
        told = {"data/link": member(b"/etc/passwd"), "database.sqlite3": member(b"rows")}
        written.writestr(manifest.NAME, manifest.written(Manifest("x", "x", "sqlite", (), (), told)))
    unpack(path, tmp_path / "out")
    assert not (tmp_path / "out" / "data" / "link").is_symlink()


def test_a_bomb_is_seen_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = bytes(50_000_000)
    told = {"database.sqlite3": member(b"rows"), "data/x": Member(10, "0" * 64)}
    with pytest.raises(BackupError, match="size"):
        unpack(made(tmp_path / "bomb.zip", DATABASE | {"data/x": bomb}, told), tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"database.sqlite3": b"rows"}, {"database.sqlite3": member(b"rowz")}),
        ({"database.sqlite3": b"rows"}, {"database.sqlite3": member(b"rows"), "data/x": member(b"")}),
        ({"database.sqlite3": b"rows", "data/x": b""}, {"database.sqlite3": member(b"rows")}),
        ({"data/x": b""}, {"data/x": member(b"")}),
    ],
)
def test_what_is_not_what_the_list_says_is_refused(tmp_path: Path, files: dict, told: dict) -> None:
    with pytest.raises(BackupError):
        unpack(made(tmp_path / "bad.zip", files, told), tmp_path / "out")


def test_a_file_twice_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "bad.zip", DATABASE)
    with zipfile.ZipFile(path, "a") as again, pytest.warns(UserWarning, match="Duplicate"):
        again.writestr("database.sqlite3", b"other")
    with pytest.raises(BackupError):
        unpack(path, tmp_path / "out")


NAMES = ("format", "members", "database", "keys", "migrations", "made_at", "maillage", "bytes", "sha256")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=9),
)


@given(st.binary(max_size=200) | VALUES.map(lambda value: json.dumps(value).encode()))
def test_any_list_is_read_or_refused_with_a_sentence(text: bytes) -> None:
    with pytest.raises(BackupError, match=r"."):
        manifest.read(text)


@given(st.integers(min_value=0), st.binary(min_size=1, max_size=8))
def test_a_changed_byte_is_found(tmp_path_factory: pytest.TempPathFactory, place: int, change: bytes) -> None:
    """Anywhere in the archive: what comes out is what went in, or it is refused."""
    folder = tmp_path_factory.mktemp("changed")
    whole = bytearray(made(folder / "good.zip", DATABASE | {"data/files/logo": b"drawn" * 50}).read_bytes())
    start = place % len(whole)
    whole[start : start + len(change)] = change
    (folder / "bad.zip").write_bytes(whole)
    try:
        unpack(folder / "bad.zip", folder / "out")
    except BackupError:
        return
    assert (folder / "out" / "database.sqlite3").read_bytes() == b"rows"
    assert (folder / "out" / "data" / "files" / "logo").read_bytes() == b"drawn" * 50


def test_nothing_is_overwritten_and_nothing_half_written_stays(tmp_path: Path) -> None:
    target = tmp_path / "saved.zip"

    def full() -> None:
        with archive.new_file(target) as file:
            file.write(b"half")
            raise OSError(28, "No space left on device")

    with pytest.raises(BackupError, match="cannot be written"):
        full()
    assert list(tmp_path.iterdir()) == []
    target.write_bytes(b"there")
    with pytest.raises(BackupError, match="is there already"), archive.new_file(target) as file:
        file.write(b"x")
    assert target.read_bytes() == b"there"


def test_keys_links_and_what_is_made_again_stay_out(tmp_path: Path) -> None:
    for name in ("files/a.svg", "keys", "secret.key", "static/x.css", "roads/r", ".in-use", "before-2026/x",
                 "maillage.sqlite3", "maillage.sqlite3-wal", "outbox/mail/1.eml", "files/.part"):  # fmt: skip
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_bytes(b"x")
    (tmp_path / "files" / "link").symlink_to(tmp_path / "keys")
    assert [name for name, _ in contents.files(tmp_path)] == ["data/files/a.svg", "data/outbox/mail/1.eml"]
    assert contents.replaced(tmp_path) == ["files", "maillage.sqlite3", "maillage.sqlite3-wal", "outbox"]


@pytest.mark.parametrize("content", [b"", b"text"])
def test_no_zip_at_all(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(BackupError, match="whole backup"), archive.opened(tmp_path / "x"):
        pass
