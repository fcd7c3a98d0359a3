"""Columns of numbers out of a Parquet file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import numpy as np
import polars as pl

from stature.analytics.number_table import (
    NO_ANSWER,
    NOT_A_NUMBER,
    WRITE_A_NUMBER,
    NumberTable,
)
from stature.core.instrument.answer_files.limits import MAXIMUM_CELLS, check_width, refuse
from stature.core.instrument.answer_files.quoting import shown

GROUP = "the group as text"


def parquet_header(path: Path) -> list[str]:
    """The names of the columns; AnswersError when the file cannot be read or is too wide."""
    header = _schema(path).names()
    check_width(path.name, header, row=None)
    return header


def read_parquet(path: Path, columns: Sequence[str], group: str | None) -> NumberTable:
    """The numbers in some columns and the text in another, as ``NumberFile.read`` gives them."""
    schema = _schema(path)
    for column in columns:
        if not (schema[column].is_numeric() or schema[column] == pl.Boolean):
            _refuse_kind(path, column, schema[column], "the column does not hold numbers")
    if group is not None and schema[group].is_nested():
        _refuse_kind(path, group, schema[group], "the column does not name groups")
    numbers, groups = _read(path, columns, group)
    table = NumberTable(
        file=path.name,
        columns=tuple(columns),
        numbers=numbers,
        row_numbers=np.arange(1, len(numbers) + 1),
        groups=groups,
        findings=[],
    )
    return table.without(np.isinf(numbers), NOT_A_NUMBER, WRITE_A_NUMBER)


def _read(
    path: Path, columns: Sequence[str], group: str | None
) -> tuple[np.ndarray, list[str | None] | None]:
    try:
        table = pl.scan_parquet(path, glob=False)
        height = table.select(pl.len()).collect().item()
        if height * len(columns) > MAXIMUM_CELLS:
            refuse(
                path.name, f"more than {MAXIMUM_CELLS:,} cells are asked for", "Name fewer items."
            )
        wanted = [
            pl.col(column).cast(pl.Float64).alias(str(place))
            for place, column in enumerate(columns)
        ]
        labels = [] if group is None else [_labels(table, group)]
        read = table.select(*wanted, *labels).collect()
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        _refuse_file(path, error)
    numbers = read.select(pl.exclude(GROUP)).to_numpy().astype(np.float64, copy=False)
    return numbers, None if group is None else read[GROUP].to_list()


def _labels(table: pl.LazyFrame, group: str) -> pl.Expr:
    """The group as trimmed text; whole numbers lose a decimal point that only gaps gave them."""
    text = pl.col(group).cast(pl.String).str.strip_chars()
    if table.collect_schema()[group].is_float():
        text = text.str.strip_suffix(".0")
    return pl.when(~text.str.to_lowercase().is_in(sorted(NO_ANSWER))).then(text).alias(GROUP)


def _schema(path: Path) -> pl.Schema:
    if path.is_dir():
        refuse(path.name or str(path), "this is a folder", "Give the path of one file.")
    if not path.is_file():
        refuse(path.name, "there is no such file", "Check the path and the spelling.")
    try:
        return pl.scan_parquet(path, glob=False).collect_schema()
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        _refuse_file(path, error)


def _refuse_file(path: Path, error: BaseException) -> NoReturn:
    refuse(
        path.name,
        "the Parquet file cannot be read",
        "Write it again, or save it as 'CSV UTF-8'.",
        found=shown(str(error).strip().partition("\n")[0]),
    )


def _refuse_kind(path: Path, column: str, kind: pl.DataType, problem: str) -> NoReturn:
    refuse(
        path.name,
        problem,
        "Write it as numbers or text.",
        column=column,
        found=str(kind),
    )
