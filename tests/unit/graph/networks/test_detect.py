"""Detection from tables to networks, on cities small enough to read."""

from dataclasses import replace

import polars as pl
import pytest

from core.errors import InputError
from core.fitting import Calibration, Factor, Fitted
from core.networks import Member, Network, Run
from core.tables import Tables
from graph.networks.assemble import survivors
from graph.networks.detect import detect
from graph.networks.members import Findings, directory
from graph.networks.stages import stages


def only(run: Run) -> Network:
    assert len(run.networks) == 1
    return run.networks[0]


def named(network: Network) -> dict[str, Member]:
    return {member.id: member for member in network.members}


def core(network: Network) -> set[str]:
    return {member.id for member in network.members if member.core and member.iin}


def test_the_shop_is_found_with_its_people_and_nobody_else(with_shop: Tables) -> None:
    network = only(detect(with_shop))
    assert network.kind == "drug_shop"
    assert core(network) == {"person:handler", *(f"person:courier{each}" for each in range(4))}


def test_without_an_arrest_or_payers_who_use_it_cannot_say_that_it_is_drugs(with_shop: Tables) -> None:
    nobody = replace(with_shop, arrests=with_shop.arrests.clear())
    network = only(detect(nobody))
    assert network.kind == "cannot_say"
    assert {reason.indicator for reason in network.kind_reasons} <= {"kind_price_list", "kind_couriers"}


def test_a_city_without_crime_has_no_network(without_crime: Tables) -> None:
    assert detect(without_crime).networks == ()


def test_a_casino_of_the_same_make_is_no_drug_shop(with_casino: Tables) -> None:
    assert all(network.kind != "drug_shop" for network in detect(with_casino).networks)


def test_droppers_are_shown_but_never_core(with_shop: Tables) -> None:
    droppers = [member for member in only(detect(with_shop)).members if member.role == "dropper"]
    assert {member.id for member in droppers} == {f"person:dropper{card}" for card in range(8)}
    assert not any(member.core for member in droppers)


def test_who_owns_a_work_line_on_paper_only_is_not_of_the_network(with_shop: Tables) -> None:
    assert "person:straw" not in core(only(detect(with_shop)))


def test_a_work_line_without_a_known_user_stays_a_line(with_shop: Tables) -> None:
    lines = [member for member in only(detect(with_shop)).members if member.id.startswith("phone:")]
    assert lines
    assert all(member.iin is None and member.phones for member in lines)


def test_everybody_of_the_core_has_two_keys_and_own_conduct(with_shop: Tables) -> None:
    for member in only(detect(with_shop)).members:
        strong = [reason for reason in member.reasons if reason.plain >= 1.0]
        if member.core:
            assert len({reason.family for reason in strong}) >= 2
            assert any(reason.own_conduct for reason in strong)


def test_roles_follow_from_what_people_do(with_shop: Tables) -> None:
    members = named(only(detect(with_shop)))
    assert members["person:handler"].role == "handler"
    assert members["person:courier0"].role == "courier"


def test_reasons_lead_to_rows_of_named_files(with_shop: Tables) -> None:
    member = named(only(detect(with_shop, files={"w": "bank.csv"})))["person:courier0"]
    rows = [row for reason in member.reasons for row in reason.rows]
    assert rows
    assert {row.file for row in rows} == {"bank.csv"}


def test_members_have_the_share_of_runs_that_found_them_again(with_shop: Tables) -> None:
    network = only(detect(with_shop, parameters={"runs": 20}))
    shares = [member.stability for member in network.members if member.core and member.stability is not None]
    assert shares
    assert all(0.0 <= share <= 1.0 for share in shares)


def test_the_same_input_gives_the_same_run(with_shop: Tables) -> None:
    mixed = Tables(**{name: rows.sample(fraction=1.0, shuffle=True, seed=1) for name, rows in with_shop.items()})
    first, second = (
        detect(tables, data_hash="d").model_copy(update={"started_ms": 0, "seconds": 0.0})
        for tables in (with_shop, mixed)
    )
    assert first.model_dump_json() == second.model_dump_json()


def test_empty_tables_give_an_empty_run() -> None:
    run = detect(Tables.build({}))
    assert run.networks == ()
    assert run.persons == ()


def test_bare_numbers_of_handsets_and_masts_mean_the_same(with_shop: Tables) -> None:
    bare = with_shop.calls.with_columns(pl.col("imei", "imsi", "cell").str.replace(r"^\w+:", ""))
    assert core(only(detect(replace(with_shop, calls=bare)))) == core(only(detect(with_shop)))


def test_fitted_weights_multiply_figures_are_named_in_the_run_and_must_be_known(with_shop: Tables) -> None:
    calibrated = Calibration(log_loss=0.4, brier=0.1, ece=0.05)

    def fitted(**factors: float) -> Fitted:
        known = {name: Factor(factor=factor, cases=9) for name, factor in factors.items()}
        return Fitted(card={}, before=calibrated, after=calibrated, factors=known)

    unfitted = named(only(detect(with_shop, weights=fitted())))["person:courier0"]
    plain = {each.indicator: each.llr for each in unfitted.reasons}
    run = detect(with_shop, weights=fitted(night_rounds=0.5))
    weighed = {each.indicator: each.llr for each in named(only(run))["person:courier0"].reasons}
    assert weighed == plain | {"night_rounds": plain["night_rounds"] / 2}
    assert run.parameters["weights"] == fitted(night_rounds=0.5).name
    assert run.id != detect(with_shop).id
    with pytest.raises(InputError, match="magic"):
        detect(with_shop, weights=fitted(magic=2.0))


def test_a_group_for_which_nothing_speaks_for_drugs_is_left_out_and_counted(with_shop: Tables) -> None:
    staged = stages(with_shop, 0, {}, lambda _: None)
    findings = Findings(staged.lists, staged.reasons, *directory(staged.scene, staged.persons))
    said = staged.verdict.with_columns(kind=pl.lit("cannot_say"), other_leads=pl.lit(0.0))
    for drugs, listed in ((0.5, 1), (0.0, 0)):
        found, left_out = survivors(staged.chosen, said.with_columns(drugs=pl.lit(drugs)), findings)
        assert (len(found), left_out) == (listed, {} if listed else {"nothing_for_drugs": 1})
