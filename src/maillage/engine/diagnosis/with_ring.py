"""The computed columns of some communes, which need no more of France than the ring around these.

So départements can be computed apart, and anywhere. Every figure of a commune is a sum over what lies around it, in the
order of the codes: a département with its ring adds up the same terms in the same order as all of France does, and its
figures are equal to the last bit, not nearly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from itertools import repeat
from typing import Any

import pandas as pd

from ..access.apl import official_decay
from ..sources.reference import Reference, load_reference
from ..territory.places import Places
from ..territory.ring import located, ring
from ..travel.router import Router
from .columns import LATEST_YEAR
from .computed import REACH_MINUTES, gp_access, mean_acts_per_gp, service_access
from .why import reasons

# The farthest that an indicator looks: the nearest ordinary service.
WITHIN_MINUTES = 30.0
# Supply is one reach away, the demand on it two, what else that demand can choose three: with all of them, an
# indicator inside the territory equals that of the national computation.
RING_REACHES = 3

Progress = Callable[[str, float], None]


def computed(
    codes: Iterable[str], router: Router, reference: Reference, progress: Progress = lambda *_: None
) -> pd.DataFrame:
    """Access of the located communes among ``codes``, in their order, and the reasons for it. Indexed by code.

    ``progress`` is told each step and the share done before it. Raises TerritoryError where none can be located.
    """
    progress("travel", 0.0)
    codes = sorted(codes)
    around = ring(reference.communes, tuple(codes), km=RING_REACHES * router.reach_km(REACH_MINUTES))
    region = located(reference.communes.loc[sorted({*codes, *around})])
    places = Places.of_communes(region)
    pairs = router.pairs(places, places, within_minutes=WITHIN_MINUTES)
    progress("access", 0.5)
    decay = official_decay(reference.apl_parameters(LATEST_YEAR))
    acts_per_gp = mean_acts_per_gp(reference.communes)
    columns = [
        gp_access(region, pairs, decay=decay, acts_per_gp=acts_per_gp),
        service_access(reference.communes, region, pairs, router),
        reasons(region, pairs, decay=decay, acts_per_gp=acts_per_gp),
    ]
    return pd.concat(columns, axis=1)[region.index.isin(codes)]


def computed_apart(
    codes: Iterable[str],
    router: Router,
    reference: Reference,
    executor: Executor,
    progress: Progress = lambda *_: None,
) -> pd.DataFrame:
    """:func:`computed`, each département by itself with its ring, wherever ``executor`` computes it.

    What travels is codes and the router; a process there has its own reference. ``progress`` is told the share done.
    """
    codes = sorted(codes)
    places = located(reference.communes.loc[codes])
    blocks = [list(block.index) for _, block in places.groupby("departement")] or [codes]
    folder = None if reference is load_reference() else reference.folder
    found: list[pd.DataFrame] = []
    for figures in executor.map(_computed_there, blocks, repeat(router), repeat(folder)):
        found.append(figures)
        progress("access", len(found) / len(blocks))
    return pd.concat(found).sort_index()


def _computed_there(codes: list[str], router: Router, folder: Any) -> pd.DataFrame:
    return computed(codes, router, load_reference(folder))
