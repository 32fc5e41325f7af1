"""Loading into a real Neo4j: once, thrice, in any order, under a new graph; and what is in the graph afterwards."""

import random
import zipfile
from collections import defaultdict

import polars as pl
import pytest

from core.errors import AuthorityMissing, InputError, UnrecognisedFile
from etl.delivery import deliveries
from etl.load import data_hash


def records(loader, record):
    return pl.concat(pl.read_parquet(file) for file in sorted(loader.home.records.glob(f"*/{record}.parquet")))


def test_every_file_of_a_folder_is_reported_and_every_row_has_one_end(loader, feeds):
    report = loader.load(feeds)
    assert [file.file for file in report.files] == sorted(path.name for path in feeds.iterdir())
    assert all(file.adds_up() and not file.already and file.loaded for file in report.files)
    assert loader.store.complete_sources() == {file.source for file in report.files}


def test_a_second_and_a_third_load_change_nothing_and_repeat_the_first_figures(loader, feeds, clean):
    first = loader.load(feeds)
    for _ in range(2):
        again = loader.load(feeds)
        assert all(file.already for file in again.files)
        assert [f.model_dump(exclude={"already"}) for f in again.files] == [
            f.model_dump(exclude={"already"}) for f in first.files
        ]
    assert loader.content() == clean


def test_the_order_of_paths_does_not_show(another, feeds, clean):
    paths = sorted(feeds.iterdir())
    for seed in range(2):
        random.Random(seed).shuffle(paths)  # noqa: S311 - an order to try, no secret
        loader = another(f"home{seed}")
        loader.load(*paths)
        assert loader.content() == clean


def test_files_delivered_one_by_one_in_any_order_after_the_register_give_the_same(another, feeds, clean):
    rest = sorted(path for path in feeds.iterdir() if path.name != "authority.csv")
    hashes = set()
    for seed in range(2):
        random.Random(seed).shuffle(rest)  # noqa: S311 - an order to try, no secret
        loader = another(f"home{seed}")
        for path in (feeds / "authority.csv", *rest):
            loader.load(path)
        assert loader.content() == clean
        hashes.add(data_hash(loader.home))
    assert len(hashes) == 1


def test_a_new_and_empty_graph_is_filled_from_the_records_without_reading_again(loader, feeds, clean):
    loader.load(feeds)
    before = {path: path.stat().st_mtime_ns for path in loader.home.records.rglob("*.parquet")}
    loader.store.wipe()
    assert all(file.already for file in loader.load(feeds / "arrests.csv").files)
    assert loader.content() == clean
    assert {path: path.stat().st_mtime_ns for path in loader.home.records.rglob("*.parquet")} == before


def test_every_loaded_row_is_a_source_of_some_edge(loader, feeds):
    loader.load(feeds)
    named = set()
    for kind in ("CALLED", "TRANSFERRED"):
        named |= set(loader.store.scan_edges(kind, ["sources"])["sources"].explode())
    sources = {(d.source, d.record, d.sha256) for d in deliveries(loader.home) if d.record in ("call", "transfer")}
    for source, record, sha in sources:
        rows = pl.read_parquet(loader.home.records / sha / f"{record}.parquet")["row"]
        assert {f"{source}:{row}" for row in rows} <= named


def test_summaries_count_events_of_a_pair_once_over_all_deliveries(loader, feeds, tmp_path):
    """The same calls in a second delivery of the feed, and in another way of writing, are the same events."""
    text = (feeds / "cdr_x.csv").read_text("utf-8")
    (tmp_path / "again.csv").write_text(text + text.split("\n")[1].replace("+7", "7") + "\n", "utf-8")
    loader.load(feeds)
    loader.load(tmp_path / "again.csv")
    times = defaultdict(set)
    for call in records(loader, "call").drop("row", "authority").unique().to_dicts():
        if call["imei"]:
            times[f"phone:{call['from_phone']}", f"imei:{call['imei']}"].add(tuple(call.values()))
    table = loader.store.scan_edges("USED_IN", ["first_ms", "last_ms", "count"]).to_dicts()
    found = {(edge["src"], edge["dst"]): (edge["first_ms"], edge["last_ms"], edge["count"]) for edge in table}
    when = {pair: sorted(event[0] for event in events) for pair, events in times.items()}
    assert found == {pair: (at[0], at[-1], len(at)) for pair, at in when.items()}


def test_an_overlapping_delivery_adds_its_witness_and_no_edge(loader, feeds, tmp_path):
    loader.load(feeds)
    before = loader.store.counts()["CALLED"]
    lines = (feeds / "cdr_x.csv").read_text("utf-8").split("\n")
    (tmp_path / "june.csv").write_text("\n".join(lines[:20]) + "\n", "utf-8")
    report = loader.load(tmp_path / "june.csv").files[0]
    assert (report.loaded, report.already) == (0, False)
    assert loader.store.counts()["CALLED"] == before
    sources = loader.store.scan_edges("CALLED", ["sources"])["sources"]
    assert any(any(ref.startswith(report.source) for ref in refs) and len(refs) > 1 for refs in sources)


