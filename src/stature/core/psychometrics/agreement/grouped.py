"""Reading answers of raters in groups: who counts, who is left out and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.agreement.answers_on_scale import answers_on_scale
from stature.core.psychometrics.agreement.item_spread import ItemSpread, spread_of
from stature.core.psychometrics.arguments import require_same_length
from stature.core.psychometrics.arrays import BoolArray, FloatArray, IntArray, Numbers, read_only
from stature.core.psychometrics.group_labels import group_codes
from stature.core.psychometrics.results import Dropped

Missing = Literal["listwise", "available"]
Labels = Sequence[Any] | npt.NDArray[Any]
ItemIndices = Callable[[ItemSpread], tuple[FloatArray, ...]]
_REASONS = {"listwise": "an answer is missing", "available": "no answer at all"}


@dataclass(frozen=True, eq=False)
class GroupedAnswers:
    """Answers (raters × items) of the raters in groups of two or more.

    ``codes`` index ``labels``; ``raters`` counts the raters of each group.
    """

    answers: npt.NDArray[Any]
    codes: IntArray
    labels: npt.NDArray[Any]
    raters: IntArray
    dropped: tuple[Dropped, ...]

    @property
    def n(self) -> int:
        """Raters in all groups."""
        return len(self.codes)

    @property
    def item_count(self) -> int:
        """Columns of the table of answers."""
        return int(self.answers.shape[1])

    def items(self) -> Iterator[ItemSpread]:
        """The spread of each item that has answers, one item at a time to save memory."""
        for column in self.answers.T:
            if column.dtype.kind in "iu" or not (missing := np.isnan(column)).any():
                yield spread_of(column, self.codes, len(self.labels))
            elif not missing.all():
                yield spread_of(column[~missing], self.codes[~missing], len(self.labels))

    def means_over_items(self, indices: ItemIndices) -> list[tuple[FloatArray, FloatArray]]:
        """For each index of an item: its mean over items in each group, and from how many items.

        An item counts where its index is not NaN; a group without such an item has mean NaN.
        """
        shape = (len(self.labels),)
        sums: dict[int, tuple[FloatArray, FloatArray]] = {}
        with np.errstate(divide="ignore", invalid="ignore"):
            for item in self.items():
                for place, values in enumerate(indices(item)):
                    total, count = sums.setdefault(place, (np.zeros(shape), np.zeros(shape)))
                    present = ~np.isnan(values)
                    np.add(total, values, out=total, where=present)
                    count += present
            return [(total / count, count) for total, count in sums.values()]


def grouped_answers(
    answers: Numbers, groups: Labels, *, scale: tuple[int, int], missing: Missing = "listwise"
) -> GroupedAnswers:
    """Answers of raters in groups of two or more, with everyone else counted as dropped.

    ``answers`` is raters × items, or one number for each rater; ``groups`` one label for each
    rater; ``scale`` the lowest and highest possible answer. Listwise keeps the raters who answered
    every item; available keeps those who answered any. Whole numbers keep their small type.

    Raises PsychometricsError for answers outside the scale, other lengths or another rule, and
    UndefinedStatistic if no group has two raters.

    Reference: LeBreton & Senter (2008), p. 818 (agreement is a property of raters of one target).

    Examples:
        >>> kept = grouped_answers([[1, 2], [2, 2], [5, 5]], ["a", "a", "b"], scale=(1, 5))
        >>> kept.labels.tolist(), str(kept.dropped[0])
        (['a'], '1 group dropped: fewer than two raters')
    """
    if missing not in ("listwise", "available"):
        raise PsychometricsError(
            f"expected 'listwise' or 'available', got {missing!r}", where="missing"
        )
    table = answers_on_scale(answers, scale)
    member = group_codes(groups)
    require_same_length(table, member.codes, "groups")
    answered = _answered(table, missing)
    kept = member.known & answered
    sizes = np.bincount(member.codes[kept], minlength=len(member.labels))
    enough = sizes >= 2
    if not enough.any():
        raise UndefinedStatistic(
            "no group has two raters with answers",
            where="groups",
            remedy="Agreement needs at least two raters of the same target.",
        )
    dropped = (
        Dropped(int((~member.known).sum()), "raters", "no group is known"),
        Dropped(int((member.known & ~answered).sum()), "raters", _REASONS[missing]),
        Dropped(int((~enough).sum()), "groups", "fewer than two raters"),
    )
    kept &= enough[member.codes]
    codes = member.codes
    if not kept.all():
        table, codes = table[kept], (np.cumsum(enough) - 1)[codes[kept]]
    return GroupedAnswers(
        answers=table,
        codes=codes,
        labels=read_only(member.labels[enough]),
        raters=read_only(sizes[enough]),
        dropped=tuple(drop for drop in dropped if drop.count),
    )


def _answered(table: npt.NDArray[Any], missing: Missing) -> BoolArray:
    if table.dtype.kind in "iu":
        return np.ones(len(table), dtype=bool)
    absent = np.isnan(table)
    answered: BoolArray = ~(absent.any(axis=1) if missing == "listwise" else absent.all(axis=1))
    return answered
