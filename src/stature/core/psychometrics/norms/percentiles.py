"""Percentile ranks: how many in a hundred of the norm group score lower."""

from __future__ import annotations

from stature.core.psychometrics.arrays import Numbers, read_only
from stature.core.psychometrics.norms.normed import NormedScores, Norms, compare_with_norms
from stature.core.psychometrics.norms.tied_interval import (
    METHOD_WORDS,
    IntervalMethod,
    tied_share_interval,
    tied_share_sd,
)


def percentile_ranks(
    scores: Numbers, norms: Norms, *, level: float = 0.95, interval: IntervalMethod = "bayesian"
) -> NormedScores:
    """The percentile rank of each score in a norm group, by mid-rank, with its interval.

    100 (m + k / 2) / n, where m of the n people are below the score and k share it. The standard
    error is that of the Bayesian posterior with a Jeffreys prior and ties broken at random; the
    limits are by the chosen method (see ``tied_share_interval``). Both tell the error of the norms
    alone, not the error of measurement of the person's score.

    ``scores`` one for each person; ``norms`` a NormGroup or the scores of one. Percentiles run
    from 0 to 100. A missing score has no percentile and is counted; missing norm scores are left
    out.

    Raises UndefinedStatistic if every score is missing or fewer than two norm scores are known;
    PsychometricsError for an unknown method or a level outside 0 to 1.

    Reference: Crawford, Garthwaite & Slick (2009), The Clinical Neuropsychologist 23, 1173-1195,
    definition C; Garthwaite & Crawford (2011), Journal of Applied Statistics 38, 1921-1934.

    Examples:
        >>> ranks = percentile_ranks([2, 4], [1, 2, 2, 3])
        >>> ranks.estimate.tolist()
        [50.0, 100.0]
        >>> ranks.low.round(1).tolist(), ranks.high.round(1).tolist()
        ([5.9, 55.5], [94.1, 100.0])
    """
    read = compare_with_norms(scores, norms)
    n, known = read.norms.n, read.known
    below, equal = read.norms.below_and_equal(read.scores[known])
    low, high = tied_share_interval(below, equal, n, level=level, method=interval)
    return NormedScores(
        n=n,
        dropped=read.dropped,
        notes=read.notes,
        metric="percentile",
        scores=read_only(read.scores.copy()),
        estimate=read.placed(100 * (below + equal / 2) / n),
        standard_error=read.placed(100 * tied_share_sd(below, equal, n)),
        low=read.placed(100 * low),
        high=read.placed(100 * high),
        level=level,
        method=METHOD_WORDS[interval],
    )
