"""Pace: how long a person took for an item."""

from __future__ import annotations

import numpy as np

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arrays import Numbers, numeric_vector
from stature.core.psychometrics.response_quality.index import PersonIndex


def seconds_per_item(seconds: Numbers, items: Numbers) -> PersonIndex:
    """Seconds that each person took for an item: time on the questionnaire / items answered.

    ``seconds``: one time for each person; ``items``: one number of items for all, or one for each
    person. Under 2 seconds hardly leaves time to read an item. The index is 0 or more. Persons
    without a time, or without items, have no value (NaN).

    Raises PsychometricsError for negative times or items and for another number of items than of
    persons, and UndefinedStatistic if no person has a value.

    Reference: Huang, Curran, Keeney, Poposki & DeShon (2012), Journal of Business and Psychology
    27, 99-114 (cut-off of 2 seconds for an item).

    Examples:
        >>> seconds_per_item([40, 300], 25).values.tolist()
        [1.6, 12.0]
    """
    time = numeric_vector(seconds, name="seconds")
    count = numeric_vector(np.atleast_1d(np.asarray(items)), name="items")
    if len(count) not in (1, len(time)):
        raise PsychometricsError(
            f"expected one number, or one for each of {len(time)} persons", where="items"
        )
    for numbers, name in ((time, "seconds"), (count, "items")):
        if (numbers < 0).any():
            raise PsychometricsError(
                f"expected 0 or more, got {np.nanmin(numbers):g}",
                where=f"{name}[{int(np.nanargmin(numbers))}]",
            )
    values = np.full(len(time), np.nan)
    np.divide(time, count, out=values, where=np.broadcast_to(count > 0, time.shape))
    return PersonIndex.of("seconds per item", values, "no time or no items are known")
