"""Nearness: how much better one's places fit somebody's than anybody's in the city, near masts taken as near.

Two phones in one pocket are often heard by two masts: operators have masts of their own, a call may go by the next
one. So a place speaks for the places around it, less the further away they are (Gaussian kernel), and what counts is
how much denser somebody's places lie there than all lines' (kernel density ratio; Silverman 1986).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.spatial import cKDTree

REACH_KM = 1.0  # standard deviation of the kernel: about the distance between neighbouring masts in a city
FAR = 3.0  # of them, beyond which a place says nothing of another
ANYWHERE = 0.3  # share of visits that one makes anywhere in the city
UNSEEN = 2.0  # days added to those on which somebody was seen: few days make no habit
KM_PER_DEGREE = 111.2

Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fits:
    """Who fits whom. pairs: user, owner, nats, above 0. near: owner, site of the sites that speak for somebody."""

    pairs: pl.DataFrame
    near: pl.DataFrame


def fits(visits: pl.DataFrame, habits: pl.DataFrame, sites: pl.DataFrame) -> Fits:
    """Log likelihood ratio in nats of each user's places given each owner's habits, against the city's.

    visits: user, site, days (how much it counts). habits: owner, site, days. sites: site, lat, lon, usual (its share
    among all of its city). Pairs that fit no better than the city are left out.
    """
    places, users, owners = _index(sites["site"]), _index(visits["user"]), _index(habits["owner"])
    if not (places and users and owners):
        return Fits(_pairs([], [], [], [], []), pl.DataFrame(schema={"owner": pl.String, "site": pl.String}))
    seen = _matrix(habits, (owners, "owner"), places)
    days = np.asarray(seen.sum(axis=1)).ravel()
    weight = (1 - ANYWHERE) * days / (days + UNSEEN)
    ratio = csr_array(seen / days[:, None]) @ _kernel(sites)
    owner, site = ratio.nonzero()
    dense = np.asarray(ratio[owner, site]).ravel()
    elsewhere = np.log1p(-weight)  # said by a visit where somebody never is
    there = np.log1p(weight[owner] * (dense - 1))
    lift = coo_array((there - elsewhere[owner], (owner, site)), shape=(len(owners), len(places))).tocsr()
    gone = _matrix(visits, (users, "user"), places)
    total = (gone @ lift.T).tocoo()
    spent = np.asarray(gone.sum(axis=1)).ravel()
    nats = total.data + spent[total.row] * elsewhere[total.col]
    speaks = there > 0
    names, known = list(owners), list(places)
    near = pl.DataFrame({
        "owner": [names[i] for i in owner[speaks]], "site": [known[j] for j in site[speaks]],
    }, schema={"owner": pl.String, "site": pl.String})
    return Fits(_pairs(list(users), names, total.row, total.col, nats), near)


def _pairs(
    users: Sequence[str], owners: Sequence[str], row: Sequence[int], column: Sequence[int], nats: Sequence[float],
) -> pl.DataFrame:
    return pl.DataFrame({
        "user": [users[i] for i in row], "owner": [owners[j] for j in column], "nats": list(nats),
    }, schema={"user": pl.String, "owner": pl.String, "nats": pl.Float64}).filter(pl.col("nats") > 0).sort(
        "user", "owner",
    )  # fmt: skip


def _index(names: pl.Series) -> Mapping[str, int]:
    return {name: at for at, name in enumerate(names.unique().sort())}


def _matrix(told: pl.DataFrame, who: tuple[Mapping[str, int], str], places: Mapping[str, int]) -> csr_array:
    """Days by person and site."""
    index, column = who
    rows = [index[name] for name in told[column]]
    columns = [places[site] for site in told["site"]]
    shape = (len(index), len(places))
    return coo_array((told["days"].to_numpy().astype(float), (rows, columns)), shape=shape).tocsr()


def _kernel(sites: pl.DataFrame) -> csr_array:
    """Density at a site (column), in units of the usual one there, of somebody who is at a site (row)."""
    known = sites.sort("site")
    lat, lon, usual = (known[name].to_numpy().astype(float) for name in ("lat", "lon", "usual"))
    at = np.stack([lat, lon * np.cos(np.radians(lat))], axis=1) * KM_PER_DEGREE
    tree = cKDTree(at)
    apart = tree.sparse_distance_matrix(tree, FAR * REACH_KM, output_type="coo_matrix")
    near = np.exp(-((apart.data / REACH_KM) ** 2) / 2)
    kernel = coo_array((near, (apart.row, apart.col)), shape=apart.shape).tocsr()
    mass = np.asarray(kernel @ usual).ravel()
    return csr_array(kernel / mass[:, None])
