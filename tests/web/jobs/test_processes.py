"""Real processes on a real database: two that want one job, one that is killed, one that is told to stop."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.error import URLError

import pytest
from django.utils import timezone

from maillage.web.jobs.actions import queue, work
from maillage.web.jobs.models import QueuedJob, Worker
from maillage.web.jobs.models.worker import SILENCE
from maillage.web.jobs.rules import faults
from maillage.web.jobs.schedule import LANES, LONG, QUICK
from maillage.web.jobs.worker.beat import ENDED_ITSELF, STOPPED
from maillage.web.jobs.worker.lane import do_next
from maillage.web.server import _state_of_static

from .conftest import until

pytestmark = pytest.mark.django_db(transaction=True)
LANE = ("-m", "maillage.web", "work", LONG)


def marked(file: Path) -> list[str]:
    """Which processes left the mark."""
    return file.read_text().split() if file.exists() else []


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def opened(pid: int) -> set[str]:
    """Names of the files that a process has open."""
    return {handle.readlink().name for handle in Path(f"/proc/{pid}/fd").iterdir()}


def test_of_several_that_want_one_job_one_has_it(shared_database: dict[str, str], at_once: Callable) -> None:
    def enter_and_take() -> QueuedJob | None:
        worker = work.enter(lane=QUICK, host="test", pid=1, now=timezone.now())
        return work.take(worker=worker, now=timezone.now())

    for _ in range(5):
        job = queue.ask("pretend.leave_mark", 1, now=timezone.now())
        taken = [each.pk for each in at_once(enter_and_take, 4) if each is not None]
        assert taken == [job]


def test_of_several_jobs_each_is_done_once(shared_database: dict[str, str], marks: Path, at_once: Callable) -> None:
    for number in range(20):
        queue.ask("pretend.leave_mark", number, now=timezone.now())

    def work_off() -> None:
        worker = work.enter(lane=QUICK, host="test", pid=1, now=timezone.now())
        while do_next(worker):
            pass

    at_once(work_off, 3)
    while QueuedJob.objects.filter(status="READY").exists():
        work_off()
    assert sorted(len(marked(file)) for file in marks.glob("done-*")) == [1] * 20


def test_the_job_of_a_killed_process_is_taken_up(start: Callable[..., subprocess.Popen], marks: Path) -> None:
    job = queue.ask("pretend.patient", now=timezone.now())
    killed = start(*LANE)
    until(lambda: marked(marks / "began"))
    killed.kill()
    killed.wait()
    (marks / "go").touch()
    assert work.recover(now=timezone.now()) == 0
    assert work.recover(now=timezone.now() + SILENCE + timedelta(seconds=1)) == 1
    QueuedJob.objects.update(run_after=timezone.now())
    worker = work.enter(lane=LONG, host="test", pid=os.getpid(), now=timezone.now())
    assert do_next(worker)
    found = QueuedJob.objects.get(pk=job)
    assert (found.status, len(found.worker_ids)) == ("SUCCESSFUL", 2)
    assert marked(marks / "began") == [str(killed.pid), str(os.getpid())]
    assert marked(marks / "ended") == [str(os.getpid())]


def test_told_to_stop_a_process_gives_back_its_job_within_seconds(
    start: Callable[..., subprocess.Popen], marks: Path
) -> None:
    job = queue.ask("pretend.patient", now=timezone.now())
    process = start(*LANE)
    until(lambda: marked(marks / "began"))
    process.terminate()
    assert process.wait(15) == STOPPED
    found = QueuedJob.objects.get(pk=job)
    assert (found.status, found.worker_ids) == ("READY", [])
    assert not Worker.objects.exists()


def test_a_process_ends_when_its_job_is_withdrawn_or_overdue(
    start: Callable[..., subprocess.Popen], marks: Path
) -> None:
    withdrawn = queue.ask("pretend.patient", now=timezone.now())
    process = start(*LANE)
    until(lambda: marked(marks / "began"))
    queue.withdraw(job=withdrawn, now=timezone.now())
    assert process.wait(15) == ENDED_ITSELF
    overdue = queue.ask("pretend.endless", now=timezone.now())
    assert start(*LANE).wait(30) == ENDED_ITSELF
    found = QueuedJob.objects.get(pk=overdue)
    assert (found.status, found.exception_class_path) == ("READY", faults.OVERDUE)
    assert not (marks / "ended").exists()


def test_serve_works_beside_its_pages_starts_anew_what_died_and_takes_it_along(
    start: Callable[..., subprocess.Popen], marks: Path
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # Style sheets are not looked at here, and take seconds to prepare.
    (marks / "static").mkdir()
    (marks / "static" / ".state").write_text(_state_of_static())
    server = start("-m", "maillage", "serve", "--port", str(port))

    def answers() -> bool:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/networks", timeout=30).close()
        except (URLError, ConnectionError, TimeoutError):
            return False
        return True

    def at_work(lane: str) -> set[int]:
        return set(Worker.objects.filter(lane=lane).values_list("pid", flat=True))

    until(answers)
    # What it had open when it began to answer, the process that answers would have open as well.
    assert "maillage.sqlite3" not in opened(server.pid)
    until(lambda: all(map(at_work, LANES)))
    queue.ask("pretend.leave_mark", 1, now=timezone.now())
    until(lambda: marked(marks / "done-1"))
    (first,) = at_work(QUICK)
    os.kill(first, signal.SIGKILL)
    until(lambda: at_work(QUICK) - {first})
    children = at_work(QUICK) | at_work(LONG)
    server.terminate()
    assert server.wait(20) == 0
    until(lambda: not any(map(is_alive, children)))


def test_killed_outright_a_worker_leaves_no_process_behind(start: Callable[..., subprocess.Popen]) -> None:
    worker = start("-m", "maillage", "worker")
    until(lambda: Worker.objects.count() == len(LANES))
    children = set(Worker.objects.values_list("pid", flat=True))
    worker.kill()
    worker.wait()
    until(lambda: not any(map(is_alive, children)))
    assert not Worker.objects.exists()
