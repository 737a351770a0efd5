"""``maillage restore``: verified first, put in place at once, what was there kept aside."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from . import archive, contents, rows, swap
from .manifest import DATABASES, BackupError, Manifest
from .running import alone
from .verify import look_at


def restore(path: Path, *, replace: bool, now: datetime) -> tuple[Manifest, str]:
    """Brings a backup back; also the name under which what was there is kept, empty if nothing was.

    Raises BackupError; nothing has then changed.
    """
    data = settings.DATA
    data.mkdir(parents=True, exist_ok=True)
    with alone(data), archive.opened(path) as (members, told):
        finish_restore()
        _check_place(told, replace=replace)
        stage = swap.new_stage(data)
        try:
            archive.extract(members, told, stage)
            verified = look_at(stage, told)
            if verified.keys:
                raise BackupError(
                    f"The keys that this backup was written with are not here: {', '.join(verified.keys)}.",
                    hint=f"Put your copy of them into {settings.KEYS_FILE}, or into MAILLAGE_KEYS, and say it again.",
                )
        except BaseException:
            shutil.rmtree(stage)
            raise
        return told, _put_in_place(stage, told, before=f"{contents.BEFORE}{now:%Y%m%d-%H%M%S}")


def finish_restore() -> str:
    """What a restore that was stopped left undone, if there was one: said in a sentence. Before anything is started."""
    told = swap.finish(settings.DATA, rows_changed=rows.has_schema)
    if told:
        # Whatever was open may be another file now.
        connection.close()
    return told


def _check_place(told: Manifest, *, replace: bool) -> None:
    if told.database != connection.vendor:
        raise BackupError(
            f"This backup is of {told.database}, and MAILLAGE_DATABASE asks for {connection.vendor}.",
            hint="A backup is brought back into the kind of database that it was made of.",
        )
    there = contents.replaced(settings.DATA) or (connection.vendor == "postgresql" and rows.has_rows())
    if there and not replace:
        raise BackupError(
            f"There is a platform in {settings.DATA} already.",
            hint="Say --replace to put the backup in its place; what is there is kept aside. Nothing was changed.",
        )


def _put_in_place(stage: Path, told: Manifest, *, before: str) -> str:
    """The plan first. PostgreSQL then changes the rows, all or none, and the files follow."""
    postgresql = told.database == "postgresql"
    staged = stage / "data"
    enter = sorted(entry.name for entry in staged.iterdir()) if staged.is_dir() else []
    if not postgresql:
        (stage / DATABASES["sqlite"]).rename(stage / contents.DATABASE)
        enter.append(contents.DATABASE)
    leave = contents.replaced(settings.DATA)
    plan = swap.Plan(before, tuple(leave), tuple(enter), schema=postgresql)
    connection.close()
    swap.decide(settings.DATA, plan)
    if postgresql:
        try:
            rows.put_in_place(stage / DATABASES["postgresql"], before=before)
        except BackupError:
            finish_restore()
            raise
        connection.close()
    swap.carry_out(settings.DATA, plan)
    return before if leave or postgresql else ""
