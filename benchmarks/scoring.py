"""A million respondents from a file to scores and flags: Stature against DuckDB."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.measuring import HEADER, Comparison, is_here, measure, measure_several, timed
from benchmarks.people import PACK, write_tables
from stature.analytics.score_columns import WHY_NO_STANDARD_ERROR
from stature.core.instrument.model import Instrument, Item, Section
from stature.packs import find_pack

RESPONDENTS = 1_000_000
RUNS = 3
# DuckDB may be five times as fast; "ratio" is DuckDB's time over ours.
ASKED = 1 / 5


def run(respondents: int = RESPONDENTS) -> list[Comparison]:
    """Score the same files with both and compare; both results must be equal."""
    if not is_here("duckdb", "pyarrow"):
        return []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure(_write, folder, respondents)
        return [line for kind in ("parquet", "csv") for line in _compare(folder, kind)]


def _compare(folder: Path, kind: str) -> list[Comparison]:
    path = folder / f"answers.{kind}"
    if not measure(_results_are_equal, path).value:
        raise SystemExit(f"{kind}: the two results differ, so their times mean nothing.")
    ours, checked, duck = measure_several(
        RUNS, (_ours, path, False), (_ours, path, True), (_duckdb, path)
    )
    print(
        f"{kind}: {ours.value:,} respondents, results equal; peak memory ours "
        f"{ours.peak_mb:.0f} MB, with checks {checked.peak_mb:.0f} MB, DuckDB {duck.peak_mb:.0f} MB"
    )
    return [
        Comparison(f"scoring, {kind}", ours.seconds, "DuckDB", duck.seconds, ASKED),
        Comparison(f"checking and scoring, {kind}", checked.seconds, "DuckDB", duck.seconds, ASKED),
    ]


def _write(folder: Path, respondents: int) -> tuple[float, None]:
    return timed(lambda: write_tables(folder, respondents))


def _ours(path: Path, checked: bool) -> tuple[float, int]:
    instrument = find_pack(PACK).instrument
    import stature.analytics.answer_tables  # loading is not what is measured
    import stature.analytics.score_query  # noqa: F401

    seconds, table = timed(lambda: _score(path, instrument, checked))
    return seconds, table.height


def _score(path: Path, instrument: Instrument, checked: bool) -> Any:
    from stature.analytics.answer_tables import check_table, read_table
    from stature.analytics.profile_scores import score_table

    table = read_table(path, instrument)
    if checked:
        table = check_table(table, instrument).table
    return score_table(table, instrument).collect(engine="streaming")


def _duckdb(path: Path) -> tuple[float, int]:
    import duckdb

    query = sql(path, find_pack(PACK).instrument)
    seconds, table = timed(lambda: duckdb.sql(query).to_arrow_table())
    return seconds, table.num_rows


def _results_are_equal(path: Path) -> tuple[float, bool]:
    import duckdb
    import polars as pl

    instrument = find_pack(PACK).instrument
    ours = _score(path, instrument, checked=True).sort("respondent")
    theirs = pl.DataFrame(duckdb.sql(sql(path, instrument)).to_arrow_table()).sort("respondent")
    return timed(lambda: ours.equals(theirs.cast(dict(ours.schema))))


def sql(path: Path, instrument: Instrument) -> str:
    """The same scores as one SQL query."""
    inner = ["respondent", *_section_columns(instrument), *_flag_columns(instrument)]
    reader = "read_parquet" if path.suffix == ".parquet" else "read_csv"
    return (
        f"with scored as (select {', '.join(inner)} from {reader}('{path}')) "
        f"select {', '.join(_outer_columns(instrument))} from scored"
    )


def _section_columns(instrument: Instrument) -> list[str]:
    return [
        column
        for section in instrument.sections
        for perspective in instrument.perspective_ids
        for column in _total_and_count(section, perspective, instrument)
    ]


def _total_and_count(section: Section, perspective: str, instrument: Instrument) -> list[str]:
    ratings = [f'"{item.code}_{perspective}"' for item in section.items]
    count, total = _count(ratings), _sum(ratings)
    name = f"{section.code}_{perspective}"
    enough = f"{count} >= {instrument.scoring.minimum_answered}"
    prorated = f"({total}) * {len(ratings)} / ({count})::double"
    return [f"case when {enough} then {prorated} end as {name}", f"{count} as {name}_n"]


def _flag_columns(instrument: Instrument) -> list[str]:
    coached = [_when(_is_for_coaching(item, instrument), item) for item in instrument.items]
    gaps = [_when(_is_gap(item, instrument), item) for item in instrument.items]
    return [
        f"concat_ws(',', {', '.join(coached)}) as coached",
        f"concat_ws(',', {', '.join(gaps)}) as gaps_to_explore",
    ]


def _is_for_coaching(item: Item, instrument: Instrument) -> str:
    pair = _pair(item, instrument)
    return f"({_sum(pair)}) * 2 < {instrument.scoring.coaching.cut_off} * ({_count(pair)})"


def _is_gap(item: Item, instrument: Instrument) -> str:
    mine, ours = _pair(item, instrument)
    top = instrument.response_scale.maximum
    return f"({mine} = 0 and {ours} = {top}) or ({mine} = {top} and {ours} = 0)"


def _pair(item: Item, instrument: Instrument) -> list[str]:
    return [f'"{item.code}_{perspective}"' for perspective in instrument.perspective_ids]


def _when(condition: str, item: Item) -> str:
    return f"case when {condition} then '{item.code}' end"


def _count(columns: list[str]) -> str:
    return "(" + " + ".join(f"({column} is not null)::int" for column in columns) + ")"


def _sum(columns: list[str]) -> str:
    return " + ".join(f"coalesce({column}, 0)::int" for column in columns)


def _outer_columns(instrument: Instrument) -> list[str]:
    first, second = instrument.perspective_ids
    rules = instrument.scoring
    columns = ["respondent"]
    for section in instrument.sections:
        for perspective in (first, second):
            name = f"{section.code}_{perspective}"
            columns += [name, f"{name}_n"]
        columns.append(f"{section.code}_{first} - {section.code}_{second} as {section.code}_gap")
    for perspective in (first, second):
        totals = " + ".join(f"{section.code}_{perspective}" for section in instrument.sections)
        columns.append(f"{totals} as total_{perspective}")
    return [
        *columns,
        "coached",
        "gaps_to_explore",
        f"'{instrument.id}' as instrument",
        f"'{instrument.version}' as version",
        f"'{instrument.sha256}' as sha256",
        f"'{rules.version}' as scoring_version",
        f"'{rules.coaching.rule} {rules.coaching.version}' as coaching_rule",
        f"'{rules.gaps_to_explore.rule} {rules.gaps_to_explore.version}' as gaps_rule",
        f"'{WHY_NO_STANDARD_ERROR}' as standard_error_reason",
    ]


if __name__ == "__main__":
    lines = run(int(sys.argv[1]) if len(sys.argv) > 1 else RESPONDENTS)
    print(HEADER, *lines, sep="\n")
