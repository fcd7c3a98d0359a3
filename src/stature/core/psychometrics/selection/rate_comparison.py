"""One group's selection rate beside another's: every test that is commonly asked for."""

from __future__ import annotations

import math

from scipy.special import chdtrc, ndtr

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.selection.arrays import group_counts
from stature.core.psychometrics.selection.exact import fisher_exact_test
from stature.core.psychometrics.selection.ratio import impact_ratio
from stature.core.psychometrics.selection.results import FOUR_FIFTHS, RateComparison

_FEW_EXPECTED = 5
_FEW_PERSONS = 30
_SMALL_SHARE = 0.02


def compare_selection_rates(
    selected: int,
    pool: int,
    reference_selected: int,
    reference_pool: int,
    *,
    group: str = "group",
    reference: str = "reference",
    whole_pool: int | None = None,
    level: float = 0.95,
) -> RateComparison:
    """A group's selection rate against the reference group's, by ratio, tests and persons.

    With rates p1 = a/n1, p2 = c/n2 and p of both: Z = (p1-p2) / sqrt(p q (1/n1 + 1/n2)), unpooled
    with sqrt(p1 q1/n1 + p2 q2/n2); phi = Z / sqrt(n1+n2); h = 2 asin sqrt(p1) - 2 asin sqrt(p2);
    shortfall = n1 p - a. ``impact_ratio`` and ``fisher_exact_test`` tell the rest. Counts are whole
    numbers; ``whole_pool`` counts all groups, for the rule that a group below 2% of the pool need
    not be looked at.

    Raises UndefinedStatistic if a group is empty, if nobody of the reference group was selected or
    everybody of both groups was, and PsychometricsError for what are no counts.

    Reference: Uniform Guidelines (1978), 29 CFR 1607.4, and their Questions and Answers (1979), no.
    21 (one person's difference); Morris & Lobsenz (2000), Personnel Psychology 53, 89-111; Collins
    & Morris (2008), Journal of Applied Psychology 93, 463-471; Cohen (1988), eq. 6.2.1 (h).

    Examples:
        >>> women = compare_selection_rates(12, 40, 30, 60)
        >>> round(women.impact_ratio.estimate, 3), round(women.z, 3), round(women.exact.mid_p, 3)
        (0.6, -1.985, 0.051)
    """
    ratio = impact_ratio(selected, pool, reference_selected, reference_pool, level=level)
    counts = group_counts([selected, reference_selected], [pool, reference_pool], None)
    (a, c), (n1, n2) = counts.selected.tolist(), counts.pool.tolist()
    pooled = (a + c) / (n1 + n2)
    if pooled == 1:
        raise UndefinedStatistic(
            "everybody was selected, so there is nothing to test", where=f"{group}, {reference}"
        )
    error = math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    rate, other = a / n1, c / n2
    separate = math.sqrt(rate * (1 - rate) / n1 + other * (1 - other) / n2)
    z, apart = (rate - other) / error, abs(a * (n2 - c) - (n1 - a) * c)
    corrected = z**2 * ((apart - min(apart, (n1 + n2) / 2)) / apart) ** 2 if apart else 0.0
    return RateComparison(
        n=ratio.n,
        notes=_size_warnings(a, c, n1, n2, group, whole_pool),
        group=group,
        reference=reference,
        rate=rate,
        reference_rate=other,
        impact_ratio=ratio,
        z=z,
        p=_two_sided(z),
        z_unpooled=(rate - other) / separate if separate else None,
        p_unpooled=_two_sided((rate - other) / separate) if separate else None,
        chi_square=z**2,
        chi_square_corrected=corrected,
        p_corrected=float(chdtrc(1, corrected)),
        exact=fisher_exact_test([[a, n1 - a], [c, n2 - c]], level=level),
        phi=z / math.sqrt(n1 + n2),
        cohens_h=2 * math.asin(math.sqrt(rate)) - 2 * math.asin(math.sqrt(other)),
        shortfall=n1 * pooled - a,
        shortfall_to_four_fifths=max(0, math.ceil(FOUR_FIFTHS * other * n1 - a - 1e-9)),
        ratio_if_one_more=_ratio_after(1, a, c, n1, n2),
        ratio_if_one_fewer=_ratio_after(-1, a, c, n1, n2),
    )


def _two_sided(z: float) -> float:
    return 2 * float(ndtr(-abs(z)))


def _ratio_after(moved: int, a: float, c: float, n1: float, n2: float) -> float:
    """The impact ratio if so many selections went from the reference to the group."""
    moved_to = min(max(a + moved, 0), n1)
    left = min(max(c - moved, 0), n2)
    return (moved_to / n1) / (left / n2) if left else math.inf


def _size_warnings(
    a: float, c: float, n1: float, n2: float, group: str, whole_pool: int | None
) -> tuple[str, ...]:
    pooled = (a + c) / (n1 + n2)
    expected = min(n1, n2) * min(pooled, 1 - pooled)
    warnings = []
    if n1 < _SMALL_SHARE * (n1 + n2 if whole_pool is None else whole_pool):
        warnings.append(
            f"{group} is less than 2% of the pool; the Uniform Guidelines do not ask for its ratio."
        )
    if min(n1, n2) < _FEW_PERSONS:
        warnings.append(
            f"One of the groups has fewer than {_FEW_PERSONS} persons: the ratio moves much by "
            "chance, and the tests find only large differences."
        )
    if expected < _FEW_EXPECTED:
        warnings.append(
            f"The smallest expected count is {expected:.1f}, below {_FEW_EXPECTED}: trust the "
            "exact test, not Z."
        )
    return tuple(warnings)
