"""How a leader's own rating and others' ratings lie to each other, told only beyond the error."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from scipy.special import ndtri

from stature.core.errors import UndefinedStatistic
from stature.core.instrument.feedback.model import FeedbackRules
from stature.core.psychometrics.self_other import AgreementGroup, self_other_groups
from stature.core.scoring.feedback.figures import Figure


class Agreement(StrEnum):
    """What may be said of a competency on the agreement page."""

    SHARED_STRENGTH = "shared strength"
    HIDDEN_STRENGTH = "hidden strength"
    POSSIBLE_BLIND_SPOT = "possible blind spot"
    SHARED_PRIORITY = "shared priority"
    SELF_HIGHER_RATED_WELL = "self higher, others rate it well too"
    SELF_LOWER_RATED_LOW = "self lower, others rate it low too"
    WITHIN_ERROR = "the gap lies within its error"
    NOT_TOLD = "too few ratings to tell"


@dataclass(frozen=True)
class Gap:
    """Self minus others, with its error, interval and what it allows to say.

    ``group`` is one of the six agreement groups of the literature; None where a rating is missing.
    """

    difference: float | None
    standard_error: float | None
    low: float | None
    high: float | None
    agreement: Agreement
    group: AgreementGroup | None = None

    @property
    def exceeds_error(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high


def gaps(own: Sequence[Figure], others: Sequence[Figure], rules: FeedbackRules) -> tuple[Gap, ...]:
    """The gap of each unit from its two figures, in their order.

    A gap counts where it reaches ``gap_from`` points, rests on ``least_others`` raters and its
    interval leaves out 0: error √(error of self² + error of others²).

    Reference: Fleenor, McCauley & Brutus (1996), The Leadership Quarterly 7, 487-506 (six
    groups).
    """
    groups = _six_groups(own, others, rules)
    return tuple(
        _gap(mine, theirs, group, rules)
        for mine, theirs, group in zip(own, others, groups, strict=True)
    )


def _six_groups(
    own: Sequence[Figure], others: Sequence[Figure], rules: FeedbackRules
) -> Sequence[AgreementGroup | None]:
    def number(value: float | None) -> float:
        return math.nan if value is None else value

    try:
        return self_other_groups(
            [number(figure.mean) for figure in own],
            [number(figure.mean) for figure in others],
            standard_errors=(
                [number(figure.standard_error) for figure in own],
                [number(figure.standard_error) for figure in others],
            ),
            well_from=rules.rated_well_from,
            level=rules.level,
        ).of_persons()
    except UndefinedStatistic:  # fewer than two units have both ratings
        return [None] * len(own)


def _gap(own: Figure, others: Figure, group: AgreementGroup | None, rules: FeedbackRules) -> Gap:
    if own.mean is None or others.mean is None:
        return Gap(None, None, None, None, Agreement.NOT_TOLD)
    assert own.standard_error is not None
    assert others.standard_error is not None
    difference = own.mean - others.mean
    error = math.hypot(own.standard_error, others.standard_error)
    reach = float(ndtri((1 + rules.level) / 2)) * error
    agreement = Agreement.NOT_TOLD
    if others.n >= rules.least_others:
        agreement = agreement_of(difference, reach, others.mean, rules)
    return Gap(difference, error, difference - reach, difference + reach, agreement, group)


def agreement_of(difference: float, reach: float, others: float, rules: FeedbackRules) -> Agreement:
    """What a gap with its reach of error allows to say beside others' mean."""
    rated_well = others >= rules.rated_well_from
    if abs(difference) < rules.gap_from - 1e-9:
        return Agreement.SHARED_STRENGTH if rated_well else Agreement.SHARED_PRIORITY
    if abs(difference) <= reach:
        return Agreement.WITHIN_ERROR
    if difference < 0:
        return Agreement.HIDDEN_STRENGTH if rated_well else Agreement.SELF_LOWER_RATED_LOW
    return Agreement.SELF_HIGHER_RATED_WELL if rated_well else Agreement.POSSIBLE_BLIND_SPOT
