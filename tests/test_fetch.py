"""A download gives the bytes of the file, whatever the network does, or says why not and leaves nothing."""

import errno
import hashlib
import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage import fetch
from maillage.engine.sources.source import Source, Table
from maillage.fetch import FetchError, Limits, download, read_receipt

CONTENT = random.Random(78).randbytes(300_000)
OTHER = random.Random(38).randbytes(310_000)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@dataclass
class Publisher:
    """A server with one file. ``accidents`` happen in turn, one a request, before it behaves."""

    content: bytes = CONTENT
    etag: str = '"v1"'
    last_modified: str = ""
    ranges: bool = True
    length: bool = True
    honest_if_range: bool = True
    accidents: list[Callable[["Answer"], bool]] = field(default_factory=list)
    requests: list[dict[str, str]] = field(default_factory=list)
    url: str = ""


class Answer(BaseHTTPRequestHandler):
    publisher: Publisher
    cut_after: int | None = None

    def do_GET(self) -> None:
        publisher = self.publisher
        publisher.requests.append(dict(self.headers))
        if publisher.accidents and publisher.accidents.pop(0)(self):
            return
        content, start, status = publisher.content, 0, 200
        if publisher.etag and self.headers.get("If-None-Match") == publisher.etag:
            self.answer(304)
            return
        asked = self.headers.get("Range")
        same = self.headers.get("If-Range", "") in (publisher.etag, publisher.last_modified)
        if asked and publisher.ranges and (same or not publisher.honest_if_range):
            start, status = int(asked.removeprefix("bytes=").rstrip("-")), 206
        if start and start >= len(content):
            self.answer(416, {"Content-Range": f"bytes */{len(content)}"})
            return
        body = content[start:]
        headers = {"Content-Length": str(len(body))} if publisher.length else {}
        if status == 206:
            headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        self.answer(status, headers)
        self.wfile.write(body if self.cut_after is None else body[: self.cut_after])
        self.close_connection = True

    def answer(self, status: int, headers: dict[str, str] | None = None) -> None:
        publisher = self.publisher
        self.send_response(status)
        marks = {"ETag": publisher.etag, "Last-Modified": publisher.last_modified}
        if publisher.ranges:
            marks["Accept-Ranges"] = "bytes"
        for name, value in (marks | (headers or {})).items():
            if value:
                self.send_header(name, value)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


def cut(after: int) -> Callable[[Answer], bool]:
    """The connection breaks after so many bytes."""

    def accident(answer: Answer) -> bool:
        answer.cut_after = after
        return False

    return accident


def replaced(answer: Answer) -> bool:
    """The publisher puts another file at the same address."""
    answer.publisher.content, answer.publisher.etag = OTHER, '"v2"'
    return False


def status(code: int, **headers: str) -> Callable[[Answer], bool]:
    def accident(answer: Answer) -> bool:
        answer.answer(
            code, {name.replace("_", "-"): value for name, value in headers.items()} | {"Content-Length": "0"}
        )
        return True

    return accident


def silence(answer: Answer) -> bool:
    """The connection is closed without a word."""
    answer.close_connection = True
    return True


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with serving(Publisher()) as one:
        yield one


class serving:  # noqa: N801 - read as a statement: with serving(publisher)
    def __init__(self, publisher: Publisher) -> None:
        self.publisher = publisher
        handler = type("OneAnswer", (Answer,), {"publisher": publisher})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        publisher.url = f"http://127.0.0.1:{self.server.server_port}/fichier.csv"

    def __enter__(self) -> Publisher:
        self.thread.start()
        return self.publisher

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


def bring(publisher: Publisher, folder: Path, **options: object) -> bytes:
    pauses: list[float] = []
    download(publisher.url, folder / "fichier.csv", pause=pauses.append, **options)
    return (folder / "fichier.csv").read_bytes()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_file_comes_with_a_receipt_and_nothing_else(publisher: Publisher, tmp_path: Path) -> None:
    assert bring(publisher, tmp_path) == CONTENT
    assert names(tmp_path) == {"fichier.csv", "fichier.csv.fetched.json"}
    receipt = read_receipt(tmp_path / "fichier.csv")
    assert receipt == fetch.Receipt(publisher.url, sha256(CONTENT), len(CONTENT), '"v1"')


