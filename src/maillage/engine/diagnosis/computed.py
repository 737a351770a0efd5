"""Accessibility of every commune, from people, supply and minutes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..access.coverage import amount_within
from ..access.decay import Decay, GaussianDecay, Threshold
from ..access.density import density
from ..access.floating_catchment import bfca, crowding, m2sfca, two_step
from ..access.nearest import nearest
from ..territory.places import Places
from ..territory.ring import located
from ..travel.pairs import Pairs
from ..travel.router import Router
from .columns import SERVICES, Service

CATCHMENT_MINUTES = 15.0
REACH_MINUTES = 20.0
PER = 10_000


def mean_acts_per_gp(communes: pd.DataFrame) -> float:
    """Acts a year of one GP: all the acts that the published APL of 2019 amounts to, over all GPs of 2019.

    The activity of each GP is not open data; with one activity for all, the computed APL has the unit and the level of
    the published one, and its differences between communes come from people, GPs and minutes alone. Where 2019 was not
    published for a whole commune (Paris, Lyon, Marseille: by arrondissement only) the APL of 2022 stands in.
    """
    apl = communes["apl_2019"].fillna(communes["apl_2022"])
    known = apl.notna() & communes["gps_2019"].notna()
    acts = (apl * communes["standardised_population_2022"])[known].sum()
    return float(acts / communes["gps_2019"][known].sum())


def gp_access(region: pd.DataFrame, pairs: Pairs, *, decay: Decay, acts_per_gp: float) -> pd.DataFrame:
    """GP indicators of ``region``: located reference communes, between which ``pairs`` are, in the same order.

    A commune whose GPs are not known offers none to its neighbours; the notes of a diagnosis name it.
    """
    gps, leaving = (region[column].fillna(0).to_numpy() for column in ("gps_2019", "gps_60_plus_2019"))
    standardised = standardised_2019(region).to_numpy()
    population = region["population"].fillna(0).to_numpy()
    bands, catchment, bell = (
        pairs.weights(each) for each in (decay, Threshold(CATCHMENT_MINUTES), GaussianDecay(REACH_MINUTES))
    )
    apl = two_step(bands, standardised, np.column_stack((gps, gps - leaving)) * acts_per_gp)
    in_commune = crowding(bands, population, gps)
    columns = {
        "apl_computed": apl[:, 0],
        "apl_computed_without_60_plus": apl[:, 1],
        "gp_density": np.where(region["gps_2019"].notna(), density(gps, population, per=PER), np.nan),
        "access_2sfca": two_step(catchment, population, gps) * PER,
        "access_e2sfca": two_step(bell, population, gps) * PER,
        "access_m2sfca": m2sfca(bell, population, gps) * PER,
        "access_bfca": bfca(bell, population, gps) * PER,
        "crowding": np.where(gps > 0, in_commune, np.nan),
        "gps_within_15": amount_within(pairs, gps, CATCHMENT_MINUTES),
        "population_within_15": amount_within(pairs, population, CATCHMENT_MINUTES),
    }
    return pd.DataFrame(columns, index=region.index)


def standardised_2019(region: pd.DataFrame) -> pd.Series:
    """Standardised population nearest to 2019 (of 2020, published with the APL 2022); plain where it is withheld."""
    return region["standardised_population_2022"].fillna(region["population"]).fillna(0)


def service_access(communes: pd.DataFrame, region: pd.DataFrame, pairs: Pairs, router: Router) -> pd.DataFrame:
    """Minutes to the nearest of each service, wherever in France it is, and access to shared professionals."""
    columns: dict[str, np.ndarray] = {}
    population = region["population"].fillna(0).to_numpy()
    bell = pairs.weights(GaussianDecay(REACH_MINUTES))
    shared = [service for service in SERVICES if service.access_label]
    supplies = np.column_stack([region[service.column].fillna(0).to_numpy() for service in shared])
    access = two_step(bell, population, supplies) * PER
    for service in SERVICES:
        columns[f"minutes_to_{service.name}"] = minutes_to(service, communes, region, pairs, router)
    columns |= {f"access_{service.name}": access[:, place] for place, service in enumerate(shared)}
    return pd.DataFrame(columns, index=region.index)


def minutes_to(
    service: Service, communes: pd.DataFrame, region: pd.DataFrame, pairs: Pairs, router: Router
) -> np.ndarray:
    """Minutes ``(n,)`` from each commune of ``region`` to the nearest with the service; NaN beyond its bound."""
    if service.within_minutes <= pairs.within_minutes:
        return nearest(pairs, region[service.column].fillna(0).to_numpy()).minutes
    # Rare services are far apart: the nearest may lie beyond the ring, so all those of France are asked.
    equipped = located(communes[communes[service.column] > 0])
    ways = router.pairs(Places.of_communes(region), Places.of_communes(equipped), within_minutes=service.within_minutes)
    return nearest(ways, np.ones(len(equipped))).minutes
