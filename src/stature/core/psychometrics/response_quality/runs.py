"""Straight lines: runs of equal answers, and how much a person's answers vary."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stature.core.psychometrics.arrays import FloatArray, Numbers, numeric_table, read_only
from stature.core.psychometrics.response_quality.index import PersonIndex


@dataclass(frozen=True, kw_only=True, eq=False)
class LongString(PersonIndex):
    """Runs of equal answers; ``values`` holds the longest, ``average`` the mean length of runs."""

    average: FloatArray


def long_string(answers: Numbers) -> LongString:
    """The longest run of equal answers of each person, and the average length of the runs.

    Formula: a run ends where the next answer differs; average = answers / number of runs.
    ``answers``: persons × items in the order in which they were asked, not reverse-keyed. Range 1
    to the number of items. A missing answer ends a run and belongs to none; persons without any
    answer have no value (NaN).

    Raises UndefinedStatistic if there is no answer at all.

    Reference: Johnson (2005), Journal of Research in Personality 39, 103-129; Meade & Craig
    (2012), Psychological Methods 17, 437-455; careless::longstring in R.

    Examples:
        >>> runs = long_string([[3, 3, 3, 2], [1, 2, 3, 3]])
        >>> runs.values.tolist(), runs.average.round(2).tolist()
        ([3.0, 2.0], [2.0, 1.33])
    """
    table = numeric_table(answers)
    present = ~np.isnan(table)
    current = np.where(present[:, 0], 1, 0)
    longest, runs = current.copy(), current.copy()
    for item in range(1, table.shape[1]):
        same = table[:, item] == table[:, item - 1]  # never true of a missing answer
        current = np.where(same, current + 1, present[:, item])
        runs += present[:, item] & ~same
        np.maximum(longest, current, out=longest)
    average = np.full(len(table), np.nan)
    np.divide(present.sum(axis=1), runs, out=average, where=runs > 0)
    values = np.where(runs > 0, longest, np.nan)
    return LongString.of("long string", values, "no answer at all", average=read_only(average))


def intra_individual_variability(answers: Numbers) -> PersonIndex:
    """How much the answers of each person vary (IRV): their standard deviation.

    Formula: sqrt(sum_j (x_ij - mean_i)² / (J_i - 1)) over the J_i items answered. ``answers``:
    persons × items on one response scale, not reverse-keyed; the index is in its units and 0 or
    more. Both little variation (straight lines) and much (random answers) are worth a look.
    Persons with fewer than two answers have no value (NaN).

    Raises PsychometricsError for fewer than two items, and UndefinedStatistic if nobody gave two
    answers.

    Reference: Dunn, Heggestad, Shanock & Theilgard (2018), Journal of Business and Psychology 33,
    105-121, p. 108; careless::irv in R divides by J - 1, as here.

    Examples:
        >>> intra_individual_variability([[3, 3, 3], [1, 3, 5]]).values.tolist()
        [0.0, 2.0]
    """
    table = numeric_table(answers, at_least=(1, 2))
    present = ~np.isnan(table)
    answered = present.sum(axis=1)
    mean = np.where(present, table, 0.0).sum(axis=1) / np.maximum(answered, 1)
    squares = (np.where(present, table - mean[:, None], 0.0) ** 2).sum(axis=1)
    variance = np.full(len(table), np.nan)
    np.divide(squares, answered - 1, out=variance, where=answered > 1)
    return PersonIndex.of(
        "intra-individual variability", np.sqrt(variance), "fewer than two answers"
    )