def test_an_iin_is_a_judgement_and_holders_without_one_are_never_merged_by_name(loader, feeds):
    loader.load(feeds)
    judged = loader.store.scan_edges("IDENTIFIED_BY", ["judgement"])
    assert set(judged["judgement"]) == {"equal_iin"}
    assert not judged["dst"].is_duplicated().any()
    unnamed = loader.store.scan_nodes("Person").join(judged, left_on="id", right_on="src", how="anti")
    held = loader.store.scan_edges("ARRESTED_IN").filter(pl.col("src").is_in(unnamed["id"].to_list()))
    assert not held["src"].is_duplicated().any()


def test_when_a_delivery_came_is_when_its_rows_are_known(loader, feeds):
    loader.load(feeds, received_ms=1_770_000_000_000)
    assert set(loader.store.scan_edges("CALLED", ["known_ms"])["known_ms"]) == {1_770_000_000_000}


def test_without_that_each_row_s_own_date_counts(loader, feeds):
    loader.load(feeds)
    calls = loader.store.scan_edges("CALLED", ["known_ms", "time_ms"])
    assert (calls["known_ms"] == calls["time_ms"]).all()


def test_calls_without_any_register_of_sanctions_are_refused_and_nothing_is_loaded(loader, feeds, cells):
    with pytest.raises(AuthorityMissing, match="no register of court sanctions has been loaded"):
        loader.load(cells, feeds / "cdr_x.csv")
    assert deliveries(loader.home) == []
    assert sum(loader.store.counts().values()) == 0


def test_a_named_file_that_no_template_fits_stops_the_call_before_it_begins(loader, feeds, tmp_path):
    (tmp_path / "odd.csv").write_text("alpha,beta\n1,2\n")
    with pytest.raises(UnrecognisedFile, match=r"odd\.csv"):
        loader.load(feeds, tmp_path / "odd.csv")
    assert deliveries(loader.home) == []


def test_of_a_file_that_is_refused_while_it_is_read_nothing_is_kept(loader, feeds, tmp_path):
    path = tmp_path / "subscribers.csv"
    header = next(feeds.glob("subscribers*")).read_bytes().partition(b"\n")[0]
    path.write_bytes(header + b"\n" + b"".join(b"\xff,%d\n" % n for n in range(500)))
    with pytest.raises(InputError, match="cannot be decoded"):
        loader.load(path)
    assert list(loader.home.vault.iterdir()) == []


def test_in_a_folder_it_is_listed(loader, cells, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    for name, content in {"odd.csv": b"alpha,beta\n", "empty.csv": b"", "broken.xlsx": b"PK\x03\x04"}.items():
        (folder / name).write_bytes(content)
    (folder / "cells.csv").write_bytes(cells.read_bytes())
    report = loader.load(folder)
    assert report.unrecognised == ["broken.xlsx", "empty.csv", "odd.csv"]
    assert [file.file for file in report.files] == ["cells.csv"]


def test_a_bad_archive_in_a_folder_is_listed_with_its_reason_and_ends_nothing(loader, cells, tmp_path):
    folder, inner = tmp_path / "folder", tmp_path / "inner.zip"
    folder.mkdir()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("x.csv", "a,b\n")
    with zipfile.ZipFile(folder / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(cells, "cells.csv")
        archive.write(inner, "inner.zip")
    (folder / "cells.csv").write_bytes(cells.read_bytes())
    said = []
    report = loader.load(folder, progress=lambda step, *_: said.append((step, _[-1])))
    assert report.unrecognised == ["all.zip"]
    assert [file.file for file in report.files] == ["cells.csv"]
    (why,) = (detail["why"] for step, detail in said if step == "load.unrecognised")
    assert why.key == "nested_archive"
    assert loader.leftovers() == []


def test_members_of_an_archive_are_deliveries_under_its_name(loader, cells, tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(cells, "june/cells.csv")
        archive.writestr("readme.txt", "hello")
    report = loader.load(tmp_path / "all.zip")
    assert [file.file for file in report.files] == ["all.zip/june/cells.csv"]
    assert report.unrecognised == ["all.zip/readme.txt"]
    assert loader.load(cells).files[0].already
    assert loader.leftovers() == []


def test_a_path_that_is_not_there_is_named(loader, tmp_path):
    with pytest.raises(InputError, match=r"nowhere\.csv» is no file or folder"):
        loader.load(tmp_path / "nowhere.csv")
