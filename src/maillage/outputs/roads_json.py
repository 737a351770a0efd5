"""``roads.json``: what real roads change in a diagnosis, beside the crow-flight model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from ..engine.travel.errors import BandError
from .plain import write_plain_json


def write_roads_json(
    path: Path,
    *,
    label: str,
    errors: Sequence[BandError],
    off_network: pd.Series,
    no_way: Sequence[tuple[str, str]],
    changes: pd.DataFrame,
) -> None:
    """``errors``: of the model, measured on the roads. ``off_network``: names of communes, by code, that it kept.

    ``no_way``: codes of the pairs on the network that no way joins. ``changes``: of
    :func:`~..engine.diagnosis.changes.changes`. Raises OutputError if the file cannot be written.
    """
    content = {
        "travel": label,
        "model_errors": [asdict(band) for band in errors],
        "off_network": [{"code": code, "name": name} for code, name in off_network.items()],
        "no_way": [{"from": start, "to": end} for start, end in no_way],
        "changes": changes.round(6).rename_axis("code").reset_index().to_dict("records"),
    }
    write_plain_json(content, path)
