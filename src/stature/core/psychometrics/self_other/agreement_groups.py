"""Six groups of self-other agreement, told apart only where the gap exceeds its error."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, get_args

import numpy as np
from scipy.special import ndtri

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arguments import require_number, require_share
from stature.core.psychometrics.arrays import FloatArray, IntArray, Numbers, read_only
from stature.core.psychometrics.results import Dropped, Result, Statistic, counted, decimals
from stature.core.psychometrics.self_other.gaps import Pair, RatingGaps, rating_gaps

Rule = Literal["error", "half SD"]
_HALF = 0.5


class AgreementGroup(StrEnum):
    """Where self-ratings lie against others' ratings, and whether others rate the person well."""

    OVER_GOOD = "self higher, rated well"
    OVER_POOR = "self higher, rated low"
    AGREE_GOOD = "in agreement, rated well"
    AGREE_POOR = "in agreement, rated low"
    UNDER_GOOD = "self lower, rated well"
    UNDER_POOR = "self lower, rated low"


GROUPS = tuple(AgreementGroup)


@dataclass(frozen=True, kw_only=True, eq=False)
class AgreementGroups(Result):
    """Each person's gap with its error, and the agreement group that it allows.

    ``gap`` is self minus others (n, in scale points), with ``standard_errors`` and ``intervals``
    (n × 2); NaN where a rating is missing. ``codes`` index ``groups``; -1 means no group is known.
    ``well_from`` is the others' rating from which a person counts as rated well.
    ``gap_reliability`` is the part of the gaps' variance that is not error: near 0 or below, the
    gaps tell nothing of the persons; None if all gaps are the same.
    """

    gap: FloatArray
    standard_errors: FloatArray
    intervals: FloatArray
    codes: IntArray
    groups: tuple[AgreementGroup, ...] = GROUPS
    rule: Rule
    level: float
    well_from: float
    mean_gap: Statistic
    gap_reliability: float | None

    @property
    def estimate(self) -> float:
        """The mean gap, in scale points."""
        return self.mean_gap.estimate

    @property
    def counts(self) -> dict[AgreementGroup, int]:
        """Persons in each group."""
        found = np.bincount(self.codes[self.codes >= 0], minlength=len(self.groups))
        return dict(zip(self.groups, found.tolist(), strict=True))

    def of_persons(self) -> list[AgreementGroup | None]:
        """The group of each person (n), None where a rating is missing."""
        return [self.groups[code] if code >= 0 else None for code in self.codes]

    def summary(self) -> str:
        """How large the gap is on average, and how many persons are in each group."""
        groups = "; ".join(f"{group} {count}" for group, count in self.counts.items())
        rule = (
            f"A gap counts where its {self.level:.0%} interval leaves out 0."
            if self.rule == "error"
            else "A gap counts from half a standard deviation on, whatever its error."
        )
        part = self.gap_reliability
        doubt = "" if part is None else _beyond_error(part)
        return (
            f"Self-ratings minus others' ratings: {decimals(self.estimate, 2)} scale points on "
            f"average ({self.mean_gap.interval}). {rule} {groups}. {doubt} {self._provenance()}"
        )


