"""Where Spark was installed by hand (pip install "pyspark<4"), the same settings give the same pairs and weights."""

import math
import random
from pathlib import Path

import duckdb
import polars as pl
import pytest
from splink import DuckDBAPI, Linker

from etl.resolve.chances import chances
from etl.resolve.mentions import FACTS, NAMES
from etl.resolve.model import load
from etl.resolve.score import compared, score
from etl.resolve.splink_settings import settings
from etl.resolve.table import comparable
from graph.server.java import find_java

FAMILIES = ("Сейтов", "Сейтова", "Ким", "Kim", "Досымов", "Dosymov", "Әбенов", "Абенов")
GIVEN = ("Айгуль", "Aigul", "А.", "Сергей", "Рустем", "Rustem", "Ғалым", "Галым")


def parties(count: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    chance = random.Random(5)  # noqa: S311 - invented people, no secret
    names = [(f"person:{n}", f"{chance.choice(FAMILIES)} {chance.choice(GIVEN)}", n % 3 == 0) for n in range(count)]
    facts = [(f"person:{n}", "phone", f"+770100{chance.randrange(count // 3):05d}", None, None) for n in range(count)]
    for n in range(0, count, 2):
        year, month, day = chance.randrange(60, 99), chance.randrange(1, 9), chance.randrange(9)
        facts.append((f"person:{n}", "birth", f"19{year}-0{month}-1{day}", None, None))
    return pl.DataFrame(names, schema=NAMES, orient="row"), pl.DataFrame(facts, schema=FACTS, orient="row")


def test_spark_weighs_every_pair_as_duckdb_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sql = pytest.importorskip("pyspark.sql")
    spark_backend = pytest.importorskip("splink.backends.spark")
    monkeypatch.setenv("JAVA_HOME", str(Path(find_java()).parents[1]))
    model = load()
    table = comparable(*parties(600), model.most_in_block)
    ours = score(table, model).pairs
    with duckdb.connect() as connection:
        found = chances(DuckDBAPI(connection), table, model)
    table.select(compared(model)).write_parquet(tmp_path / "parties.parquet")
    begun = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    begun = begun.config("spark.jars", spark_backend.similarity_jar_location())
    spark = begun.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    try:
        spark.sparkContext.setCheckpointDir(str(tmp_path / "between"))
        database = spark_backend.SparkAPI(spark_session=spark)
        read = database.register(spark.read.parquet(str(tmp_path / "parties.parquet")), dataset_display_name="parties")
        prior = min(model.others_expected / (table.height - 1), 0.5)
        linker = Linker(read, settings(model, prior, found.m, found.u), log_level=None, validate_settings=False)
        for term, frequencies in found.frequencies.items():
            frequencies.write_parquet(tmp_path / f"{term}.parquet")
            known = database.register(spark.read.parquet(str(tmp_path / f"{term}.parquet")))
            linker.table_management.register_term_frequency_lookup(known, term)
        scored = linker.inference.predict(threshold_match_weight=model.keep_from, warning_mode="never")
        scored.as_spark_dataframe().select("id_l", "id_r", "match_weight").write.parquet(str(tmp_path / "scored"))
    finally:
        spark.stop()
    theirs = pl.read_parquet(tmp_path / "scored" / "*.parquet").select(
        left=pl.min_horizontal("id_l", "id_r"), right=pl.max_horizontal("id_l", "id_r"), other="match_weight"
    )
    both = ours.join(theirs, on=["left", "right"], how="full", coalesce=True)
    assert both.height == ours.height == theirs.height > 50
    assert all(math.isclose(one, other, abs_tol=1e-9) for one, other in both.select("weight", "other").iter_rows())