def test_progress_ends_at_the_length_that_the_server_declares(publisher: Publisher, tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    bring(publisher, tmp_path, progress=lambda here, total: seen.append((here, total)))
    assert seen[0] == (0, len(CONTENT))
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert seen == sorted(seen)


def test_a_broken_download_goes_on_where_it_stopped(publisher: Publisher, tmp_path: Path) -> None:
    publisher.accidents = [cut(100_000)]
    assert bring(publisher, tmp_path) == CONTENT
    assert publisher.requests[1]["Range"] == "bytes=100000-"
    assert publisher.requests[1]["If-Range"] == '"v1"'


def test_a_later_run_goes_on_where_an_earlier_one_gave_up(publisher: Publisher, tmp_path: Path) -> None:
    publisher.accidents = [cut(100_000), silence]
    with pytest.raises(FetchError, match="goes on from there"):
        bring(publisher, tmp_path, limits=Limits(failures=1))
    assert names(tmp_path) == {"fichier.csv.part", "fichier.csv.part.json"}
    assert bring(publisher, tmp_path) == CONTENT
    assert publisher.requests[-1]["Range"] == "bytes=100000-"


@pytest.mark.parametrize("honest_if_range", [True, False])
def test_a_file_that_changes_midway_is_never_joined(
    publisher: Publisher, tmp_path: Path, *, honest_if_range: bool
) -> None:
    publisher.honest_if_range = honest_if_range
    publisher.accidents = [cut(100_000), replaced]
    assert bring(publisher, tmp_path) == OTHER
    assert read_receipt(tmp_path / "fichier.csv").sha256 == sha256(OTHER)


def test_a_shorter_file_in_its_place_is_never_joined(publisher: Publisher, tmp_path: Path) -> None:
    def shortened(answer: Answer) -> bool:
        answer.publisher.content, answer.publisher.etag = OTHER[:50_000], '"v2"'
        return False

    publisher.honest_if_range = False
    publisher.accidents = [cut(100_000), shortened]
    assert bring(publisher, tmp_path) == OTHER[:50_000]


@pytest.mark.parametrize("etag", ["", 'W/"v1"'])
def test_without_proof_that_the_file_is_the_same_it_starts_again(
    publisher: Publisher, tmp_path: Path, etag: str
) -> None:
    publisher.etag = etag
    publisher.accidents = [cut(100_000)]
    assert bring(publisher, tmp_path) == CONTENT
    assert "Range" not in publisher.requests[1]


def test_a_date_of_change_is_proof_too(publisher: Publisher, tmp_path: Path) -> None:
    publisher.etag, publisher.last_modified = "", "Tue, 12 May 2026 09:13:08 GMT"
    publisher.accidents = [cut(100_000)]
    assert bring(publisher, tmp_path) == CONTENT
    assert publisher.requests[1]["If-Range"] == publisher.last_modified


def test_a_server_without_ranges_sends_it_whole_again(publisher: Publisher, tmp_path: Path) -> None:
    publisher.ranges = False
    publisher.accidents = [cut(100_000)]
    assert bring(publisher, tmp_path) == CONTENT


def test_a_body_without_length_that_breaks_is_not_taken_for_the_whole(publisher: Publisher, tmp_path: Path) -> None:
    publisher.length = False
    publisher.accidents = [cut(100_000)]
    seen: list[int | None] = []
    assert bring(publisher, tmp_path, progress=lambda _, total: seen.append(total)) == CONTENT
    assert seen[0] is None


def test_a_passing_refusal_is_tried_again_after_the_pause_asked_for(publisher: Publisher, tmp_path: Path) -> None:
    publisher.accidents = [status(503, Retry_After="7"), status(429), silence]
    pauses: list[float] = []
    download(publisher.url, tmp_path / "fichier.csv", pause=pauses.append)
    assert (tmp_path / "fichier.csv").read_bytes() == CONTENT
    assert pauses == [7.0, 2.0, 4.0]


def test_a_server_that_stays_ill_is_given_up(publisher: Publisher, tmp_path: Path) -> None:
    publisher.accidents = [status(503)] * 9
    pauses: list[float] = []
    with pytest.raises(FetchError, match=r"status 503\), 5 times in a row"):
        download(publisher.url, tmp_path / "fichier.csv", pause=pauses.append)
    assert len(pauses) == 4
    assert names(tmp_path) == set()


@pytest.mark.parametrize(("code", "words"), [(404, "no such file"), (410, "no such file"), (403, "refused")])
def test_a_lasting_refusal_is_said_at_once(publisher: Publisher, tmp_path: Path, code: int, words: str) -> None:
    publisher.accidents = [status(code)]
    with pytest.raises(FetchError, match=words):
        bring(publisher, tmp_path)
    assert len(publisher.requests) == 1
    assert names(tmp_path) == set()


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    with serving(Publisher()) as gone:
        pass
    with pytest.raises(FetchError, match="did not answer well"):
        bring(gone, tmp_path)


def test_a_file_with_another_sum_is_thrown_away(publisher: Publisher, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match=f"{sha256(CONTENT)}, declared: {sha256(OTHER)}"):
        bring(publisher, tmp_path, sha256=sha256(OTHER))
    assert names(tmp_path) == set()


def test_parts_that_do_not_fit_together_are_fetched_again_whole(publisher: Publisher, tmp_path: Path) -> None:
    def corrupted(_: Answer) -> bool:
        part = tmp_path / "fichier.csv.part"
        part.write_bytes(b"\0" * part.stat().st_size)
        return False

    publisher.accidents = [cut(100_000), corrupted]
    assert bring(publisher, tmp_path, sha256=sha256(CONTENT)) == CONTENT


def test_a_file_that_did_not_change_is_not_fetched_again(publisher: Publisher, tmp_path: Path) -> None:
    bring(publisher, tmp_path)
    seen: list[int] = []
    assert bring(publisher, tmp_path, progress=lambda here, _: seen.append(here)) == CONTENT
    assert not seen
    assert publisher.requests[-1]["If-None-Match"] == '"v1"'


@pytest.mark.parametrize("change", ["by the publisher", "here"])
def test_a_file_that_changed_is_fetched_again(publisher: Publisher, tmp_path: Path, change: str) -> None:
    bring(publisher, tmp_path)
    if change == "here":
        (tmp_path / "fichier.csv").write_bytes(b"edited")
    else:
        publisher.content, publisher.etag = OTHER, '"v2"'
    assert bring(publisher, tmp_path) == publisher.content


def test_an_earlier_file_stays_until_the_new_one_is_whole(publisher: Publisher, tmp_path: Path) -> None:
    bring(publisher, tmp_path)
    publisher.content, publisher.etag = OTHER, '"v2"'
    publisher.accidents = [lambda _: False, cut(1000), silence]
    with pytest.raises(FetchError):
        bring(publisher, tmp_path, limits=Limits(failures=1))
    assert (tmp_path / "fichier.csv").read_bytes() == CONTENT


@pytest.mark.parametrize("length", [True, False])
def test_a_file_over_the_limit_is_refused(publisher: Publisher, tmp_path: Path, *, length: bool) -> None:
    publisher.length = length
    with pytest.raises(FetchError, match=r"larger than 0\.2 MB"):
        bring(publisher, tmp_path, limits=Limits(size_bytes=200_000))
    assert names(tmp_path) == set()


def test_a_disk_without_room_is_said_before_the_download(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr(fetch.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(FetchError, match=r"needs 0\.3 MB more"):
        bring(publisher, tmp_path)


def test_a_disk_that_fills_up_is_said_and_the_download_goes_on_later(publisher: Publisher, tmp_path: Path) -> None:
    def full(here: int, _: int | None) -> None:
        if here:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(FetchError, match="The disk is full"):
        bring(publisher, tmp_path, progress=full)
    assert "fichier.csv" not in names(tmp_path)
    assert bring(publisher, tmp_path) == CONTENT
    assert "Range" in publisher.requests[-1]


def test_a_folder_that_cannot_be_written_is_said(publisher: Publisher, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    with pytest.raises(FetchError, match="cannot be written"):
        download(publisher.url, tmp_path / "taken" / "fichier.csv")


def source_with(*downloads: str) -> Source:
    return Source(
        "bpe",
        "Base permanente des équipements",
        "INSEE",
        "LO",
        "the page of INSEE",
        lambda _: True,
        read_nothing,
        downloads,
    )


def read_nothing(path: Path) -> Table:
    raise NotImplementedError


def test_all_the_files_of_a_source_come_under_their_names(publisher: Publisher, tmp_path: Path) -> None:
    here = publisher.url.removesuffix("fichier.csv")
    source = source_with(f"{here}2024/BPE24.zip?download=1", f"{here}datasets/r/2ce43ade-8d2c")
    assert fetch.fetch(source, tmp_path / "new") == (tmp_path / "new" / "BPE24.zip", tmp_path / "new" / "bpe")
    assert (tmp_path / "new" / "bpe").read_bytes() == CONTENT


def test_a_source_without_an_address_names_its_page(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="by hand from the page of INSEE"):
        fetch.fetch(source_with(), tmp_path)


@pytest.mark.parametrize("url", ["file:///etc/hostname", "https://:80:80/fichier.csv", "fichier.csv"])
def test_only_web_addresses_are_fetched(tmp_path: Path, url: str) -> None:
    with pytest.raises(FetchError, match="not a web address"):
        download(url, tmp_path / "hostname")


def test_a_server_that_sends_one_round_in_circles_is_said(publisher: Publisher, tmp_path: Path) -> None:
    publisher.accidents = [status(302, Location=publisher.url)] * 50
    with pytest.raises(FetchError, match="did not answer well"):
        bring(publisher, tmp_path, limits=Limits(failures=1))


@given(
    cuts=st.lists(st.integers(0, len(CONTENT) - 1), max_size=4),
    etag=st.sampled_from(['"v1"', ""]),
    length=st.booleans(),
)
@settings(max_examples=20, deadline=None)
def test_the_bytes_are_those_of_the_file_wherever_it_breaks(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[int], etag: str, *, length: bool
) -> None:
    # A body with neither a length nor a mark of its version cannot be told from a broken one, but by its sum.
    declared = "" if length or etag else sha256(CONTENT)
    with serving(Publisher(etag=etag, length=length, accidents=[cut(after) for after in cuts])) as publisher:
        assert bring(publisher, tmp_path_factory.mktemp("fetch"), sha256=declared) == CONTENT
