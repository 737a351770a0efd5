"""A platform in a folder of its own, whose diagnoses are computed once for the whole session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache, caches
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client
from django.utils import timezone, translation

from maillage.engine.diagnosis.result import Result
from maillage.engine.study import Study, run
from maillage.roads.build import build_network
from maillage.web.accounts.actions.people import create_agent, create_person
from maillage.web.accounts.models import User
from maillage.web.jobs.actions import work
from maillage.web.jobs.schedule import LANES, find_job
from maillage.web.jobs.worker.lane import attempt
from maillage.web.privacy.models.guards import guard, unguard
from maillage.web.studies import actions
from maillage.web.studies.models import Diagnosis, store
from maillage.web.studies.queries.diagnoses import figures_version
from maillage.web.territories.queries import get_territory

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PASSWORD = "une phrase assez longue"


@pytest.fixture(scope="session", autouse=True)
def secret_key() -> None:
    """Not through the fixture `settings`, which reads the old value first: there is none, and Django says so."""
    django_settings.SECRET_KEY = "a key for tests alone, long enough to sign with"
    django_settings.KEYS = "YSBrZXkgZm9yIHRlc3RzIGFsb25lLCBvZiAzMiBieS4="


@pytest.fixture(scope="session")
def django_db_modify_db_settings(secret_key: None, django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The database is made with a key: its checks want one. Each worker of pytest-xdist has its own."""


@pytest.fixture(scope="session", autouse=True)
def flush_past_the_guards_of_the_journal() -> Iterator[None]:
    """A test in transactions of its own leaves rows, which Django removes from all tables: from the journal's too."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def unguarded(operations: BaseDatabaseOperations, statements: list[str]) -> None:
        unguard(operations.connection)
        flush(operations, statements)
        guard(operations.connection)

    BaseDatabaseOperations.execute_sql_flush = unguarded
    yield
    BaseDatabaseOperations.execute_sql_flush = flush


@pytest.fixture(scope="session")
def yvelines_result() -> Result:
    return run(Study(("78",)))


@pytest.fixture(scope="session")
def small_france_result(yvelines_result: Result) -> Result:
    """Yvelines, said to be the whole of France: what an excerpt is taken from, without the wait."""
    return replace(yvelines_result, territory=replace(yvelines_result.territory, kind="france", code="france"))


@pytest.fixture(scope="session")
def studies_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("studies")


@pytest.fixture(autouse=True)
def platform(
    settings, monkeypatch, studies_folder: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[None]:
    """Its settings; the engine answers at once with what it answered first."""
    settings.DATA, settings.STUDIES_ROOT = tmp_path, studies_folder
    # Where road networks are looked for: a test that wants one asks for `roads`.
    monkeypatch.setenv("MAILLAGE_DATA", str(tmp_path))
    settings.DEMO, settings.HTTPS = False, False
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.WHITENOISE_AUTOREFRESH = True
    known = {"78": "yvelines_result", "france": "small_france_result"}

    def compute(words: list[str], parameters: dict) -> Result:
        name = known.get(words[0]) if len(words) == 1 and not parameters else None
        return request.getfixturevalue(name) if name else run(Study(tuple(words), **parameters))

    monkeypatch.setattr(store, "compute", compute)
    cache.clear()
    caches["turns"].clear()
    caches["directory"].clear()
    # A file that a test closes would end the connection, and with it the transaction that the test runs in.
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)
    # The language of the page that the test before asked for would stay.
    translation.deactivate()
    yield
    cache.clear()


@pytest.fixture(scope="session")
def roads_folder(streets: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a network by car and one on foot."""
    folder = tmp_path_factory.mktemp("roads")
    for mode in ("car", "foot"):
        build_network(streets, mode, folder / "roads" / "rues" / mode, name="rues", built_on="2026-03-01")
    return folder


@pytest.fixture
def roads(roads_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The networks of `roads_folder` are installed."""
    monkeypatch.setenv("MAILLAGE_DATA", str(roads_folder))
    return roads_folder


@pytest.fixture
def agent(db) -> User:
    return create_agent(email="agent@exemple.fr", name="Marie Dupont", password=PASSWORD, by=None)


@pytest.fixture
def person(db) -> Callable[..., User]:
    """``person(role="dpo")``: somebody with that role in the authority's own organisation, ``person()`` with none."""
    names = count(1)

    def somebody(role: str = "", **said: str) -> User:
        who = {"email": f"personne{next(names)}@exemple.fr", "name": "Ali Haddad"} | said
        if role:
            return create_agent(**who, password=PASSWORD, by=None, role=role)
        return create_person(**who, password=PASSWORD, by=None, now=NOW)

    return somebody


@pytest.fixture
def reader(person: Callable[..., User]) -> User:
    """Has an account, but may neither make nor publish."""
    return person(role="reader", email="lecteur@exemple.fr", name="Paul Martin")


@pytest.fixture
def make(agent: User) -> Callable[..., Diagnosis]:
    """``make("78")`` makes a draft; ``make("78", published=True)`` publishes it too."""

    def made(*words: str, published: bool = False, name: str = "") -> Diagnosis:
        diagnosis = actions.make_diagnosis(
            territory=get_territory(words),
            words=list(words),
            name=name,
            reference=figures_version(),
            by=agent,
            now=NOW,
        )
        if published:
            actions.publish(diagnosis=diagnosis, by=agent, now=NOW)
        return diagnosis

    return made


@pytest.fixture
def yvelines(make: Callable[..., Diagnosis]) -> Diagnosis:
    """Published."""
    return make("78", published=True)


@pytest.fixture
def as_agent(client: Client, agent: User) -> Client:
    client.force_login(agent)
    return client


@pytest.fixture
def run_jobs(db) -> Callable[[], list[str]]:
    """``run_jobs()`` does what is due now, here, and what that asks for; names of the jobs. Raises what they raise."""
    workers = [work.enter(lane=lane, host="test", pid=1, now=timezone.now()) for lane in LANES]

    def run() -> list[str]:
        done = []
        for worker in workers:
            while job := work.take(worker=worker, now=timezone.now()):
                done.append(job.task_path)
                dealt_with, error = attempt(job)
                if error:
                    work.fail(worker=worker, error=error, now=timezone.now())
                    raise error
                work.succeed(worker=worker, dealt_with=dealt_with, now=timezone.now())
        return [find_job(path).name for path in done]

    return run
