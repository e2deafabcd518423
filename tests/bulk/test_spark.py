"""Spark gives the same table as one machine does, byte for byte."""

from __future__ import annotations

from pathlib import Path

from amparo.bulk.matching import Matched, match
from bulk.conftest import TODAY


def test_spark_gives_the_same_table_byte_for_byte(folder: Path, matched: tuple[Matched, Path]) -> None:
    made, local = matched
    out = folder / "spark.csv"
    assert match(folder / "queries.csv", folder / "register.csv", out, today=TODAY, engine="spark") == made
    assert out.read_bytes() == local.read_bytes()
