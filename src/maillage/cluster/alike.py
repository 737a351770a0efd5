"""The same answer comes of the same programs and figures: the workers are held to those of this process."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from ..reference import FOLDER
from .errors import ClusterError

# What computes, and what carries figures from one process to another.
PACKAGES = ("maillage", "numpy", "scipy", "pandas", "osrm-bindings")


def check_alike(client: Any) -> None:
    """Of a Dask client. Raises ClusterError naming a worker with another Python, other packages or other figures."""
    versions = client.get_versions(packages=PACKAGES)
    here = _programs(versions["client"])
    for address, there in versions["workers"].items():
        check_same(address, here, _programs(there))
    figures = figures_digest()
    for address, digest in client.run(figures_digest).items():
        if digest != figures:
            raise ClusterError(
                f"Worker {address} has other reference figures than this machine.",
                hint="Install the same maillage there, with the same reference.",
            )


def check_same(worker: str, here: Mapping[str, str | None], there: Mapping[str, str | None]) -> None:
    """Raises ClusterError for the first program of ``here`` that a worker has in another version, or lacks."""
    for name, version in here.items():
        if there[name] != version:
            raise ClusterError(
                f"Worker {worker} has {name} {there[name]}; this machine has {version}."
                if there[name]
                else f"Worker {worker} does not have {name}.",
                hint="Install the same versions on every worker: "
                + ", ".join(f"{each} {wanted}" for each, wanted in here.items())
                + ".",
            )


def figures_digest() -> str:
    """Of the figures of communes that this process computes with."""
    return hashlib.sha256((FOLDER / "communes.parquet").read_bytes()).hexdigest()


def _programs(versions: Mapping[str, Any]) -> dict[str, str | None]:
    """Versions by name. Of Python the first two numbers: what one writes another reads."""
    packages = versions["packages"]
    python = ".".join(packages["python"].split(".")[:2])
    return {"Python": python} | {name: packages[name] for name in PACKAGES}
