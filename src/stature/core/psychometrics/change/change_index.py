"""The reliable change indices of Jacobson and Truax, Maassen, Christensen-Mendoza and Nunnally."""

from __future__ import annotations

import math

from stature.core.psychometrics.arrays import Numbers
from stature.core.psychometrics.change.individual_change import ReliableChange, reliable_change
from stature.core.psychometrics.change.known_values import finite, imperfect, positive_sd
from stature.core.psychometrics.change.pairs import read_pairs


def reliable_change_index(
    before: Numbers,
    after: Numbers,
    *,
    sd: float,
    reliability: float,
    retest_sd: float | None = None,
    practice: float = 0.0,
    level: float = 0.95,
    higher_is_better: bool = True,
) -> ReliableChange:
    """Has each person changed by more than the error of two measurements?

    RC = (after - before - practice) / Sdiff. Sdiff = sqrt(2 SEM^2), SEM = sd sqrt(1 - reliability)
    (Jacobson & Truax); with ``retest_sd``, Sdiff = sqrt((sd^2 + retest_sd^2)(1 - reliability)),
    which Maassen prefers when the spread of scores changes. ``practice`` is the mean change of
    people who had no reason to change (Chelune et al. 1993). Reliable if abs(RC) exceeds the
    normal quantile, 1.96 at level .95. The interval is for the true change beyond practice.

    ``before`` and ``after`` hold one score for each person in the same raw units; sd belongs to a
    group like them. A missing score leaves NaN and is counted.

    Raises UndefinedStatistic for a reliability of 1 (no error), of 0 or less (only error), for an
    sd of 0 and if nobody has both scores; PsychometricsError for values that cannot be.

    Reference: Jacobson & Truax (1991), Journal of Consulting and Clinical Psychology 59, 12-19,
    p. 14; Maassen (2004), Journal of the International Neuropsychological Society 10, 888-893;
    Chelune et al. (1993), Neuropsychology 7, 41-52.

    Examples:
        >>> change = reliable_change_index([32.5], [47.5], sd=7.5, reliability=0.80)
        >>> change.estimate.round(4).tolist(), str(change.verdicts[0])
        ([3.1623], 'improved')
    """
    pairs = read_pairs(before, after)
    error_share = 1 - imperfect(reliability, "reliability")
    second = sd if retest_sd is None else positive_sd(retest_sd, "retest_sd")
    return reliable_change(
        pairs,
        pairs.before + finite(practice, "practice"),
        math.sqrt((positive_sd(sd, "sd") ** 2 + second**2) * error_share),
        method="Jacobson-Truax" if retest_sd is None else "Maassen",
        level=level,
        higher_is_better=higher_is_better,
    )


def reliable_change_from_differences(
    before: Numbers,
    after: Numbers,
    *,
    sd: float,
    retest_sd: float,
    retest_r: float,
    practice: float = 0.0,
    level: float = 0.95,
    higher_is_better: bool = True,
) -> ReliableChange:
    """Has each person changed by more than people do who were measured twice without a cause?

    RC = (after - before - practice) / SD of differences, sqrt(sd^2 + retest_sd^2 - 2 retest_r sd
    retest_sd), all from such a comparison group. Its spread holds real fluctuation too, so it is
    more cautious than ``reliable_change_index``.

    Shapes, units and missing scores as in ``reliable_change_index``.

    Raises UndefinedStatistic if the differences would not vary; otherwise as
    ``reliable_change_index``.

    Reference: Christensen & Mendoza (1986), Behavior Therapy 17, 305-308; Temkin et al. (1999),
    Journal of the International Neuropsychological Society 5, 357-369.

    Examples:
        >>> reliable_change_from_differences([32.5], [47.5], sd=7.5, retest_sd=7.5,
        ...     retest_r=0.8).estimate.round(4).tolist()
        [3.1623]
    """
    pairs = read_pairs(before, after)
    r = imperfect(retest_r, "retest_r", from_zero=True)
    first, second = positive_sd(sd, "sd"), positive_sd(retest_sd, "retest_sd")
    return reliable_change(
        pairs,
        pairs.before + finite(practice, "practice"),
        math.sqrt(first**2 + second**2 - 2 * r * first * second),
        method="Christensen-Mendoza",
        level=level,
        higher_is_better=higher_is_better,
    )


def edwards_nunnally_change(
    before: Numbers,
    after: Numbers,
    *,
    mean: float,
    sd: float,
    reliability: float,
    level: float = 0.95,
    higher_is_better: bool = True,
) -> ReliableChange:
    """Does the score after lie outside the band around the estimated true score before?

    True score before = mean + reliability (before - mean); RC = (after - true score) / SEM, SEM =
    sd sqrt(1 - reliability). Allows for regression to the mean but not for the error of the second
    measurement, so it calls more changes reliable than other methods. Speer's form takes 2 SEM for
    the band; here the level sets it (1.96 at .95).

    Shapes, units and missing scores as in ``reliable_change_index``.

    Raises what ``reliable_change_index`` raises.

    Reference: Speer (1992), Journal of Consulting and Clinical Psychology 60, 402-408; Edwards,
    Yarvis, Mueller, Zingale & Wagman (1978), Evaluation Quarterly 2, 277-287; Nunnally (1967),
    Psychometric Theory.

    Examples:
        >>> edwards_nunnally_change([30], [45], mean=40, sd=7.5,
        ...     reliability=0.8).estimate.round(4).tolist()
        [3.8759]
    """
    pairs = read_pairs(before, after)
    trusted, centre = imperfect(reliability, "reliability"), finite(mean, "mean")
    return reliable_change(
        pairs,
        centre + trusted * (pairs.before - centre),
        positive_sd(sd, "sd") * math.sqrt(1 - trusted),
        method="Edwards-Nunnally",
        level=level,
        higher_is_better=higher_is_better,
    )
