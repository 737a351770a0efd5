"""Bring an official file from its published address, whole or not at all.

A download that breaks goes on where it stopped, if the server proves that it still holds the same
file (RFC 9110: ``Range`` with ``If-Range``); if it holds another one, it starts again from nothing.
The file appears under its name only when it is complete, with a record of where it came from and of
its SHA-256 beside it (``<name>.fetched.json``).
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

import httpx

from . import __version__
from .engine.errors import MaillageError
from .engine.sources.source import Source

Progress = Callable[[int, int | None], None]
"""Called with the bytes that are here and the bytes of the whole file (None if the server does not say)."""

PASSING_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})


class FetchError(MaillageError):
    """A file could not be brought from its published address; nothing half-done stands under its name."""


@dataclass(frozen=True)
class Limits:
    """What a download may cost. ``failures``: how many in a row without a new byte before giving up."""

    size_bytes: int = 4 * 1024**3
    failures: int = 5
    first_pause_s: float = 1.0
    longest_pause_s: float = 30.0
    connect_timeout_s: float = 15.0
    read_timeout_s: float = 60.0


@dataclass(frozen=True)
class Receipt:
    """What stands beside a fetched file. ``validator``: the server's own mark of this version, or ""."""

    url: str
    sha256: str
    size_bytes: int
    validator: str = ""


class _PassingError(Exception):
    """Worth another try. ``pause_s``: how long the server asked us to wait."""

    def __init__(self, what: str, *, pause_s: float = 0.0) -> None:
        self.what, self.pause_s = what, pause_s
        super().__init__(what)


def fetch(source: Source, folder: Path, *, progress: Progress | None = None) -> tuple[Path, ...]:
    """Bring all the files of ``source`` into ``folder``; returns where they are.

    Raises :class:`FetchError`, also where the publisher gives no address that can be relied on.
    """
    if not source.downloads:
        raise FetchError(
            f"{source.title} ({source.name}) has no stable address.",
            hint=f"Download it by hand from {source.page} and import it.",
        )
    targets = tuple(folder / _file_name(url, source) for url in source.downloads)
    for url, target in zip(source.downloads, targets, strict=True):
        download(url, target, progress=progress)
    return targets


