"""Backups are really made, and really brought back, on the database that the suite runs on, in a process with a data
folder as in production: one for all of it, because a platform takes seconds to be set up."""

from __future__ import annotations

import json
import subprocess
import sys

SCRIPT = """
import json, os, sys
from datetime import timedelta
from pathlib import Path
import django

os.environ["DJANGO_SETTINGS_MODULE"] = "maillage.web.settings"
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from maillage.web.operations.backup import archive, restore as bringing, rows, swap, verify as looking
from maillage.web.operations.backup.make import backup, last_backup
from maillage.web.operations.backup.manifest import BackupError
from maillage.web.operations.backup.restore import restore
from maillage.web.operations.backup.running import in_use
from maillage.web.operations.backup.verify import verify
from maillage.web.operations.checks import database
from maillage.web.operations.start import before_start
from maillage.web.privacy.actions import journal
from maillage.web.privacy.actions.start import make_ready
from maillage.web.privacy.models import Entry, KnownKey
from maillage.web.privacy.queries.verification import guards_that_miss, verify_journal
from maillage.web.privacy.rules.verbs import VERBS

now, FILE = timezone.now(), Path(settings.DATA).parent / "saved.zip"
NOTE = settings.DATA / "files" / "note.txt"
VERB = min(VERBS)
said = {"kind": connection.vendor}


def write(text):
    # One thing in the rows, one in the files, one line in the journal.
    NOTE.parent.mkdir(exist_ok=True)
    NOTE.write_text(text)
    with transaction.atomic():
        journal.record(verb=VERB, subject=KnownKey.objects.first(), by=None, now=now, why=text)


def state():
    return [NOTE.read_text(), [*Entry.objects.order_by("number").values_list("why", flat=True)][-1]]


def refused(**told):
    try:
        restore(**{"path": FILE, "replace": True, "now": now} | told)
    except BackupError as error:
        return str(error)


before_start(now=now)
call_command("migrate", verbosity=0)
make_ready(now=now)
write("first")

# Made, looked at, brought back.
made = backup(FILE, now=now)
try:
    backup(FILE, now=now)
except BackupError as error:
    said["again"] = str(error)
said["names"], said["mode"], said["journal"] = sorted(made.members), FILE.stat().st_mode & 0o777, verify(FILE).journal
said["last"] = last_backup(settings.DATA).isoformat() == made.made_at
write("second")
said["kept back"] = [refused(replace=False), state()]
_, before = restore(FILE, replace=True, now=now)
said["restored"], said["aside"] = state(), (settings.DATA / before / "files" / "note.txt").read_text()
said["schema"] = connection.vendor == "sqlite" or rows.has_schema(before)
said["problems"] = [str(each) for each in database.check(now)]

# The journal is what it was.
try:
    with transaction.atomic():
        Entry.objects.update(why="changed")
    said["changed"] = True
except DatabaseError:
    said["changed"] = False
said["guards"], said["sound"] = guards_that_miss(), verify_journal().sound

# What cannot be brought back.
whole = FILE.read_bytes()
middle = bytearray(whole)
middle[len(whole) // 3] ^= 0xFF
for name, content in {"short": whole[: len(whole) // 2], "empty": b"", "changed in it": bytes(middle)}.items():
    bad = FILE.with_name(f"{name}.zip")
    bad.write_bytes(content)
    said[name] = refused(path=bad)
said["nowhere"] = refused(path=FILE.with_name("none.zip"))
kept = settings.KEYS_FILE.read_text()
settings.KEYS_FILE.unlink()
said["no keys"] = refused()
settings.KEYS_FILE.write_text(kept)
known = rows.known_migrations()
looking.rows.known_migrations = lambda: [each for each in known if not each.startswith("accounts")]
said["later"] = refused()
looking.rows.known_migrations = lambda: known
usage = archive.shutil.disk_usage
archive.shutil.disk_usage = lambda folder: type("Usage", (), {"free": 1000})
said["no room"] = refused()
archive.shutil.disk_usage = usage
with in_use(settings.DATA):
    said["running"] = refused()
said["unchanged"] = [state(), sorted(each.name for each in settings.DATA.glob("before-*")) == [before]]

# Killed right before a step; the next start does what is left.
def killed_before(module, name, later):
    write("third")
    connection.close()
    if not (child := os.fork()):
        setattr(module, name, lambda *told, **more: os.kill(os.getpid(), 9))
        restore(FILE, replace=True, now=now + timedelta(minutes=later))
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -9, name
    connection.close()
    before_start(now=now)
    return [*state(), (settings.DATA / ".restoring").exists()]

said["killed"] = {
    "unpacked": killed_before(archive, "extract", 1),
    "decided": killed_before(swap, "decide", 2),
    "moved": killed_before(swap, "carry_out", 3),
}
if connection.vendor == "postgresql":
    said["killed"]["rows"] = killed_before(rows, "put_in_place", 4)
print(json.dumps(said))
"""

WORDS = {
    "again": "is there already", "short": "not a whole backup", "empty": "not a whole backup", "changed in it": "",
    "nowhere": "is not there", "no keys": "keys", "later": "later version", "no room": "MB left",
    "running": "Stop it first",
}  # fmt: skip


def test_a_backup_is_brought_back_whole_or_not_at_all(own_platform: dict[str, str]) -> None:
    # Its keys are made at the first start, as in production.
    environment = own_platform | {"MAILLAGE_KEYS": ""}
    done = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    said = json.loads(done.stdout)
    sqlite = said["kind"] == "sqlite"

    assert said["mode"] == 0o600
    assert said["names"] == ["data/files/note.txt", "database.sqlite3" if sqlite else "database.dump"]
    assert said["last"]
    assert bool(said["journal"]) == sqlite

    refusal, state = said["kept back"]
    assert "--replace" in refusal
    assert state == ["second", "second"]
    assert (said["restored"], said["aside"], said["schema"]) == (["first", "first"], "second", True)
    assert said["problems"] == []
    assert (said["changed"], said["guards"], said["sound"]) == (False, [], True)

    for name, word in WORDS.items():
        assert said[name], name
        assert word in said[name]
    assert said["unchanged"] == [["first", "first"], True]

    for step, state in said["killed"].items():
        assert state == (["first", "first", False] if step == "moved" else ["third", "third", False]), step
