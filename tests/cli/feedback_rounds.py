"""Rounds of feedback as tables, for the tests of the command."""

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from stature.core.instrument.feedback import FeedbackInstrument
from stature.core.instrument.feedback.ratings import RATER_GROUPS
from stature.core.scoring.feedback.table import RatingTable
from tests.core.feedback_sample import round_of

Row = dict[str, str]


def rows_of(table: RatingTable, id_of: Callable[[str], str] = str) -> list[Row]:
    """A row for each rating; the leader's own has the leader's id."""
    codes = [item.code for item in table.instrument.items]
    rows = []
    for place, answers in enumerate(table.frequency):
        leader, group = id_of(table.leaders[table.leader_of[place]]), table.group_of[place]
        rater = leader if group == 0 else f"r{table.raters[place]}"
        given = ["" if np.isnan(answer) else str(int(answer)) for answer in answers]
        row = {"leader": leader, "rater": rater, "group": str(RATER_GROUPS[group])}
        rows.append(row | dict(zip(codes, given, strict=True)))
    return rows


def made_up_rows(instrument: FeedbackInstrument, leaders: int, *, seed: int = 1) -> list[Row]:
    """The rows of a made-up round of leaders with 12 raters each."""
    return rows_of(round_of(instrument, leaders, seed=seed))


def write_table(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    """Write rows as CSV; the keys of the first row are the header."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path
