"""How common something is in a group, and how much more common than in another."""

from __future__ import annotations

import math

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arguments import require_number
from stature.core.psychometrics.arrays import Numbers
from stature.core.psychometrics.groups.arrays import known_values, require_counts
from stature.core.psychometrics.groups.results import GroupComparison
from stature.core.psychometrics.results import Dropped, Interval, Statistic, decimals
from stature.core.psychometrics.shares import share_interval

_ALL_OR_NONE = (
    "Everybody or nobody shows it, so the standard error is 0 by its formula; "
    "the interval tells the error better."
)


def wilson_interval(successes: int, n: int, *, level: float = 0.95) -> Interval:
    """Wilson's score interval of a proportion; it also serves for none or all of n.

    (p + z^2/(2n) -+ z sqrt(p (1-p)/n + z^2/(4n^2))) / (1 + z^2/n), with p = successes / n and z the
    normal quantile. Limits are from 0 to 1.

    Raises PsychometricsError unless 0 <= successes <= n, n >= 1, both whole numbers.

    Reference: Wilson (1927), Journal of the American Statistical Association 22, 209-212; Newcombe
    (1998), Statistics in Medicine 17, 857-872, method 3.

    Examples:
        >>> interval = wilson_interval(81, 263)
        >>> round(interval.low, 4), round(interval.high, 4)  # Newcombe: .2553 to .3662
        (0.2553, 0.3662)
    """
    successes, n = require_counts(successes, n, ("successes", "n"))
    low, high = share_interval(successes / n, n, level=level)
    return Interval(float(low), float(high), level, "Wilson score")


def prevalence(shown: Numbers, *, at_least: float | None = None, level: float = 0.95) -> Statistic:
    """The share of persons who show something, with Wilson's interval.

    p = k / n, standard error sqrt(p (1-p) / n), from 0 to 1. ``shown`` holds one value for each
    person: 1 or true for yes and 0 or false for no; or, with ``at_least``, a score that counts as
    yes from that value on. NaN is left out.

    Raises PsychometricsError for values other than 0 and 1 without ``at_least``, and
    UndefinedStatistic if nobody's value is known.

    Reference: Wilson (1927), Journal of the American Statistical Association 22, 209-212; for
    threshold competencies Boyatzis (1982), The Competent Manager.

    Examples:
        >>> share = prevalence([4, 5, 2, 5, 3], at_least=4)
        >>> share.estimate, round(share.interval.low, 3), round(share.interval.high, 3)
        (0.6, 0.231, 0.882)
    """
    values, missing = known_values(shown, "shown", 1)
    if at_least is None and not ((values == 0) | (values == 1)).all():
        raise PsychometricsError(
            "expected 0 or 1 for each person",
            where="shown",
            remedy="Give `at_least`, the score from which on it counts as shown.",
        )
    n = len(values)
    limit = 1.0 if at_least is None else require_number(at_least, "at_least")
    successes = int((values >= limit).sum())
    share = successes / n
    return Statistic(
        n=n,
        dropped=(Dropped(missing, "persons", "the value is missing"),) if missing else (),
        notes=(_ALL_OR_NONE,) if successes in (0, n) else (),
        name="Prevalence",
        estimate=share,
        standard_error=math.sqrt(share * (1 - share) / n),
        interval=wilson_interval(successes, n, level=level),
    )


def difference_of_proportions(
    first_successes: int, first_n: int, second_successes: int, second_n: int, *, level: float = 0.95
) -> GroupComparison:
    """How much more common something is in the first group, with Newcombe's interval.

    p1 - p2, from -1 to 1; standard error sqrt(p1 q1/n1 + p2 q2/n2). With Wilson limits l and u of
    each group, the interval is p1 - p2 - sqrt((p1-l1)^2 + (u2-p2)^2) to
    p1 - p2 + sqrt((u1-p1)^2 + (p2-l2)^2).

    Raises PsychometricsError unless 0 <= successes <= n, n >= 1, all whole numbers.

    Reference: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.

    Examples:
        >>> found = difference_of_proportions(56, 70, 48, 80).interval
        >>> round(found.low, 4), round(found.high, 4)  # Newcombe: .0524 to .3339
        (0.0524, 0.3339)
    """
    first = wilson_interval(first_successes, first_n, level=level)
    second = wilson_interval(second_successes, second_n, level=level)
    share, other = first_successes / first_n, second_successes / second_n
    difference = share - other
    low = difference - math.hypot(share - first.low, second.high - other)
    high = difference + math.hypot(first.high - share, other - second.low)
    error = math.sqrt(share * (1 - share) / first_n + other * (1 - other) / second_n)
    return GroupComparison(
        n=int(first_n + second_n),
        first_n=int(first_n),
        second_n=int(second_n),
        notes=(_ALL_OR_NONE,) if error == 0 else (),
        name="Difference of proportions",
        estimate=difference,
        standard_error=error,
        interval=Interval(low, high, level, "Newcombe hybrid score"),
        meaning=(
            f"{decimals(100 * share, 1)} in 100 of the first group against "
            f"{decimals(100 * other, 1)} in 100 of the second."
        ),
    )
