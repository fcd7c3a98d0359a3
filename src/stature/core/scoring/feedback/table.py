"""Ratings as arrays: one row for each rater of a leader, one column for each item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from stature.core.errors import PsychometricsError
from stature.core.instrument.feedback.model import HIGHEST, LOWEST, FeedbackInstrument
from stature.core.instrument.feedback.ratings import (
    OTHERS_GROUPS,
    RATER_GROUPS,
    RaterGroup,
    Rating,
    RatingAnswer,
)
from stature.core.psychometrics.arrays import BoolArray, FloatArray, IntArray, read_only

_NUMBER_OF = {group: number for number, group in enumerate(RATER_GROUPS)}


@dataclass(frozen=True, eq=False)
class RatingTable:
    """The ratings of a round: R raters × J items, 1 to 5, NaN where missing or not observed.

    ``leader_of`` (R) indexes ``leaders``; ``group_of`` (R) indexes RATER_GROUPS. ``raters`` holds
    each row's opaque rater id; a rater of several leaders has several rows. ``effectiveness`` is
    None when it was not asked.
    """

    instrument: FeedbackInstrument
    leaders: tuple[str, ...]
    raters: npt.NDArray[Any]
    leader_of: IntArray
    group_of: IntArray
    frequency: FloatArray
    effectiveness: FloatArray | None = None

    def __post_init__(self) -> None:
        shape = (len(self.raters), len(self.instrument.items))
        for name, answers in (("frequency", self.frequency), ("effectiveness", self.effectiveness)):
            if answers is not None:
                _require_table(name, answers, shape)
        if not len(self.raters) == len(self.leader_of) == len(self.group_of):
            raise PsychometricsError("raters, leaders and groups differ in length", where="ratings")

    @property
    def is_self(self) -> BoolArray:
        """Which rows are self-ratings (R)."""
        return self.of_groups([RaterGroup.SELF])

    def kept(self, rows: BoolArray) -> RatingTable:
        """The same leaders with some rows only."""
        second = self.effectiveness
        return replace(
            self,
            raters=self.raters[rows],
            leader_of=self.leader_of[rows],
            group_of=self.group_of[rows],
            frequency=self.frequency[rows],
            effectiveness=None if second is None else second[rows],
        )

    def of_groups(self, groups: Iterable[RaterGroup] = OTHERS_GROUPS) -> BoolArray:
        """Which rows belong to some groups (R)."""
        numbers = [_NUMBER_OF[group] for group in groups]
        chosen: BoolArray = np.isin(self.group_of, numbers)
        return chosen


def _require_table(name: str, answers: FloatArray, shape: tuple[int, int]) -> None:
    if answers.shape != shape:
        raise PsychometricsError(
            f"expected {shape[0]} raters by {shape[1]} items, got {answers.shape}", where=name
        )
    outside = ~np.isnan(answers) & ~((answers >= LOWEST) & (answers <= HIGHEST))
    if outside.any():
        row, column = (int(place) for place in np.argwhere(outside)[0])
        raise PsychometricsError(
            f"expected {LOWEST} to {HIGHEST}, got {answers[row, column]}",
            where=f"{name}[{row}, {column}]",
        )


def rating_table(ratings: Sequence[Rating], instrument: FeedbackInstrument) -> RatingTable:
    """The table of ratings that ``check_ratings`` accepted; leaders in the order they come in."""
    leaders = tuple(dict.fromkeys(rating.participant for rating in ratings))
    number = {leader: place for place, leader in enumerate(leaders)}
    two = instrument.effectiveness is not None
    return RatingTable(
        instrument=instrument,
        leaders=leaders,
        raters=np.array([rating.rater for rating in ratings], dtype=object),
        leader_of=np.array([number[rating.participant] for rating in ratings], dtype=np.intp),
        group_of=np.array([_NUMBER_OF[rating.group] for rating in ratings], dtype=np.intp),
        frequency=_answers([rating.frequency for rating in ratings], instrument),
        effectiveness=(
            _answers([rating.effectiveness for rating in ratings], instrument) if two else None
        ),
    )


def _answers(
    given: Sequence[Mapping[str, RatingAnswer]], instrument: FeedbackInstrument
) -> FloatArray:
    place_of = instrument.place_of_item
    table = np.full((len(given), len(place_of)), np.nan)
    for row, answers in zip(table, given, strict=True):
        for code, answer in answers.items():
            if isinstance(answer, int):
                row[place_of[code]] = answer
    return read_only(table)
