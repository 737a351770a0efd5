"""Files that their publishers put into a zip archive."""

from __future__ import annotations

import fnmatch
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from ..errors import SourceError
from .head import WORKBOOKS


@contextmanager
def unpacked(path: Path, *patterns: str) -> Iterator[Path]:
    """``path`` itself, or, of a zip archive, its one member whose name matches a pattern, while it is needed.

    The patterns are tried in order, without regard to case. Raises SourceError where no member or several
    match, and where the archive is damaged.
    """
    # A workbook is an archive too, but one that is read as it is.
    if path.suffix.lower() in WORKBOOKS or not zipfile.is_zipfile(path):
        yield path
        return
    with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
        member = _member(archive, path.name, patterns)
        # Only the last part of the name: a member must not choose where it is written.
        target = Path(folder, PurePosixPath(member).name)
        try:
            with archive.open(member) as packed, target.open("wb") as plain:
                shutil.copyfileobj(packed, plain, 1 << 20)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise SourceError(
                "The archive is damaged.", file=path.name, found=str(error), hint="Download it again."
            ) from error
        yield target


def _member(archive: zipfile.ZipFile, file: str, patterns: tuple[str, ...]) -> str:
    names = [each for each in archive.namelist() if not each.endswith("/")]
    for pattern in patterns:
        found = [each for each in names if fnmatch.fnmatch(PurePosixPath(each).name.lower(), pattern.lower())]
        if len(found) == 1:
            return found[0]
        if found:
            raise SourceError(
                "The archive holds several files of this form.",
                file=file,
                found=", ".join(found[:5]),
                expected=f"one file {pattern}",
                hint="Take the one you mean out of the archive and give it by itself.",
            )
    raise SourceError(
        "The archive does not hold the published file.",
        file=file,
        found=", ".join(names[:5]),
        expected=" or ".join(patterns),
    )
