"""Reading large tables of answers, and refusing or setting aside what is wrong in them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import narwhals as nw
import polars as pl

from stature.analytics.answer_columns import AnswerColumns, match_columns
from stature.analytics.ratings import is_not_an_answer
from stature.core.errors import AnswersError
from stature.core.instrument.answer_files.limits import refuse
from stature.core.instrument.answer_files.quoting import shown
from stature.core.instrument.model import Instrument

SEPARATED_TEXT = frozenset({".csv", ".tsv", ".txt"})
PARQUET = frozenset({".parquet", ".pq"})
LONGEST_HEADER = 1024 * 1024


@dataclass(frozen=True)
class CheckedTable:
    """The rows that can be scored, and one line for every cell that kept a row out.

    ``findings`` has the columns respondent, column and found.
    """

    table: pl.LazyFrame
    findings: pl.DataFrame


def read_table(path: Path, instrument: Instrument) -> pl.LazyFrame:
    """Open a CSV or Parquet file with one row for each respondent, of any size.

    Raises AnswersError when the file cannot be read, or a column is missing or unknown.
    """
    _refuse_nothing(path)
    if path.suffix.lower() in SEPARATED_TEXT:
        return _scan_text(path, instrument)
    if path.suffix.lower() in PARQUET:
        return _scan_parquet(path, instrument)
    return refuse(
        path.name,
        "files of this kind cannot be read as a large table",
        "Use .csv or .parquet.",
        found=shown(path.suffix),
    )


def check_table(table: pl.LazyFrame, instrument: Instrument, *, drop: bool = False) -> CheckedTable:
    """Look at every cell: ratings must be on the scale, respondents be there and differ.

    Raises AnswersError at the first thing wrong. With ``drop``, rows that are wrong are left out
    and listed instead; of rows with the same respondent the first good one stays.
    """
    columns = match_columns(table.collect_schema().names(), instrument)
    flagged = _with_flags(table, columns, instrument)
    good = flagged.filter(~pl.any_horizontal(_flag(each) for each in _checked(columns)))
    repeated = ~_respondent(columns).is_first_distinct()
    findings = pl.concat(
        pl.collect_all(
            [
                _wrong_cells(flagged, columns),
                _wrong_cells(
                    good.with_columns(repeated.alias(_flag_name(columns.respondent))), columns
                ),
            ],
            engine="streaming",
        )
    )
    if not drop:
        _refuse_findings(findings)
    # With nothing wrong there is nothing to leave out, which saves looking at each cell again.
    kept = table if findings.is_empty() else good.filter(~repeated)
    return CheckedTable(kept.select(_checked(columns)), findings)


def _respondent(columns: AnswerColumns) -> pl.Expr:
    return pl.col(columns.respondent).cast(pl.String).str.strip_chars()


def _checked(columns: AnswerColumns) -> list[str]:
    return [columns.respondent, *columns.ratings.values()]


def _flag_name(heading: str) -> str:
    return f"{heading} is wrong"


def _flag(heading: str) -> pl.Expr:
    return pl.col(_flag_name(heading))


def _with_flags(
    table: pl.LazyFrame, columns: AnswerColumns, instrument: Instrument
) -> pl.LazyFrame:
    """The table with a column beside each that says whether its cell is wrong."""
    schema = nw.from_native(table).collect_schema()
    scale = instrument.response_scale
    flags = [
        is_not_an_answer(heading, schema[heading], scale).alias(_flag_name(heading))
        for heading in columns.ratings.values()
    ]
    nobody = _respondent(columns).fill_null("") == ""
    return (
        nw.from_native(table)
        .with_columns(*flags)
        .to_native()
        .with_columns(nobody.alias(_flag_name(columns.respondent)))
    )


def _wrong_cells(flagged: pl.LazyFrame, columns: AnswerColumns) -> pl.LazyFrame:
    """One line for each cell whose flag is set."""
    checked = _checked(columns)
    cells = [
        pl.when(_flag(heading))
        .then(pl.col(heading).cast(pl.String).fill_null(""))
        .alias(f"{place}")
        for place, heading in enumerate(checked)
    ]
    headings = {f"{place}": heading for place, heading in enumerate(checked)}
    return (
        flagged.filter(pl.any_horizontal(_flag(heading) for heading in checked))
        .select(_respondent(columns).alias("respondent"), *cells)
        .unpivot(index="respondent", variable_name="column", value_name="found")
        .drop_nulls("found")
        .with_columns(pl.col("column").replace_strict(headings, return_dtype=pl.String))
    )


def _refuse_findings(findings: pl.DataFrame) -> None:
    if findings.is_empty():
        return
    first = findings.row(0, named=True)
    others = f" {len(findings) - 1} more cells are wrong." if len(findings) > 1 else ""
    raise AnswersError(
        f"the cell is not on the scale, or the respondent is missing or has a row already "
        f"(found {shown(first['found'])}).{others}",
        where=f"respondent {shown(first['respondent'] or '')}, column '{first['column']}'",
        remedy="Correct the cell, or ask for wrong rows to be left out and listed.",
    )


def _refuse_nothing(path: Path) -> None:
    if not path.is_file():
        refuse(path.name, "there is no such file", "Check the path and the spelling.")
    if path.stat().st_size == 0:
        refuse(path.name, "the file is empty", "Export it again, with a header row and answers.")


def _scan_parquet(path: Path, instrument: Instrument) -> pl.LazyFrame:
    table = pl.scan_parquet(path)
    try:
        header = table.collect_schema().names()
    except pl.exceptions.PolarsError as error:
        _refuse_file(path, error)
    match_columns(header, instrument, where=path.name)
    return table


def _scan_text(path: Path, instrument: Instrument) -> pl.LazyFrame:
    """Open separated text; ratings are whole numbers when all are, else text.

    Telling which takes one pass over the file, and saves several when all are numbers.
    """
    separator, header = _read_header(path)
    columns = match_columns(header, instrument, where=path.name)
    problem: Exception | None = None
    for table in _typed_scans(path, separator, header, columns):
        try:
            table.select(pl.all().count()).collect(engine="streaming")
        except pl.exceptions.PolarsError as error:
            problem = error
        else:
            return table
    return _refuse_file(path, problem)


def _typed_scans(
    path: Path, separator: str, header: list[str], columns: AnswerColumns
) -> Iterator[pl.LazyFrame]:
    """The same file with its ratings as whole numbers, then as text."""
    text = {heading: pl.String() for heading in header}
    numbers = {heading: pl.Int8() for heading in columns.ratings.values()}
    wanted = [columns.respondent, *columns.ratings.values()]
    for schema in ({**text, **numbers}, text):
        yield pl.scan_csv(path, separator=separator, schema=schema).select(wanted)


def _read_header(path: Path) -> tuple[str, list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            line = file.readline(LONGEST_HEADER).rstrip("\r\n")
        separator = max(",;\t", key=line.count)
        return separator, [name.strip() for name in next(csv.reader([line], delimiter=separator))]
    except (UnicodeDecodeError, csv.Error, StopIteration) as error:
        _refuse_file(path, error)


def _refuse_file(path: Path, error: Exception | None) -> NoReturn:
    found = str(error).strip().splitlines() or [""]
    refuse(
        path.name,
        "the table cannot be read",
        "Save it again as 'CSV UTF-8' or as Parquet, with one header row.",
        found=shown(found[0]),
    )
