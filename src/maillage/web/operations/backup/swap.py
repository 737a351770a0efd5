"""Puts a staged copy in the place of what is there, so that whatever stops it, one of the two is whole.

Before the plan is written the old data is untouched; from then on every step is a rename that can be done again, and
whoever comes next (:func:`finish`, at start) does what is left. What was there is kept in a folder beside.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from maillage.web.disk import sync_folder

from . import contents
from .manifest import BackupError

STAGE = ".restoring"
PLAN = "plan.json"


@dataclass(frozen=True)
class Plan:
    """``leave``: entries that go to the folder ``before``; ``enter``: entries of the stage that take their place.
    ``schema``: whether the rows are in PostgreSQL, where a schema named ``before`` says that they were changed."""

    before: str
    leave: tuple[str, ...]
    enter: tuple[str, ...]
    schema: bool


def new_stage(data: Path) -> Path:
    """An empty folder to unpack into, readable by its owner alone."""
    stage = data / STAGE
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(parents=True, mode=0o700)
    return stage


def decide(data: Path, plan: Plan) -> None:
    """From now on the restore is carried on, whatever happens."""
    stage = data / STAGE
    aside = stage / f"{PLAN}.new"
    with aside.open("w") as file:
        json.dump(plan.__dict__, file)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(stage / PLAN)
    sync_folder(stage)


def finish(data: Path, *, rows_changed: Callable[[str], bool]) -> str:
    """Does what a restore that was stopped left undone, and says in a sentence what; empty if there was none.

    ``rows_changed``: whether PostgreSQL has the schema that a restore renames the old rows to.
    """
    stage = data / STAGE
    if not stage.is_dir():
        return ""
    plan = _read(stage / PLAN)
    if plan is None or (plan.schema and not rows_changed(plan.before)):
        shutil.rmtree(stage)
        return "A restore was stopped before it changed anything: its copy was thrown away."
    carry_out(data, plan)
    return f"A restore that was stopped is now done. What was there before is in {plan.before}."


def carry_out(data: Path, plan: Plan) -> None:
    """Each step does nothing if it was done."""
    stage, before = data / STAGE, data / plan.before
    before.mkdir(exist_ok=True, mode=0o700)
    for name in plan.leave:
        if (data / name).exists() and not (before / name).exists():
            (data / name).rename(before / name)
    sync_folder(before)
    for name in plan.enter:
        staged = stage / ("data" if name != contents.DATABASE else ".") / name
        if staged.exists():
            staged.rename(data / name)
    sync_folder(data)
    shutil.rmtree(stage)
    if not any(before.iterdir()):
        before.rmdir()


def _read(file: Path) -> Plan | None:
    if not file.is_file():
        return None
    told = json.loads(file.read_text())
    try:
        return Plan(told["before"], tuple(told["leave"]), tuple(told["enter"]), told["schema"])
    except (KeyError, TypeError) as error:
        raise BackupError(f"{file} is not a plan of ours.", hint="Ask before you remove anything.") from error