def download(
    url: str,
    target: Path,
    *,
    sha256: str = "",
    progress: Progress | None = None,
    limits: Limits | None = None,
    pause: Callable[[float], object] = time.sleep,
) -> Receipt:
    """Bring ``url`` to the file ``target``; returns the receipt that was written beside it.

    ``sha256``: the sum that the publisher declares, if it does; a file with another sum is thrown away.
    A file that is already there is kept if the server says that it did not change.
    Raises :class:`FetchError`.
    """
    limits = limits or Limits()
    if not re.match(r"https?://", url):
        raise FetchError(f"{url!r} is not a web address.", hint="It must begin with https:// or http://.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _client(limits) as client:
            return _Download(client, url, target, sha256.lower(), progress or _silent, limits).run(pause)
    except httpx.InvalidURL as error:
        raise FetchError(f"{url!r} is not a web address ({error}).") from error
    except OSError as error:
        raise _disk_error(error, target) from error


def read_receipt(target: Path) -> Receipt | None:
    """The receipt beside a fetched file, or None if there is none that can be read."""
    try:
        return Receipt(**json.loads(_receipt_path(target).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


class _Download:
    """One file on its way: its bytes so far in ``<name>.part``, the version they are of in ``<name>.part.json``."""

    def __init__(
        self, client: httpx.Client, url: str, target: Path, sha256: str, progress: Progress, limits: Limits
    ) -> None:
        self.client, self.url, self.target, self.sha256 = client, url, target, sha256
        self.progress, self.limits = progress, limits
        self.part = target.with_name(target.name + ".part")
        self.state = target.with_name(target.name + ".part.json")
        # Joined parts, or a body whose end was not announced: a wrong sum is then worth another try.
        self.doubtful = False

    def run(self, pause: Callable[[float], object]) -> Receipt:
        failures, farthest = 0, 0
        while True:
            try:
                unchanged = self._unchanged_receipt()
                if unchanged:
                    return unchanged
                self._attempt()
                return self._finish()
            except (_PassingError, httpx.RequestError) as error:
                here = self._size()
                failures, farthest = (0, here) if here > farthest else (failures + 1, farthest)
                if failures >= self.limits.failures:
                    raise FetchError(
                        f"{self.url} did not answer well ({_words(error)}), {failures} times in a row.",
                        hint="Try again later: what has arrived is kept and the download goes on from there.",
                    ) from error
                asked = error.pause_s if isinstance(error, _PassingError) else 0.0
                backoff = self.limits.first_pause_s * 2 ** max(failures - 1, 0)
                pause(min(max(asked, backoff), self.limits.longest_pause_s))

    def _unchanged_receipt(self) -> Receipt | None:
        """The receipt of the file that is already here, if the server confirms that it is the one."""
        receipt = read_receipt(self.target)
        if not (receipt and receipt.url == self.url and receipt.validator and self.target.is_file()):
            return None
        if _sha256(self.target) != receipt.sha256 or self.sha256 not in ("", receipt.sha256):
            return None
        condition = "If-None-Match" if '"' in receipt.validator else "If-Modified-Since"
        with self.client.stream("GET", self.url, headers={condition: receipt.validator}) as response:
            return receipt if response.status_code == httpx.codes.NOT_MODIFIED else None

    def _attempt(self) -> None:
        """Bring the bytes that are missing. Returns when the part is complete."""
        validator = self._validator_of_part()
        offset = self._size() if validator else 0
        headers = {"Range": f"bytes={offset}-", "If-Range": validator} if offset else {}
        with self.client.stream("GET", self.url, headers=headers) as response:
            if response.status_code == httpx.codes.PARTIAL_CONTENT:
                first, total = _content_range(response)
                # Some servers ignore If-Range: never join bytes of two versions of a file.
                if first != offset or _validator(response) not in ("", validator):
                    self._forget()
                    raise _PassingError("it sent another part than the one asked for")
                self.doubtful = self.doubtful or offset > 0
            elif response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                if _content_range(response)[1] == offset:
                    return
                self._forget()
                raise _PassingError("the file changed while it was being fetched")
            else:
                _refuse_bad_status(response, self.url)
                offset, total = 0, _declared_length(response)
                self._begin(_validator(response))
                self.doubtful = total is None
            self._receive(response, offset, total)
        if total is None and response.headers.get("Accept-Ranges") == "bytes" and self._validator_of_part():
            # The end of a body without a declared length looks like a broken connection: ask what follows.
            self._attempt()

    def _receive(self, response: httpx.Response, offset: int, total: int | None) -> None:
        self._refuse_too_large(total or 0)
        self._refuse_no_room((total or 0) - offset)
        here = offset
        # Bytes are written at their place, never appended: two runs at once write the same file.
        with self.part.open("r+b") as file:
            file.seek(offset)
            file.truncate()
            self.progress(here, total)
            for chunk in response.iter_bytes() if _compressed(response) else response.iter_raw():
                file.write(chunk)
                here += len(chunk)
                self._refuse_too_large(here)
                self.progress(here, total)
        if total is not None and here != total:
            raise _PassingError(f"{here} of {total} bytes arrived")

    def _finish(self) -> Receipt:
        """Check the sum, then give the part its name: the one moment at which the file appears."""
        found = _sha256(self.part)
        if self.sha256 and found != self.sha256:
            self._forget()
            if self.doubtful:
                raise _PassingError("what arrived does not have the declared sum")
            raise FetchError(
                f"{self.url}: the file that arrived is not the one declared. SHA-256 found: {found}, "
                f"declared: {self.sha256}.",
                hint="The publisher may have replaced it: check its page before using it.",
            )
        receipt = Receipt(self.url, found, self._size(), self._validator_of_part())
        with self.part.open("rb") as file:
            os.fsync(file.fileno())
        self.part.replace(self.target)
        _write_json(_receipt_path(self.target), asdict(receipt))
        self.state.unlink(missing_ok=True)
        return receipt

    def _size(self) -> int:
        return self.part.stat().st_size if self.part.exists() else 0

    def _validator_of_part(self) -> str:
        try:
            state = json.loads(self.state.read_text("utf-8"))
            return state["validator"] if state["url"] == self.url and self.part.exists() else ""
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def _begin(self, validator: str) -> None:
        self.part.write_bytes(b"")
        _write_json(self.state, {"url": self.url, "validator": validator})

    def _forget(self) -> None:
        self.part.unlink(missing_ok=True)
        self.state.unlink(missing_ok=True)

    def _refuse_too_large(self, size_bytes: int) -> None:
        if size_bytes > self.limits.size_bytes:
            self._forget()
            raise FetchError(
                f"{self.url} is larger than {_megabytes(self.limits.size_bytes)}, the most that is fetched.",
                hint="Check the address: no official file of this software is that large.",
            )

    def _refuse_no_room(self, missing_bytes: int) -> None:
        free = shutil.disk_usage(self.target.parent).free
        if missing_bytes > free:
            raise FetchError(
                f"{self.target.name} needs {_megabytes(missing_bytes)} more and the disk of "
                f"{self.target.parent} has {_megabytes(free)} left.",
                hint="Free some room, or choose another folder.",
            )


def _file_name(url: str, source: Source) -> str:
    """The last part of the address, or the source's name where that part names no file."""
    name = PurePosixPath(httpx.URL(url).path).name
    return name if "." in name else source.name


def _client(limits: Limits) -> httpx.Client:
    return httpx.Client(
        follow_redirects=True,
        timeout=httpx.Timeout(limits.read_timeout_s, connect=limits.connect_timeout_s),
        # Offsets must count the bytes of the file, not those of a compressed form of it.
        headers={"User-Agent": f"maillage/{__version__}", "Accept-Encoding": "identity"},
    )


def _refuse_bad_status(response: httpx.Response, url: str) -> None:
    status = response.status_code
    if status in PASSING_STATUSES:
        raise _PassingError(f"status {status}", pause_s=_retry_after(response))
    if status in (httpx.codes.NOT_FOUND, httpx.codes.GONE):
        raise FetchError(
            f"{url}: there is no such file (status {status}).",
            hint="The publisher may have moved it: fetch it from its page by hand and import it.",
        )
    if status != httpx.codes.OK:
        raise FetchError(f"{url}: the server refused (status {status}).", hint="Fetch it by hand and import it.")


def _retry_after(response: httpx.Response) -> float:
    """Seconds of a Retry-After; its form as a date is rare and the backoff does as well."""
    value = response.headers.get("Retry-After", "")
    return float(value) if value.isdigit() else 0.0


def _validator(response: httpx.Response) -> str:
    """The mark of this version that a range may rely on: a strong ETag, else the date of the last change."""
    if _compressed(response):
        return ""
    etag = response.headers.get("ETag", "")
    if etag.startswith("W/"):
        return ""
    return etag or response.headers.get("Last-Modified", "")


def _compressed(response: httpx.Response) -> bool:
    return response.headers.get("Content-Encoding", "identity") != "identity"


def _declared_length(response: httpx.Response) -> int | None:
    value = response.headers.get("Content-Length", "")
    return int(value) if value.isdigit() and not _compressed(response) else None


def _content_range(response: httpx.Response) -> tuple[int | None, int | None]:
    """First byte and length of the whole file, from ``bytes 5-9/10``, ``bytes 5-9/*`` or ``bytes */10``."""
    found = re.fullmatch(r"bytes (?:(\d+)-\d+|\*)/(?:(\d+)|\*)", response.headers.get("Content-Range", ""))
    if not found:
        return None, None
    first, total = found.groups()
    return (int(first) if first else None, int(total) if total else None)


def _disk_error(error: OSError, target: Path) -> FetchError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FetchError(
            f"The disk is full: {target} could not be written whole.",
            hint="Free some room and fetch again: what has arrived is kept and the download goes on from there.",
        )
    return FetchError(f"{target} cannot be written ({error.strerror or error}).", hint="Choose another folder.")


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:,.1f} MB"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _receipt_path(target: Path) -> Path:
    return target.with_name(target.name + ".fetched.json")


def _write_json(path: Path, content: dict[str, object]) -> None:
    aside = path.with_name(path.name + ".new")
    aside.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    aside.replace(path)


def _silent(_here: int, _total: int | None) -> None:
    """Progress for a caller that does not want it."""
