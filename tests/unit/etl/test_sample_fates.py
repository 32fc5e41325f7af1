"""Every row of the sample ends as the truth says, row by row."""

import json

import polars as pl
import pytest

FATES = {"quarantine": "quarantined", "duplicate": "duplicate", "out_of_scope": "quarantined", "either": "loaded"}
REASONS = {"outside_sanction": "outside_authority"}
FEEDS = (
    "arrests.csv", "authority.csv", "bank_a.csv", "bank_b.csv", "bank_b_customers.csv", "bank_c.xlsx", "cdr_x.csv",
    "cdr_y.csv", "cells.csv", "subscribers.csv",
)  # fmt: skip


@pytest.mark.parametrize("feed", FEEDS)
def test_each_row_ends_as_the_truth_says(sample, examples, feed):
    lab, deliveries = sample
    truth = pl.read_csv(examples / "truth" / "defects.csv").filter(pl.col("feed") == feed)
    wanted = truth.select(
        pl.col("line").cast(pl.Int64).alias("row"),
        pl.col("expect").replace_strict(FATES).alias("wanted"),
        pl.when(pl.col("expect").is_in(["quarantine", "out_of_scope"]))
        .then(pl.col("kind").replace(REASONS))
        .alias("because"),
    )
    ended = lab.ledger(deliveries[feed]).join(wanted, on="row", how="full", coalesce=True)
    wrong = ended.filter(
        pl.col("fate").ne_missing(pl.col("wanted").fill_null("loaded"))
        | pl.col("reason").ne_missing(pl.col("because"))
    )
    assert wrong.to_dicts() == []


@pytest.mark.parametrize("feed", FEEDS)
def test_the_figures_are_those_of_the_truth(sample, examples, feed):
    counts = json.loads((examples / "truth" / "counts.json").read_text())[feed]
    report = sample[1][feed].report(already=False)
    outside = {"outside_authority": counts["out_of_scope"]} if counts["out_of_scope"] else {}
    assert (report.rows, report.loaded) == (counts["data_rows"], counts["good"])
    assert report.duplicate == sum(counts["duplicates"].values())
    assert report.quarantined == counts["malformed"] | outside
    assert report.adds_up()


@pytest.mark.parametrize("feed", FEEDS)
def test_rows_are_numbered_by_physical_line_without_gap(sample, feed):
    lab, deliveries = sample
    rows, first = lab.ledger(deliveries[feed])["row"], deliveries[feed].header_row + 1
    assert rows.to_list() == list(range(first, first + deliveries[feed].rows))
