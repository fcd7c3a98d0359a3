"""How large a norm group must be before a person is judged by it."""

from __future__ import annotations

from enum import StrEnum

from stature.core.psychometrics.arguments import require_whole

TOO_SMALL_BELOW = 100
PROVISIONAL_BELOW = 300


class SizeVerdict(StrEnum):
    """Whether a norm group is large enough to be shown."""

    TOO_SMALL = "too small"
    PROVISIONAL = "provisional"
    SUFFICIENT = "sufficient"


def judge_size(
    n: int, *, too_small_below: int = TOO_SMALL_BELOW, provisional_below: int = PROVISIONAL_BELOW
) -> SizeVerdict:
    """Too small below one number of people, provisional below another, sufficient from there on.

    The second default is the least that the COTAN rating system accepts for important decisions.
    The first is ours: below 100 people the limits of a middling percentile are 20 points apart.

    Raises PsychometricsError for numbers that are not whole and for limits that are not in order.

    Reference: Evers, Lucassen, Meijer & Sijtsma (2010), COTAN review system for evaluating test
    quality, criterion 4 (norms).

    Examples:
        >>> [str(judge_size(n)) for n in (60, 200, 400)]
        ['too small', 'provisional', 'sufficient']
    """
    require_whole(too_small_below, "too_small_below", at_least=2)
    require_whole(provisional_below, "provisional_below", at_least=too_small_below)
    n = require_whole(n, "n", at_least=0)
    if n < too_small_below:
        return SizeVerdict.TOO_SMALL
    return SizeVerdict.PROVISIONAL if n < provisional_below else SizeVerdict.SUFFICIENT
