"""Scores, on cases small enough to be counted by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.networks import Member, Network, PersonScore, Run
from evaluation.scoring import (
    average_precision,
    by_iin,
    by_line,
    dropper_precision,
    jaccard,
    person_precision,
    role_macro_f1,
    roles,
    score_cores,
    score_run,
    whereabouts,
    wrongly_core,
)
from evaluation.truth import Truth, read_truth

TRUTH = Truth(
    shops={"S01": frozenset({"organiser", "operator", "courier"}), "S02": frozenset({"chief", "runner"})},
    role={"organiser": "organiser", "operator": "operator", "courier": "courier", "chief": "organiser",
          "runner": "courier", "seller": "dropper", "driver": "taxi", "baker": "baker"},
    phone_user={"+77010000001": "courier", "+77010000002": "driver"},
    account_user={"KZ01": "courier"},
)


def member(iin, role="unknown", core=True, phones=(), ibans=()):
    return Member(id=f"person:{iin or phones}", iin=iin, name=None, role=role, core=core, score=1.0, phones=phones,
                  ibans=ibans)


def run(*networks, persons=()):
    listed = [
        Network(id=f"network:{rank}", rank=rank, score=1.0, kind="drug_shop", members=members)
        for rank, members in enumerate(networks, 1)
    ]
    return Run(id="run:1", as_of=None, started_ms=0, seconds=0.0, parameters={}, code_version="", data_hash="",
               networks=tuple(listed), persons=tuple(persons))


def person(iin, score):
    return PersonScore(id=f"person:{iin}", iin=iin, score=score, role="unknown")


class TestCores:
    def test_a_shop_is_found_at_jaccard_one_half_and_not_below(self):
        half = score_cores([frozenset({"organiser", "operator", "driver"})], TRUTH)  # 2 of 4
        below = score_cores([frozenset({"organiser", "operator", "driver", "baker"})], TRUTH)  # 2 of 5
        assert (half.recall, below.recall) == (0.5, 0.0)

    def test_names_the_missed_and_the_strangers_of_each_shop(self):
        shop = score_cores([frozenset({"organiser", "operator", "driver"})], TRUTH).shops[0]
        assert (shop.missed, shop.strangers, shop.rank, shop.jaccard) == (("courier",), ("driver",), 1, 0.5)

    def test_a_shop_that_nothing_overlaps_is_missed_whole(self):
        shop = score_cores([frozenset({"driver"})], TRUTH).shops[1]
        assert (shop.found, shop.rank, shop.missed) == (False, None, ("chief", "runner"))

    def test_the_same_shop_twice_is_right_once(self):
        core = frozenset({"chief", "runner"})
        score = score_cores([core, core], TRUTH)
        assert (score.right, score.listed, score.precision) == (1, 2, 0.5)

    def test_only_the_first_ten_count_for_precision_but_all_for_recall(self):
        score = score_cores([frozenset({"driver"})] * 10 + [frozenset({"chief", "runner"})], TRUTH)
        assert (score.precision, score.recall) == (0.0, 0.5)

    def test_nothing_proposed_is_nothing_found(self):
        score = score_cores([], TRUTH)
        assert (score.recall, score.precision, score.listed) == (0.0, 0.0, 0)


class TestReadings:
    line = member(None, phones=("+77010000001",), ibans=("KZ01",))
    stranger = member(None, phones=("+77019999999",))

    def test_lines_do_not_count_by_iin(self):
        [network] = run((member("organiser"), self.line)).networks
        assert by_iin(network, TRUTH) == {"organiser"}

    def test_lines_count_as_their_user_by_line(self):
        [network] = run((member("organiser"), self.line)).networks
        assert by_line(network, TRUTH) == {"organiser", "courier"}

    def test_a_line_of_nobody_known_counts_as_a_stranger(self):
        [network] = run((self.stranger,)).networks
        assert by_line(network, TRUTH) == {self.stranger.id}

    def test_context_and_droppers_are_not_core(self):
        [network] = run((member("seller", "dropper", core=False), member("driver", core=False))).networks
        assert by_iin(network, TRUTH) == by_line(network, TRUTH) == frozenset()

    def test_networks_count_in_the_order_of_their_rank(self):
        proposed = run((member("chief"), member("runner")), (member("driver"),))
        again = proposed.model_copy(update={"networks": proposed.networks[::-1]})
        assert score_run(again, TRUTH) == score_run(proposed, TRUTH)


class TestPersons:
    def test_average_precision_by_hand(self):
        ranked = {"courier": 9.0, "driver": 8.0, "chief": 7.0}
        assert average_precision(ranked, {"courier", "chief", "runner"}) == pytest.approx((1 / 1 + 2 / 3) / 3)

    def test_equal_scores_count_as_one_step(self):
        assert average_precision({"courier": 1.0, "driver": 1.0}, {"courier"}) == 0.5

    def test_droppers_are_left_out_of_the_list_of_the_core(self):
        persons = [person("seller", 9.0), person("courier", 8.0)]
        assert person_precision(persons, TRUTH, {"courier"}) == 1.0

    def test_the_core_is_left_out_of_the_list_of_droppers(self):
        persons = [person("courier", 9.0), person("seller", 8.0)]
        assert dropper_precision(persons, TRUTH) == 1.0

    @given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3)), st.sets(st.sampled_from("abcdefgh")))
    def test_average_precision_is_a_share_and_does_not_depend_on_order(self, ranked, wanted):
        backwards = dict(reversed(ranked.items()))
        value = average_precision(ranked, wanted)
        assert 0.0 <= value <= 1.0
        assert value == average_precision(backwards, wanted)


class TestRoles:
    def test_counts_true_against_said_and_names_the_absent(self):
        counts = roles(run((member("organiser", "operator"), member("seller", "dropper", core=False))), TRUTH)
        assert counts[("organiser", "operator")] == 1
        assert counts[("dropper", "dropper")] == 1
        assert counts[("courier", "absent")] == 2

    def test_macro_f1_is_the_mean_over_roles_that_occur(self):
        counts = {("organiser", "organiser"): 2, ("courier", "operator"): 1, ("operator", "operator"): 1}
        assert role_macro_f1(counts) == pytest.approx((1 + 0 + 2 / 3) / 3)

    def test_says_what_the_wrongly_named_really_are(self):
        named = run((member("driver"), member("organiser"), member("unheard")))
        assert wrongly_core(named, TRUTH) == {"taxi": 1, "stranger": 1}


@pytest.mark.parametrize(
    ("missed", "word"),
    [("organiser", "core"), ("courier", "core by line"), ("seller", "dropper"), ("driver", "context"),
     ("chief", "scored"), ("runner", "absent")],
)
def test_says_where_a_missed_person_is(missed, word):
    line = member(None, phones=("+77010000001",))
    others = (member("seller", "dropper", core=False), member("driver", core=False))
    found = run((member("organiser"), line, *others), persons=[person("chief", 1.0), person("runner", 0.0)])
    assert whereabouts(missed, found, TRUTH) == word


def test_jaccard_of_nothing_is_nothing():
    assert jaccard((), ()) == 0.0


def test_reads_a_truth_folder(tmp_path):
    persons = "iin,role,shop,core\n1,supplier,S01;S02,true\n2,dropper,S01,false\n3,taxi,,false\n"
    (tmp_path / "persons.csv").write_text(persons)
    (tmp_path / "phone_users.csv").write_text("phone,registered_iin,user_iin\n+77010000001,3,1\n")
    (tmp_path / "account_control.csv").write_text("iban,registered_iin,controller_iin\nKZ01,2,1\n")
    truth = read_truth(tmp_path)
    assert truth.shops == {"S01": {"1"}, "S02": {"1"}}
    assert (truth.core, truth.droppers) == ({"1"}, {"2"})
    assert (truth.phone_user, truth.account_user) == ({"+77010000001": "1"}, {"KZ01": "1"})
