"""Scoring a table too large to read row by row: scores only, in one query."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from stature.cli.outcome import ExitCode
from stature.core.instrument.model import Instrument
from stature.core.spreadsheet import STARTS_A_FORMULA

if TYPE_CHECKING:
    import polars as pl

LARGE_BYTES = 20 * 1024 * 1024
TABLE_SUFFIXES = (".parquet", ".pq")
TEXT_SUFFIXES = (".csv", ".tsv", ".txt")


def is_large_table(answers: Path, wanted: tuple[str, ...]) -> bool:
    """Whether a file goes the way of large tables: Parquet, or large CSV when only CSV is asked."""
    suffix = answers.suffix.lower()
    if suffix in TABLE_SUFFIXES:
        return True
    is_large = answers.is_file() and answers.stat().st_size > LARGE_BYTES
    return wanted == ("csv",) and suffix in TEXT_SUFFIXES and is_large


def score_large_table(
    answers: Path, out: Path, wanted: tuple[str, ...], instrument: Instrument, *, keep_going: bool
) -> None:
    """Score a large table to ``scores.csv``; rows left out are listed in ``bad-rows.csv``."""
    if wanted != ("csv",):
        raise typer.BadParameter(
            "a large table gives scores only. Add --format csv, or make reports from a smaller "
            "CSV file.",
            param_hint="--format",
        )
    from stature.analytics.answer_tables import check_table, read_table
    from stature.analytics.profile_scores import score_table

    checked = check_table(read_table(answers, instrument), instrument, drop=keep_going)
    out.mkdir(parents=True, exist_ok=True)
    scores = score_table(checked.table, instrument)
    _without_formulas(scores, "respondent").sink_csv(out / "scores.csv")
    typer.echo(f"Scored the table. The scores are in {out / 'scores.csv'}.")
    bad_rows = out / "bad-rows.csv"
    if checked.findings.is_empty():
        bad_rows.unlink(missing_ok=True)  # one of an earlier run would tell of other answers
        return
    _without_formulas(checked.findings.lazy(), "respondent", "found").sink_csv(bad_rows)
    typer.echo(f"Some rows were left out. They are listed in {bad_rows}.", err=True)
    raise typer.Exit(ExitCode.SOME_LEFT_OUT)


def _without_formulas(table: pl.LazyFrame, *columns: str) -> pl.LazyFrame:
    """The table with an apostrophe before text that a spreadsheet would run."""
    import polars as pl  # here, because it is slow to load and few runs need it

    def safe(column: str) -> pl.Expr:
        text = pl.col(column).cast(pl.String)
        is_formula = pl.any_horizontal(text.str.starts_with(start) for start in STARTS_A_FORMULA)
        return pl.when(is_formula).then(pl.lit("'") + text).otherwise(text).alias(column)

    return table.with_columns(safe(column) for column in columns)
