"""What is asked for is done, tried again, given up, taken from the dead, forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone

from maillage.web.jobs.actions import queue, work
from maillage.web.jobs.models import QueuedJob, Worker
from maillage.web.jobs.models.worker import SILENCE
from maillage.web.jobs.queries.jobs import is_given_up
from maillage.web.jobs.queries.workers import is_held, workers_alive
from maillage.web.jobs.rules import faults
from maillage.web.jobs.schedule import QUICK, Job, UnknownJobError, declared_jobs, job
from maillage.web.jobs.worker.lane import do_next

from .pretend.tasks import ADDRESS

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(db: None) -> Worker:
    return work.enter(lane=QUICK, host="test", pid=1, now=timezone.now())


def later(job: QueuedJob) -> QueuedJob:
    """As if its time to be tried again had come."""
    QueuedJob.objects.filter(pk=job.pk).update(run_after=timezone.now())
    job.refresh_from_db()
    return job


def asked(name: str, *arguments: int) -> QueuedJob:
    return QueuedJob.objects.get(pk=queue.ask(name, *arguments, now=timezone.now()))


def test_it_is_there_if_and_only_if_its_cause_is() -> None:
    with transaction.atomic():
        queue.ask("pretend.leave_mark", 1, now=timezone.now())
        transaction.set_rollback(True)
    assert not QueuedJob.objects.exists()


def test_what_no_module_declares_cannot_be_asked_for() -> None:
    with pytest.raises(UnknownJobError, match=r"pretend\.leave_mark"):
        queue.ask("pretend.dance", now=timezone.now())


def test_it_is_asked_with_references_and_the_refusal_does_not_repeat_the_rest() -> None:
    with pytest.raises(TypeError) as refused:
        queue.ask("pretend.leave_mark", ADDRESS, now=timezone.now())
    assert ADDRESS not in str(refused.value)
    assert not QueuedJob.objects.exists()


def test_it_is_done_once_in_the_order_of_asking(worker: Worker, marks) -> None:
    now = timezone.now()
    for number in range(3):
        queue.ask("pretend.leave_mark", number, now=now + timedelta(microseconds=number))
    first, *_ = QueuedJob.objects.order_by("run_after")
    assert do_next(worker)
    assert [file.name for file in marks.glob("done-*")] == ["done-0"]
    first.refresh_from_db()
    assert (first.status, first.return_value, first.worker_ids) == ("SUCCESSFUL", 1, [str(worker.pk)])
    assert do_next(worker)
    assert do_next(worker)
    assert not do_next(worker)
    assert sorted(file.name for file in marks.glob("done-*")) == ["done-0", "done-1", "done-2"]


def test_it_waits_for_its_moment(worker: Worker) -> None:
    queue.ask("pretend.leave_mark", 1, now=timezone.now(), run_after=timezone.now() + timedelta(minutes=5))
    assert not do_next(worker)


def test_what_fails_is_tried_again_later_and_given_up_after_its_attempts(worker: Worker) -> None:
    failing = asked("pretend.fail")
    for attempt in range(1, 4):
        assert do_next(worker)
        failing.refresh_from_db()
        assert len(failing.worker_ids) == attempt
        if attempt < 3:
            assert failing.status == "READY"
            assert failing.run_after > timezone.now()
            assert not do_next(worker)
            later(failing)
    assert failing.status == "FAILED"
    assert is_given_up(failing.pk)


def test_what_keeps_failing_holds_up_nothing(worker: Worker, marks) -> None:
    asked("pretend.fail")
    asked("pretend.leave_mark", 7)
    while do_next(worker):
        pass
    assert (marks / "done-7").exists()


def test_neither_message_nor_answer_of_a_job_is_kept(worker: Worker) -> None:
    for name in ("pretend.fail", "pretend.fail_without_hope", "pretend.answer_too_much"):
        asked(name)
        assert do_next(worker)
    kept = str(list(QueuedJob.objects.values()))
    assert ADDRESS not in kept
    assert "ValueError" in kept
    assert "tasks.py" in kept


def test_what_is_done_is_written_although_the_database_was_locked_for_a_moment(
    worker: Worker, marks, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, tries, succeed = asked("pretend.leave_mark", 1), [], work.succeed

    def locked_twice(**said: object) -> bool:
        tries.append(said)
        if len(tries) < 3:
            raise OperationalError("database is locked")
        return succeed(**said)

    monkeypatch.setattr(work, "succeed", locked_twice)
    monkeypatch.setattr("django_tasks_db.utils.time.sleep", lambda seconds: None)
    assert do_next(worker)
    job.refresh_from_db()
    assert (job.status, len(tries)) == ("SUCCESSFUL", 3)


def test_what_is_hopeless_is_not_tried_again(worker: Worker) -> None:
    hopeless = asked("pretend.fail_without_hope")
    do_next(worker)
    hopeless.refresh_from_db()
    assert (hopeless.status, hopeless.exception_class_path) == ("FAILED", "KeyError")


@pytest.mark.parametrize("path", ["pretend.tasks.gone", "gone.tasks.work", "os.getcwd", "nonsense"])
def test_a_job_that_this_version_does_not_know_is_failed_with_words(worker: Worker, path: str) -> None:
    unknown = asked("pretend.leave_mark", 1)
    QueuedJob.objects.update(task_path=path)
    assert do_next(worker)
    unknown.refresh_from_db()
    assert (unknown.status, unknown.exception_class_path) == ("FAILED", faults.UNKNOWN)


def test_a_silent_worker_loses_its_job_and_cannot_say_that_it_is_done(worker: Worker) -> None:
    taken, now = asked("pretend.leave_mark", 1), timezone.now()
    assert work.take(worker=worker, now=now) == taken
    assert work.recover(now=now + SILENCE) == 0
    assert work.recover(now=now + SILENCE + timedelta(seconds=1)) == 1
    assert not is_held(worker, taken)
    assert not work.live(worker=worker, now=now)
    assert not work.succeed(worker=worker, dealt_with=1, now=now)
    assert not work.fail(worker=worker, error=ValueError(), now=now)
    taken.refresh_from_db()
    assert (taken.status, taken.exception_class_path, len(taken.worker_ids)) == ("READY", faults.LOST, 1)
    other = work.enter(lane=QUICK, host="other", pid=2, now=now)
    assert work.take(worker=other, now=later(taken).run_after) == taken


def test_a_job_that_kills_its_workers_is_given_up(worker: Worker) -> None:
    deadly, now = asked("pretend.fail"), timezone.now()
    for number in range(3):
        victim = work.enter(lane=QUICK, host="test", pid=number, now=now)
        assert work.take(worker=victim, now=later(deadly).run_after) == deadly
        Worker.objects.filter(pk=victim.pk).update(seen_at=now - SILENCE - timedelta(seconds=1))
        work.recover(now=now)
    deadly.refresh_from_db()
    assert (deadly.status, deadly.exception_class_path) == ("FAILED", faults.LOST)


def test_a_worker_that_is_told_to_stop_gives_back_what_it_holds_and_that_is_no_attempt(worker: Worker) -> None:
    held = asked("pretend.leave_mark", 1)
    assert work.take(worker=worker, now=timezone.now()) == held
    work.leave(worker=worker, now=timezone.now())
    held.refresh_from_db()
    assert (held.status, held.worker_ids) == ("READY", [])
    assert not workers_alive(now=timezone.now())


def test_a_worker_holds_one_job(worker: Worker) -> None:
    asked("pretend.leave_mark", 1)
    asked("pretend.leave_mark", 2)
    assert work.take(worker=worker, now=timezone.now()) is not None
    assert work.take(worker=worker, now=timezone.now()) is None
    assert QueuedJob.objects.filter(status="RUNNING").count() == 1


def test_what_is_withdrawn_is_not_begun_and_not_asked_again(worker: Worker) -> None:
    waiting, going = asked("pretend.leave_mark", 1), asked("pretend.leave_mark", 2)
    queue.withdraw(job=waiting.pk, now=timezone.now())
    assert work.take(worker=worker, now=timezone.now()) == going
    queue.withdraw(job=going.pk, now=timezone.now())
    assert not is_held(worker, going)
    assert not work.succeed(worker=worker, dealt_with=1, now=timezone.now())
    assert not do_next(worker)
    assert not queue.retry(job=going.pk, now=timezone.now())


def test_what_failed_for_good_is_asked_again_with_all_its_attempts(worker: Worker) -> None:
    failed = asked("pretend.fail_without_hope")
    do_next(worker)
    assert queue.retry(job=failed.pk, now=timezone.now())
    failed.refresh_from_db()
    assert (failed.status, failed.worker_ids) == ("READY", [])
    assert not queue.retry(job=failed.pk, now=timezone.now())
    assert not queue.retry(job=uuid4(), now=timezone.now())


@pytest.mark.parametrize(
    ("status", "days", "kept"),
    [
        ("SUCCESSFUL", 6, True),
        ("SUCCESSFUL", 8, False),
        ("FAILED", 8, True),
        ("FAILED", 31, False),
        ("READY", 90, True),
    ],
)
def test_what_is_long_done_is_forgotten(status: str, days: int, kept: bool) -> None:
    now = timezone.now()
    old = asked("pretend.leave_mark", 1)
    QueuedJob.objects.update(status=status, finished_at=None if status == "READY" else now - timedelta(days=days))
    assert queue.prune(now=now) == (0 if kept else 1)
    assert QueuedJob.objects.filter(pk=old.pk).exists() is kept


def test_jobs_are_run_when_a_test_says_so(run_jobs: Callable[[], list[str]], marks) -> None:
    asked("pretend.leave_mark", 1)
    assert not (marks / "done-1").exists()
    assert run_jobs() == ["pretend.leave_mark"]
    assert (marks / "done-1").exists()
    assert run_jobs() == []


def test_a_job_is_scheduled_in_one_way() -> None:
    with pytest.raises(ValueError, match="not both"):
        job(every=timedelta(minutes=1), daily_at=datetime(2026, 1, 1, 4).time())  # noqa: DTZ001


def test_every_job_of_the_platform_has_a_title_and_ends_in_time(jobs: dict[str, Job]) -> None:
    ours = {name: job for name, job in declared_jobs().items() if name not in jobs}
    assert "scenarios.work_on" in ours
    for name, declared in ours.items():
        assert str(declared.title) != name, f"{name} has no title="
        assert timedelta() < declared.limit <= timedelta(hours=1)
        assert declared.attempts >= 1
