"""How many experts must agree before it is more than chance: exact binomial counts."""

from __future__ import annotations

import numpy as np
from scipy.special import bdtrc

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arguments import require_share, require_whole
from stature.core.psychometrics.arrays import FloatArray

MOST_EXPERTS = 1_000_000


def critical_count(panel: int, *, alpha: float = 0.05) -> int:
    """How many of a panel must call an item essential for more than chance.

    The least count k with P(X >= k) <= alpha for X binomial (panel, 1/2), one-sided and exact.

    Raises PsychometricsError for a panel below 1 or alpha outside 0 to 1, and UndefinedStatistic
    if even a unanimous panel of this size may come about by chance.

    Reference: Ayre & Scally (2014), Measurement and Evaluation in Counseling and Development 47,
    79-86, Table 1; Wilson, Pan & Schumsky (2012), same journal 45, 197-210.

    Examples:
        >>> critical_count(10)
        9
    """
    size = require_whole(panel, "panel", at_least=1, at_most=MOST_EXPERTS)
    require_share(alpha, "alpha")
    count = _critical_of(size, alpha)
    if count > size:
        raise UndefinedStatistic(
            f"even {size} of {size} experts come about by chance more often than {alpha:g}",
            where="panel",
            remedy="Ask more experts.",
        )
    return count


def critical_cvr(panel: int, *, alpha: float = 0.05) -> float:
    """The least content validity ratio that is more than chance for a panel of this size.

    (k - N/2) / (N/2), where k is ``critical_count`` of the N experts.

    Raises as ``critical_count`` does.

    Reference: Ayre & Scally (2014), Table 1.

    Examples:
        >>> critical_cvr(8), round(critical_cvr(30), 3)
        (0.75, 0.333)
    """
    return 2 * critical_count(panel, alpha=alpha) / panel - 1


def critical_counts(sizes: FloatArray, alpha: float) -> FloatArray:
    """``critical_count`` of many panels; size + 1, which nobody reaches, where there is none.

    Never fails.

    Reference: Ayre & Scally (2014), Table 1.

    Examples:
        >>> critical_counts(np.array([4.0, 5.0]), 0.05).tolist()
        [5.0, 5.0]
    """
    found = {size: _critical_of(int(size), alpha) for size in np.unique(sizes).tolist()}
    return np.array([found[size] for size in sizes.tolist()], dtype=np.float64)


def _critical_of(size: int, alpha: float) -> int:
    counts = np.arange(1, size + 1)
    enough = bdtrc(counts - 1, size, 0.5) <= alpha
    return int(counts[np.argmax(enough)]) if enough.any() else size + 1
