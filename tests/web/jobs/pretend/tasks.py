"""Jobs that leave marks, fail, or take their time."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

from maillage.web.jobs.schedule import LONG, HopelessError, job

ADDRESS = "jeanne.martin@exemple.fr"
PATIENCE_SECONDS = 60


def mark(name: str) -> None:
    with (Path(os.environ["MARKS"]) / name).open("a") as file:
        file.write(f"{os.getpid()}\n")


def wait_for(name: str) -> None:
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not (Path(os.environ["MARKS"]) / name).exists() and time.monotonic() < give_up:
        time.sleep(0.02)


@job()
def leave_mark(number: int) -> int:
    mark(f"done-{number}")
    return 1


@job(attempts=3)
def fail() -> None:
    raise ValueError(f"no letter box at {ADDRESS}")


@job()
def fail_without_hope() -> None:
    try:
        raise KeyError(ADDRESS)
    except KeyError as error:
        raise HopelessError from error


@job()
def answer_too_much() -> str:
    return ADDRESS


@job(lane=LONG)
def patient() -> None:
    mark("began")
    wait_for("go")
    mark("ended")


@job(lane=LONG, limit=timedelta(seconds=0.1))
def endless() -> None:
    mark("began")
    wait_for("never")


@job(every=timedelta(minutes=1))
def minutely() -> None:
    mark("minutely")
