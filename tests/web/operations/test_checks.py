"""What is set up wrong is said on one line, with what to do."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from maillage.web.accounts.models import User
from maillage.web.environment import SettingError
from maillage.web.operations.backup.make import LAST
from maillage.web.operations.backup.running import in_use
from maillage.web.operations.checks import database, jobs, keys, machine, messages, saved
from maillage.web.operations.checks import settings as configured
from maillage.web.operations.checks.every import problems
from maillage.web.operations.checks.problem import Level, Problem
from maillage.web.operations.start import NotStartedError, before_start

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def where(found: Iterable[Problem], level: Level | None = None) -> set[str]:
    return {problem.where for problem in found if level in {None, problem.level}}


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"hosts": ["localhost"], "url": "http://localhost:8000", "https": False, "proxies": 0}, set()),
        ({"hosts": ["a.fr"], "url": "https://a.fr", "https": True, "proxies": 1}, set()),
        ({"hosts": [".a.fr"], "url": "https://sante.a.fr", "https": True, "proxies": 1}, set()),
        ({"hosts": ["a.fr"], "url": "https://a.fr", "https": True, "proxies": 0}, {"MAILLAGE_PROXIES"}),
        ({"hosts": ["a.fr"], "url": "https://a.fr", "https": False, "proxies": 1}, {"MAILLAGE_HTTPS"}),
        ({"hosts": ["a.fr"], "url": "http://localhost:8000", "https": True, "proxies": 1}, {"MAILLAGE_URL"}),
        ({"hosts": ["a.fr"], "url": "http://a.fr", "https": True, "proxies": 1}, {"MAILLAGE_URL"}),
        ({"hosts": ["*"], "url": "https://a.fr", "https": True, "proxies": 1}, {"MAILLAGE_HOSTS"}),
    ],
)
def test_names_tls_and_proxies_fit(told: dict, wrong: set[str]) -> None:
    assert where(configured.addresses(told.pop("hosts"), told.pop("url"), **told)) == wrong


def test_modes_for_trying_are_no_modes_for_people() -> None:
    assert where(configured.modes(debug=True, demo=True)) == {"MAILLAGE_DEBUG", "MAILLAGE_DEMO"}
    assert not where(configured.modes(debug=False, demo=False))


@pytest.mark.parametrize(("key", "level"), [("", Level.FATAL), ("a" * 80, Level.WRONG), ("abcdefghijkl", Level.WRONG)])
def test_a_weak_key_is_told(key: str, level: Level) -> None:
    assert where(keys.signing(key), level) == {"MAILLAGE_SECRET_KEY"}


def test_room_that_is_left() -> None:
    assert [problem.level for free in (10, 100_000_000, 5_000_000_000) for problem in machine.room(free, "")] == [
        Level.FATAL,
        Level.WRONG,
    ]


def test_a_folder_that_is_not_there_or_cannot_be_written(settings, tmp_path) -> None:
    settings.DATA = tmp_path / "none"
    assert where(machine.check(NOW), Level.FATAL) == {str(settings.DATA)}
    settings.DATA = tmp_path / "file"
    settings.DATA.write_text("")
    assert where(machine.check(NOW), Level.FATAL) == {str(settings.DATA)}


def test_a_backup_grows_old(settings) -> None:
    assert where(saved.check(NOW), Level.NOTE)
    (settings.DATA / LAST).write_text(NOW.isoformat())
    assert not where(saved.check(NOW + timedelta(days=1)))
    assert where(saved.check(NOW + timedelta(days=5)), Level.WRONG)


def test_messages_that_do_not_leave_are_told(settings) -> None:
    settings.EMAIL_SERVER = ""
    assert where(messages.check(NOW)) == {"MAILLAGE_EMAIL_HOST", "MAILLAGE_SMS_GATEWAY"}
    settings.EMAIL_SERVER, settings.DEFAULT_FROM_EMAIL = "smtp.exemple.fr", "maillage@localhost"
    assert "MAILLAGE_EMAIL_FROM" in where(messages.check(NOW), Level.WRONG)


@pytest.mark.django_db
def test_work_that_nobody_does_is_told_while_the_platform_runs(settings) -> None:
    assert where(jobs.check(NOW), Level.NOTE) == {"maillage serve"}
    with in_use(settings.DATA):
        assert where(jobs.check(NOW), Level.WRONG) == {"jobs"}


@pytest.mark.django_db
def test_a_migration_that_stopped_half_way_is_found(settings) -> None:
    assert not where(database.form())
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE studies_diagnosis RENAME COLUMN kind TO sort")
    (problem,) = database.form()
    assert problem.level is Level.FATAL
    assert "studies_diagnosis.kind" in problem.what
    with pytest.raises(NotStartedError, match="half-way"):
        before_start(now=NOW)


@pytest.mark.django_db
def test_a_database_of_a_later_version_is_left_alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('studies', '0099_later', CURRENT_TIMESTAMP)"
        )
    (problem,) = database.form()
    assert (problem.level, "studies.0099_later" in problem.what) == (Level.FATAL, True)


@pytest.mark.django_db
def test_migrations_that_wait_are_told() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'scenarios'")
    (problem,) = database.form()
    assert (problem.level, "scenarios." in problem.what) == (Level.WRONG, True)


@pytest.mark.django_db
def test_every_problem_says_where_what_and_what_to_do() -> None:
    for problem in problems(now=NOW):
        assert problem.where
        assert problem.what
        assert problem.mend
        assert "\n" not in str(problem)


@pytest.mark.django_db
def test_strangers_hear_one_word_and_who_runs_it_hears_all(client: Client, as_agent: Client, reader: User) -> None:
    assert Client().get("/etat/").json() == {"status": "ok"}
    member = Client()
    member.force_login(reader)
    assert member.get("/etat/").json() == {"status": "ok"}


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"MAILLAGE_DATABASE": "mysql://x/y"}, "MAILLAGE_DATABASE is not an address of PostgreSQL"),
        ({"MAILLAGE_TIME_ZONE": "Mars/Olympus"}, "MAILLAGE_TIME_ZONE is not understood"),
        ({"MAILLAGE_DATABASE": "postgresql://nobody@/none?host=/nowhere"}, "the database cannot be used"),
    ],
)
def test_it_is_not_started_on_what_would_fail_later(
    own_platform: dict[str, str], changed: dict[str, str], word: str
) -> None:
    command = [sys.executable, "-m", "maillage", "serve", "--port", "1"]
    done = subprocess.run(command, env=own_platform | changed, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert word in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ({"MAILLAGE_TERRITORY": "78"}, "Europe/Paris"),
        ({"MAILLAGE_TERRITORY": "974"}, "Indian/Reunion"),
        ({"MAILLAGE_TERRITORY": "97105 97109"}, "America/Guadeloupe"),
        ({"MAILLAGE_TERRITORY": "974", "MAILLAGE_TIME_ZONE": "Europe/Paris"}, "Europe/Paris"),
    ],
)
def test_an_authority_works_by_its_own_clocks(own_platform: dict[str, str], said: dict[str, str], zone: str) -> None:
    command = [sys.executable, "-c", "from maillage.web import settings; print(settings.TIME_ZONE)"]
    done = subprocess.run(command, env=own_platform | said, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == zone


def test_settings_are_read_strictly(monkeypatch: pytest.MonkeyPatch) -> None:
    from maillage.web.database import database_settings
    from maillage.web.environment import flag, one_of, read_by, whole_number, zone_called

    for name, word, read in (
        ("MAILLAGE_HTTPS", "perhaps", lambda: flag("MAILLAGE_HTTPS", default=True)),
        ("MAILLAGE_PROXIES", "-1", lambda: whole_number("MAILLAGE_PROXIES", default=0)),
        ("MAILLAGE_LOG", "xml", lambda: one_of("MAILLAGE_LOG", "text", "json")),
        ("MAILLAGE_TIME_ZONE", "Réunion", lambda: read_by(zone_called, "MAILLAGE_TIME_ZONE", "", form="a zone")),
        ("MAILLAGE_TIME_ZONE", "../Paris", lambda: read_by(zone_called, "MAILLAGE_TIME_ZONE", "", form="a zone")),
        ("MAILLAGE_TIME_ZONE", "Europe", lambda: read_by(zone_called, "MAILLAGE_TIME_ZONE", "", form="a zone")),
    ):
        monkeypatch.setenv(name, word)
        with pytest.raises(SettingError, match=name):
            read()
    for address in ("mysql://a/b", "postgresql://h", "postgresql://u:secret@h:x/n", "postgres://u:secret@[::1/n",
                    "postgresql://u:secret@h/n?nope=1"):  # fmt: skip
        with pytest.raises(SettingError) as raised:
            database_settings(address, data=None)
        assert "secret" not in str(raised.value)
    told = database_settings("postgresql://u:p%40@h:5433/n?sslmode=require", data=None)
    assert (told["NAME"], told["USER"], told["PASSWORD"], told["HOST"], told["PORT"]) == ("n", "u", "p@", "h", "5433")
    assert told["OPTIONS"]["sslmode"] == "require"
    # What the address says holds, where the platform has an opinion too.
    slower = database_settings("postgresql://h/n?connect_timeout=60", data=None)["OPTIONS"]["connect_timeout"]
    assert (told["OPTIONS"]["connect_timeout"], slower) == ("10", "60")