def self_other_groups(
    self_scores: Numbers,
    other_scores: Numbers,
    *,
    reliability: Pair | None = None,
    standard_errors: Pair | None = None,
    well_from: float | None = None,
    rule: Rule = "error",
    level: float = 0.95,
) -> AgreementGroups:
    """The agreement group of each of n persons: self higher, lower or in agreement, by rated well.

    A gap self - others is noisy and mixes two causes, so it never comes bare here: its error is
    sqrt(se_self² + se_others²), with se = SD sqrt(1 - reliability) or as given (one number or one
    for each person), as a pair (self, others). Errors of self and others count as independent.

    Rule "error": a person is out of agreement where the gap is above z(level) errors. Rule
    "half SD" (the literature's; it ignores the error): where the two ratings, each standardised in
    the sample, differ by half a standard deviation or more, which sets the mean gap to 0. Rated
    well: others' rating at or above ``well_from``, by default their mean. Both ratings must be on
    one response scale. Missing: a person without both ratings has NaN and no group. To relate
    agreement to an outcome use ``response_surface``, not groups.

    Raises PsychometricsError for wrong shapes or options, or if the error is given not at all or
    twice, and UndefinedStatistic for fewer than 2 persons with both ratings and, where an SD is
    needed, ratings that do not vary.

    Reference: Fleenor, McCauley & Brutus (1996), The Leadership
    Quarterly 7, 487-506 (six groups); Fleenor et al. (2010), The Leadership Quarterly 21,
    1005-1034; Edwards (2001), Organizational Research Methods 4, 265-287 (no bare difference);
    Atwater & Yammarino (1992), Personnel Psychology 45, 141-164 (half SD), on
    standardised ratings as in Shanock et al. (2010), Journal of Business and Psychology 25.

    Examples:
        >>> found = self_other_groups([4.5, 3, 2], [3, 3.2, 4], standard_errors=(.3, .4))
        >>> [str(group) for group in found.of_persons()]
        ['self higher, rated low', 'in agreement, rated low', 'self lower, rated well']
        >>> found.standard_errors.tolist()
        [0.5, 0.5, 0.5]
    """
    require_share(level, "level")
    if rule not in get_args(Rule):
        raise PsychometricsError(f"expected 'error' or 'half SD', got {rule!r}", where="rule")
    gaps = rating_gaps(
        self_scores, other_scores, reliability=reliability, standard_errors=standard_errors
    )
    reach = gaps.errors * float(ndtri((1 + level) / 2))
    side = _side(gaps, reach, rule)
    threshold = _threshold(gaps, well_from)
    unknown = int((~gaps.known).sum())
    return AgreementGroups(
        n=int(gaps.known.sum()),
        dropped=(Dropped(unknown, "persons", "a rating is missing"),) if unknown else (),
        notes=(*_doubtful_gaps(gaps, side, reach), *_doubtful_ratings(gaps, threshold, level)),
        gap=read_only(gaps.gap),
        standard_errors=read_only(gaps.errors),
        intervals=read_only(np.column_stack([gaps.gap - reach, gaps.gap + reach])),
        codes=read_only(np.where(gaps.known, 2 * (1 - side) + (gaps.others < threshold), -1)),
        rule=rule,
        level=level,
        well_from=threshold,
        mean_gap=gaps.mean(level),
        gap_reliability=gaps.reliability,
    )


def _side(gaps: RatingGaps, reach: FloatArray, rule: Rule) -> IntArray:
    """1 where self is higher, -1 where self is lower, 0 in agreement (or unknown)."""
    if rule == "error":
        gap = np.where(gaps.known, gaps.gap, 0.0)
        apart = np.abs(gap) > reach
    else:
        gap = np.where(gaps.known, gaps.standardised, 0.0)
        apart = np.abs(gap) >= _HALF
    return np.where(apart, np.sign(gap), 0).astype(np.intp)


def _threshold(gaps: RatingGaps, well_from: float | None) -> float:
    if well_from is None:
        return float(gaps.others[gaps.known].mean())
    return require_number(well_from, "well_from")


def _beyond_error(part: float) -> str:
    if part <= 0:
        return "The gaps vary no more than their errors alone would make them."
    return f"Of the gaps' variance {part:.0%} is more than error."


def _doubtful_gaps(gaps: RatingGaps, side: IntArray, reach: FloatArray) -> tuple[str, ...]:
    with np.errstate(invalid="ignore"):
        count = int(((side != 0) & (np.abs(gaps.gap) <= reach)).sum())
    if not count:
        return ()
    return (f"{count:,} of the gaps that count lie within their error.",)


def _doubtful_ratings(gaps: RatingGaps, threshold: float, level: float) -> tuple[str, ...]:
    reach = gaps.others_errors * float(ndtri((1 + level) / 2))
    with np.errstate(invalid="ignore"):
        count = int((gaps.known & (np.abs(gaps.others - threshold) <= reach)).sum())
    if not count:
        return ()
    return (
        f"For {counted(count, 'persons')}, others' rating lies within its error of "
        f"{decimals(threshold, 2)}, "
        "where rated well begins.",
    )
