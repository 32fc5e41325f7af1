"""`python -m evaluation.role_fitting`: the model of roles fitted on made worlds, and what it is worth on others.

A ridge multinomial logistic regression on core members whose true role is known. Members of rare roles count more, by
the root of how rare. Worlds of seeds from worlds.FITTING on; those held out begin at HELD_OUT.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl
import yaml
from scipy.optimize import minimize
from scipy.special import logsumexp

from core.networks import Role
from evaluation.fitting import HELD_OUT, asked
from evaluation.scoring import CORE_ROLES
from evaluation.truth import Truth
from evaluation.worlds import FITTING, World, mixed_worlds
from graph.networks.roles import RoleModel, judged
from graph.networks.stages import stages
from graph.networks.standing import standing
from graph.networks.traits import TRAITS, traits
from graph.networks.users import line_users

RIDGE = 3.0
CARD = {
    "fitted_on": "members of cores in worlds of our own making whose true role is known",
    "cannot": "Made in the same workshop as the detection. Rare roles rest on few cases; a handler or supplier is "
    "seldom told. A world of another make and decided cases come first.",
}


def cases(world: World) -> pl.DataFrame:
    """Traits of everybody who stands in a core of a world, with `true`: the role in a shop, or what else they are."""
    staged = stages(world.tables, 0, {}, lambda _: None)
    members = standing(staged.evidence).filter("proposed").select("network", "entity")
    table = traits(staged.scene, line_users(staged.scene, members), members)
    core = staged.lists.filter("core").select("network", "entity")
    iins = dict(world.tables.persons.drop_nulls("iin").select("id", "iin").iter_rows())
    shown = table.join(core, on=["network", "entity"], how="semi")
    truth = [_role(entity, iins, world.truth) for entity in shown["entity"]]
    return shown.with_columns(true=pl.Series(truth, dtype=pl.String))


def fit_roles(table: pl.DataFrame, card: dict[str, str | int | float]) -> RoleModel:
    """The model that fits the cases with a core role best, its weights kept small."""
    known = table.filter(pl.col("true").is_in(CORE_ROLES))
    raw = known.select(TRAITS).to_numpy().astype(float)
    mean, spread = raw.mean(axis=0), raw.std(axis=0) + 1e-6
    scaled = (raw - mean) / spread
    label = np.array([CORE_ROLES.index(role) for role in known["true"]], np.int64)
    n = np.maximum(np.bincount(label, minlength=len(CORE_ROLES)), 1)
    counts = np.sqrt(len(label) / (len(n) * n))[label]
    shape = (len(CORE_ROLES), len(TRAITS) + 1)
    wide = np.hstack([scaled, np.ones((len(scaled), 1))])

    def loss(at: np.ndarray) -> tuple[float, np.ndarray]:
        weights = at.reshape(shape)
        odds = wide @ weights.T
        total = logsumexp(odds, axis=1)
        wrong = np.exp(odds - total[:, None])
        wrong[np.arange(len(label)), label] -= 1
        small = weights * np.append(np.ones(len(TRAITS)), 0.0)
        value = (counts * (total - odds[np.arange(len(label)), label])).sum() + RIDGE * (small**2).sum() / 2
        return float(value), ((wrong * counts[:, None]).T @ wide + RIDGE * small).ravel()

    found = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B").x.reshape(shape)
    rows: dict[Role, dict[str, float]] = {}
    base: dict[Role, float] = {}
    for role, row in zip(CORE_ROLES, found, strict=True):
        rows[role] = {trait: round(float(each), 3) for trait, each in zip(TRAITS, row, strict=False)}  # type: ignore[index]
        base[role] = round(float(row[-1]), 3)  # type: ignore[index]
    return RoleModel(
        card={"members": len(label), **card}, weights=rows, base=base,
        mean=dict(zip(TRAITS, (round(float(each), 4) for each in mean), strict=True)),
        spread=dict(zip(TRAITS, (round(float(each), 4) for each in spread), strict=True)),
    )


def macro_f1(model: RoleModel, table: pl.DataFrame) -> float:
    """Mean F1 over the core roles of a table of cases, everybody in the core counted."""
    said = judged(model, table)["role"].to_list()
    true = table["true"].to_list()
    values = []
    for role in CORE_ROLES:
        both = sum(a == b == role for a, b in zip(true, said, strict=True))
        if role in true:
            values.append(2 * both / (true.count(role) + said.count(role)))
    return sum(values) / len(values) if values else 0.0


def _role(entity: str, iins: dict[str, str], truth: Truth) -> str | None:
    iin = iins.get(entity)
    if entity.startswith("phone:"):
        iin = truth.phone_user.get(entity.removeprefix("phone:"))
    if entity.startswith("account:"):
        iin = truth.account_user.get(entity.removeprefix("account:"))
    return truth.role.get(iin) if iin else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit on the first worlds, say what the model is worth on others, write it."""
    told = asked(arguments, "role_fitting", __doc__, "roles.yaml")
    fitting = mixed_worlds(told.root, count=told.worlds, people=told.people, first=FITTING)
    others = mixed_worlds(told.root, count=told.held_out, people=told.people, first=HELD_OUT)
    write(told.output, pl.concat([cases(each) for each in fitting]), [cases(each) for each in others])
    return 0


def write(path: Path, table: pl.DataFrame, others: Sequence[pl.DataFrame]) -> RoleModel:
    """Fit, say on the card how good it is on each of the other worlds, and write it."""
    plain = fit_roles(table, {})
    worth = " ".join(f"{macro_f1(plain, each):.2f}" for each in others)
    model = fit_roles(table, {**CARD, "held_out": f"mean F1 over roles of those in cores, world by world: {worth}"})
    path.write_text(yaml.safe_dump(model.model_dump(), allow_unicode=True, sort_keys=False), "utf-8")
    sys.stdout.write(f"mean F1 on worlds held out: {worth}\n")
    return model


if __name__ == "__main__":
    sys.exit(main())
