"""Every bench keeps its contract and has its place in docs/performance.md."""

from pathlib import Path

import polars as pl
import pytest

from core.tables import SCHEMAS, Tables
from evaluation.bench import etl, growth, offline, resolution
from evaluation.bench.communities import describe, measure
from evaluation.bench.registry import BENCHES, bench

PAGE = Path(__file__).parents[3] / "docs" / "performance.md"


@pytest.mark.parametrize("name", BENCHES)
def test_each_bench_measures_describes_and_has_its_section(name):
    found = bench(name)
    assert callable(found.measure)
    assert callable(found.describe)
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    assert lines.count(f"<!-- figures: {name} -->") == lines.count(f"<!-- end: {name} -->") == 1


def test_the_bench_of_communities_compares_both_on_the_same_graphs(tmp_path):
    figures = measure(tmp_path, nodes=2_000, edges=15_000)
    assert all(one["edges"] == 15_000 and one["ours_score"] >= 0.98 * one["igraph_score"]
               for one in figures["graphs"].values())
    assert describe(figures).count("| 15,000 |") == 2


def test_the_bench_of_records_reads_what_it_made(tmp_path):
    figures = etl.measure(tmp_path, rows=3_000)
    ends = [figures[end] for end in ("loaded", "duplicate", "quarantined")]
    assert sum(ends) == figures["rows"] == 3_000
    assert min(ends) > 0
    assert "| read, check, make canonical, write Parquet and ledger |" in etl.describe(figures)


def test_the_bench_of_the_import_goes_through_it(tmp_path):
    figures = offline.measure(tmp_path, calls=2_000)
    assert figures["rows"] > 2_000
    assert "| the import tool alone, on the same files |" in offline.describe(figures)


def test_the_bench_of_resolution_compares_both_on_the_same_blocks(tmp_path):
    figures = resolution.measure(tmp_path, parties=2_400)
    assert figures["ours"]["true"] == figures["bare"]["true"] > 500
    assert figures["ours"]["f1"] >= figures["bare"]["f1"]
    assert figures["ours"]["over_merge"] <= 0.005
    assert "bare Splink" in resolution.describe(figures)


def test_cities_side_by_side_share_no_number_and_growth_is_told_beside_n_log_n():
    calls = pl.DataFrame({"src": ["phone:1"], "dst": ["phone:2"], "kind": ["voice"]})
    rest = {column: pl.lit(None, kind) for column, kind in SCHEMAS["calls"].items() if column not in calls.columns}
    city = Tables.build({"calls": calls.with_columns(**rest)})
    both = growth.side_by_side([city, city]).calls
    assert both["src"].to_list() == ["phone:1#0", "phone:1#1"]
    assert both["kind"].to_list() == ["voice", "voice"]
    size = {"edges": 1_000_000, "seconds": 10, "peak_mb": 900, "networks": 3}
    told = growth.describe({"people": 1, "shops": 1, "sizes": [size, size | {"edges": 2_000_000, "seconds": 21}]})
    assert "| 2,000,000 | 21 | 21 | 1.00 | 900 | 3 |" in told, "2 ln 2,000,000 / ln 1,000,000 = 2.10"
