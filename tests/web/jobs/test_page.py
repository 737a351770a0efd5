"""The page of jobs, the words of the schedule, the commands, and the documentation that tells of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time, timedelta
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone, translation

from maillage.web.accounts.models import User
from maillage.web.jobs.actions import moments, queue, work
from maillage.web.jobs.models import QueuedJob
from maillage.web.jobs.queries.board import in_words
from maillage.web.jobs.rules.schedule import Daily, Every
from maillage.web.jobs.schedule import QUICK, Job, declared_jobs
from maillage.web.jobs.worker.lane import do_next
from maillage.web.server import NotReadyError
from maillage.web.server import work as work_until_stopped

from .pretend.tasks import ADDRESS

PAGE = "/administration/travaux/"
ROW = re.compile(r"^\| `([a-z]+\.[a-z_]+)` \|[^|]*\| ([^|]+) \|", re.MULTILINE)


def text_of(page: bytes) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode())))


@pytest.fixture
def as_it(client: Client, person: Callable[..., User]) -> Client:
    """Somebody of the IT department."""
    client.force_login(person(role="it"))
    return client


def test_it_says_that_nobody_works(as_it: Client) -> None:
    assert "Aucun processus ne travaille." in text_of(as_it.get(PAGE).content)
    work.enter(lane=QUICK, host="serveur-1", pid=4711, now=timezone.now())
    told = text_of(as_it.get(PAGE).content)
    assert "Aucun processus ne travaille." not in told
    assert "serveur-1, processus 4711" in told


def test_what_failed_is_shown_without_its_words_and_tried_again(as_it: Client, marks: Path) -> None:
    job = queue.ask("pretend.fail_without_hope", now=timezone.now())
    do_next(work.enter(lane=QUICK, host="serveur-1", pid=1, now=timezone.now()))
    page = as_it.get(PAGE).content
    assert "KeyError" in text_of(page)
    assert "après 1 essai" in text_of(page)
    assert ADDRESS.encode() not in page
    assert b"Traceback" not in page
    answer = as_it.post(f"{PAGE}{job}/recommencer/", follow=True)
    assert "Le travail attend son tour." in text_of(answer.content)
    assert QueuedJob.objects.get().status == "READY"
    answer = as_it.post(f"{PAGE}{job}/recommencer/", follow=True)
    assert "Ce travail n’est plus en échec." in text_of(answer.content)


def test_who_reads_only_what_is_published_sees_no_jobs(client: Client, reader: User) -> None:
    client.force_login(reader)
    assert client.get(PAGE).status_code == 403
    job = queue.ask("pretend.leave_mark", 1, now=timezone.now())
    assert client.post(f"{PAGE}{job}/recommencer/").status_code == 403


def test_what_this_version_does_not_know_does_not_break_the_page(as_it: Client) -> None:
    queue.ask("pretend.leave_mark", 1, now=timezone.now())
    QueuedJob.objects.update(task_path="gone.tasks.work")
    assert "work" in text_of(as_it.get(PAGE).content)


def test_the_schedule_has_the_last_and_the_next_time(as_it: Client, jobs: dict[str, Job]) -> None:
    minutely, now = jobs["pretend.minutely"], timezone.now()
    moments.ask_for_due([minutely], now=now - timedelta(hours=3))
    assert "pretend.minutely chaque minute pas encore" in text_of(as_it.get(PAGE).content)


@pytest.mark.parametrize(
    ("when", "french", "english"),
    [
        (Daily(time(3, 5)), "chaque jour à 03:05", "every day at 03:05"),
        (Every(timedelta(seconds=30)), "toutes les 30 secondes", "every 30 seconds"),
        (Every(timedelta(seconds=90)), "toutes les 90 secondes", "every 90 seconds"),
        (Every(timedelta(minutes=1)), "chaque minute", "every minute"),
        (Every(timedelta(hours=6)), "toutes les 6 heures", "every 6 hours"),
    ],
)
def test_a_schedule_is_told_in_words(when: Daily | Every, french: str, english: str) -> None:
    for language, words in (("fr", french), ("en", english)):
        with translation.override(language):
            assert in_words(when) == words


def test_the_documentation_has_every_scheduled_job_and_when(root: Path, jobs: dict[str, Job]) -> None:
    told = {name: when.strip() for name, when in ROW.findall((root / "docs" / "jobs.md").read_text())}
    with translation.override("en"):
        declared = {
            name: in_words(job.when) if job.when else "when asked"
            for name, job in declared_jobs().items()
            if name not in jobs
        }
    assert told == declared


def test_a_worker_is_refused_without_a_key(monkeypatch: pytest.MonkeyPatch, settings, tmp_path: Path) -> None:
    monkeypatch.delenv("MAILLAGE_SECRET_KEY", raising=False)
    settings.SECRET_KEY_FILE = tmp_path / "secret.key"
    with pytest.raises(NotReadyError, match=r"no key.*maillage serve"):
        work_until_stopped()


def test_a_worker_is_refused_on_a_database_of_another_version(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILLAGE_SECRET_KEY", django_settings.SECRET_KEY)
    MigrationRecorder.Migration.objects.filter(app="jobs").delete()
    with pytest.raises(NotReadyError, match=r"form.*maillage serve"):
        work_until_stopped()
