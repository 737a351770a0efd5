"""The file itself: a zip whose last member lists the others. What it does not list is not looked at."""

from __future__ import annotations

import os
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import IO

from maillage.web.disk import sync_folder

from . import manifest as rules
from .manifest import BackupError, Manifest, Member

CHUNK = 1 << 20
# Members beyond any platform's: refused before memory is spent on a list of them.
MEMBERS_AT_MOST = 1_000_000
BROKEN = "Take another copy: this one was cut short or changed."


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that is there whole, and on the disk, or not at all; never in the place of another. For its owner only.

    Raises BackupError.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        handle = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.link(aside, path)
        sync_folder(path.parent)
    except FileExistsError:
        raise BackupError(f"{path} is there already.", hint="Choose another name: nothing is overwritten.") from None
    except OSError as error:
        raise BackupError(f"{path} cannot be written ({error.strerror or error}).", hint="Nothing was kept.") from error
    finally:
        aside.unlink(missing_ok=True)


def write(file: IO[bytes], told: Manifest, contents: Iterable[tuple[str, Path]]) -> Manifest:
    """``contents``: (name, file), read one after the other. A file that went away meanwhile is left out."""
    members: dict[str, Member] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in contents:
            try:
                source = path.open("rb")
            except FileNotFoundError:
                continue
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            with source, archive.open(info, "w", force_zip64=True) as member:
                members[name] = _copy(source, member)
        full = replace(told, members=members)
        archive.writestr(rules.NAME, rules.written(full))
    return full


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """An archive and what it says of itself. Raises BackupError if it is none, or if it says what it does not hold."""
    try:
        with zipfile.ZipFile(path) as archive:
            told = rules.read(_read_manifest(archive))
            _check_members(archive, told)
            yield archive, told
    except FileNotFoundError:
        raise BackupError(f"{path} is not there.", hint="Give the path of a file of `maillage backup`.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise BackupError(f"{path} is not a whole backup ({error}).", hint=BROKEN) from error


def extract(archive: zipfile.ZipFile, told: Manifest, folder: Path) -> None:
    """Every member into ``folder``, which is empty, each held against its size and checksum while it is written."""
    _check_room(told, folder)
    for name, expected in told.members.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as source, target.open("xb") as file:
            found = _copy(source, file, at_most=expected.bytes)
            file.flush()
            os.fsync(file.fileno())
        if found != expected:
            raise BackupError(f"In the backup, {name} is not what the list says.", hint=BROKEN)
    for each in {folder, *(path for path in folder.rglob("*") if path.is_dir())}:
        sync_folder(each)


def _read_manifest(archive: zipfile.ZipFile) -> bytes:
    if len(archive.infolist()) > MEMBERS_AT_MOST:
        raise BackupError("This archive has more files than any backup.", hint="Do not use it.")
    try:
        with archive.open(rules.NAME) as member:
            text = member.read(rules.BYTES_AT_MOST + 1)
    except KeyError:
        raise BackupError("This archive is no backup of maillage: it has no list of contents.") from None
    if len(text) > rules.BYTES_AT_MOST:
        raise BackupError("The list of contents of this backup is far too long.", hint="Do not use it.")
    return text


def _check_members(archive: zipfile.ZipFile, told: Manifest) -> None:
    """Every name once, and of the size that the list says: a bomb is seen before it is unpacked."""
    names = [each.filename for each in archive.infolist()]
    if len(names) != len(set(names)) or set(names) != {rules.NAME, *told.members}:
        raise BackupError("The backup does not hold the files that its list names.", hint=BROKEN)
    for each in archive.infolist():
        if each.filename != rules.NAME and each.file_size != told.members[each.filename].bytes:
            raise BackupError(f"In the backup, {each.filename} has not the size that the list says.", hint=BROKEN)


def _check_room(told: Manifest, folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if told.bytes > free:
        raise BackupError(
            f"Unpacked, the backup needs {told.bytes / 1e6:,.0f} MB; {folder.parent} has {free / 1e6:,.0f} MB left.",
            hint="Free some room first. Nothing was changed.",
        )


def _copy(source: IO[bytes], target: IO[bytes], *, at_most: int | None = None) -> Member:
    digest, size = sha256(), 0
    while chunk := source.read(CHUNK):
        size += len(chunk)
        if at_most is not None and size > at_most:
            break
        digest.update(chunk)
        target.write(chunk)
    return Member(size, digest.hexdigest())
