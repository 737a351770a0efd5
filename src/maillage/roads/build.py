"""Builds a road network: checks the file, cuts it, and has OSRM's own programs make the network of it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import numpy as np

from ..engine.errors import OutputError, SourceError, TravelError
from ..engine.sources.roads.cut import cut
from ..engine.sources.roads.network import FILES, MODES, Bounds, NetworkRecord, main_part, open_engine, write_record
from ..engine.sources.roads.osm_file import OsmFile, check_osm, sha256_of
from ..engine.sources.roads.overpass import looks_like_json, overpass_to_pbf
from .aside import Aside, built_aside

Progress = Callable[[str], None]

# A rule of thumb for the peak memory of OSRM's programs, and where it comes from: docs/roads.md.
MEMORY_BASE_MB = 80
MEMORY_PER_FILE_BYTE = {"car": 15, "foot": 20, "bicycle": 20}
# A file of roads alone, with no building or river in it, takes so many times as much for its size.
ROADS_ALONE = 4
# Contraction answers tables five times as fast, but on the dense webs of paths it takes eighty times as long to
# prepare as partition does (docs/adr/0007): the times are the same.
ALGORITHM = {"car": "CH", "foot": "MLD", "bicycle": "MLD"}
PREPARATION = {"CH": ("osrm-contract",), "MLD": ("osrm-partition", "osrm-customize")}
# Points of a grid over the network, of which the best connected becomes the anchor.
GRID = 15


def build_network(
    file: Path,
    mode: str,
    folder: Path,
    *,
    name: str,
    built_on: str,
    bounds: Bounds | None = None,
    progress: Progress = lambda _: None,
) -> NetworkRecord:
    """Makes the network of ``file`` (.osm.pbf or Overpass JSON) in ``folder``; what was there stays until it is ready.

    ``bounds`` (west, south, east, north): cut the file to it first. ``built_on``: the date to record. ``progress`` is
    told each step. Raises TravelError for an unknown mode or too little memory, SourceError for a file that is not
    OpenStreetMap, is cut short or holds no road for the mode, OutputError where the disk is full.
    """
    check_mode(mode)
    if not file.is_file():
        raise SourceError("no such file.", file=str(file), hint="Check the path.")
    with built_aside(folder) as aside:
        source = file
        if looks_like_json(file):
            progress("converting Overpass JSON")
            source = aside.folder / "converted.osm.pbf"
            overpass_to_pbf(file, source)
        if bounds:
            progress("cutting out the territory")
            whole, source = source, aside.folder / "cut.osm.pbf"
            cut(whole, source, bounds=bounds)
        progress("reading the roads")
        osm = check_osm(source)
        _check_memory(source, mode, roads_alone=source != file)
        counts = _run_osrm(source, mode, aside, file=file, progress=progress)
        record = _record(osm, file, mode, aside.folder, name=name, built_on=built_on, cut_to=bounds, counts=counts)
        for made in aside.folder.glob("*.osm.pbf"):
            made.unlink()
        write_record(aside.folder, record)
    return record


def check_mode(mode: str) -> None:
    """Raises TravelError for a mode that has no profile."""
    if mode not in MODES:
        raise TravelError(f"{mode!r} is not a mode of travel.", hint=f"Choose one of: {', '.join(MODES)}.")


def memory_needed_mb(file: Path, mode: str, *, roads_alone: bool = False) -> float:
    """Estimate of the most memory that building the network of a file takes; ``roads_alone``: it was cut to roads."""
    times = ROADS_ALONE if roads_alone else 1
    return MEMORY_BASE_MB + times * MEMORY_PER_FILE_BYTE[mode] * file.stat().st_size / 1e6


def memory_of_machine_mb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e6


def _check_memory(source: Path, mode: str, *, roads_alone: bool) -> None:
    needed, there = memory_needed_mb(source, mode, roads_alone=roads_alone), memory_of_machine_mb()
    if needed > there:
        raise TravelError(
            f"This network needs some {needed:,.0f} MB of memory; the machine has {there:,.0f} MB.",
            hint="Cut it to your territory with --territory, or build it on a larger machine.",
        )


def _run_osrm(source: Path, mode: str, aside: Aside, *, file: Path, progress: Progress) -> dict[str, int]:
    """Extracts and prepares; returns how many nodes and edges OSRM counted."""
    import osrm

    home = Path(osrm.__file__).parent
    profile = home / "share" / "profiles" / f"{mode}.lua"
    progress("extracting the network (osrm-extract)")
    out = aside.folder / FILES
    extract = [home / "bin" / "osrm-extract", "-p", profile, "-o", out, source]
    said = _run(extract, aside, file=file, mode=mode)
    for program in PREPARATION[ALGORITHM[mode]]:
        progress(f"preparing the ways ({program})")
        _run([home / "bin" / program, out], aside, file=file, mode=mode)
    words = said.split()
    counts = {
        what: int(before)
        for start, before, what in zip(words, words[1:], words[2:], strict=False)
        if start.endswith("Processed") and what in {"nodes", "edges"} and before.isdigit()
    }
    return {"nodes": counts.get("nodes", 0), "edges": counts.get("edges", 0)}


def _run(command: list[Path | str], aside: Aside, *, file: Path, mode: str) -> str:
    words = [str(word) for word in command]
    done = subprocess.run(  # noqa: S603 - OSRM's own
        words, capture_output=True, text=True, errors="replace", check=False, pass_fds=(aside.lock,)
    )
    if not done.returncode:
        return done.stdout + done.stderr
    said = (done.stdout + done.stderr).strip()
    if "no edges remaining" in said or "no snappable edges" in said:
        raise SourceError(
            f"no road in it can be travelled by {mode}.", file=file.name, hint="Choose another file or mode."
        )
    if "No space left" in said or shutil.disk_usage(aside.folder).free < 1_000_000:
        raise OutputError("The disk is full: the road network was not built.", hint="Free some room and start again.")
    if done.returncode == -9:
        raise TravelError(
            f"{Path(str(command[0])).name} was killed, probably for want of memory.",
            hint="Cut the file to your territory with --territory, or build it on a larger machine.",
        )
    last = said.splitlines()[-1] if said else f"exit code {done.returncode}"
    raise SourceError(f"{Path(str(command[0])).name} could not use it.", file=file.name, found=last[:200])


def _record(
    osm: OsmFile,
    file: Path,
    mode: str,
    folder: Path,
    *,
    name: str,
    built_on: str,
    cut_to: Bounds | None,
    counts: dict[str, int],
) -> NetworkRecord:
    west, south, east, north = osm.bounds
    lon, lat = np.meshgrid(np.linspace(west, east, GRID), np.linspace(south, north, GRID))
    engine = open_engine(folder, ALGORITHM[mode])
    anchor = main_part(engine, np.column_stack((lon.ravel(), lat.ravel())))
    return NetworkRecord(
        name=name,
        mode=mode,
        algorithm=ALGORITHM[mode],
        file=file.name,
        sha256=sha256_of(file),
        dated=osm.dated,
        built_on=built_on,
        osrm=version("osrm-bindings"),
        cut=cut_to,
        bounds=osm.bounds,
        nodes=counts["nodes"],
        edges=counts["edges"],
        top_kmh=round(osm.fastest_kmh[mode], 2),
        anchor=anchor,
    )
