"""Answers on their scale: bounds that hold, and reverse-keyed items turned round."""

from __future__ import annotations

import numpy as np

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arrays import (
    BoolArray,
    FloatArray,
    Numbers,
    numeric_table,
    numeric_vector,
)


def require_within_bounds(answers: Numbers, lowest: Numbers, highest: Numbers) -> FloatArray:
    """The answers (persons × items) as numbers, if all lie on the scale lowest to highest.

    Bounds are one number each, or one for each item. Missing answers (NaN) are let through.

    Raises PsychometricsError, with row and column, for the first answer outside the bounds, and
    for bounds that do not ascend.

    Reference: none needed; an answer that the scale does not offer is an error of entry.

    Examples:
        >>> require_within_bounds([[1, 5]], 1, 5).tolist()
        [[1.0, 5.0]]
    """
    table = numeric_table(answers)
    low, high = scale_bounds(lowest, highest, table.shape[1])
    outside = (table < low) | (table > high)
    if outside.any():
        row, column = (int(index) for index in np.argwhere(outside)[0])
        raise PsychometricsError(
            f"{table[row, column]:g} lies outside the scale {low[column]:g} to {high[column]:g}",
            where=f"answers[{row}, {column}]",
            remedy="Correct the answer or the bounds, or mark the answer as missing (NaN).",
        )
    return table


def reverse_key(answers: Numbers, keys: Numbers, lowest: Numbers, highest: Numbers) -> FloatArray:
    """The answers (persons × items) with the reverse-keyed items turned round.

    Formula: x' = lowest + highest - x, from the bounds of the scale, never from those observed.
    ``keys`` holds one entry for each item: True or -1 turns it, False or 1 leaves it. Bounds are
    one number each, or one for each item. The result lies within the same bounds; missing answers
    stay missing (NaN). A new array is returned.

    Raises PsychometricsError for other keys, for answers outside the bounds, with their place, and
    for bounds that do not ascend.

    Reference: Nunnally & Bernstein (1994), Psychometric Theory (3rd ed.), on reversing items;
    psych::reverse.code in R computes the same when it is given ``mini`` and ``maxi``.

    Examples:
        >>> reverse_key([[1, 2], [5, 4]], [False, True], lowest=1, highest=5).tolist()
        [[1.0, 4.0], [5.0, 2.0]]
    """
    table = require_within_bounds(answers, lowest, highest)
    low, high = scale_bounds(lowest, highest, table.shape[1])
    turned: FloatArray = np.where(_is_reversed(keys, table.shape[1]), low + high - table, table)
    return turned


def scale_bounds(lowest: Numbers, highest: Numbers, items: int) -> tuple[FloatArray, FloatArray]:
    """The lowest and the highest answer of each item, from one number or one for each item.

    Raises PsychometricsError for another number of bounds, missing bounds, and bounds that do
    not ascend.

    Reference: none needed; it reads what the caller states.

    Examples:
        >>> [bound.tolist() for bound in scale_bounds(1, [5, 7], 2)]
        [[1.0, 1.0], [5.0, 7.0]]
    """
    low = _one_for_each_item(lowest, items, "lowest")
    high = _one_for_each_item(highest, items, "highest")
    if not (low < high).all():
        item = int(np.argmin(low < high))
        raise PsychometricsError(
            f"expected the lowest answer below the highest, got {low[item]:g} and {high[item]:g}",
            where=f"items[{item}]",
        )
    return low, high


def _one_for_each_item(bound: Numbers, items: int, name: str) -> FloatArray:
    vector = numeric_vector(np.atleast_1d(np.asarray(bound)), name=name)
    if len(vector) not in (1, items) or np.isnan(vector).any():
        raise PsychometricsError(
            f"expected one number, or one for each of {items} items", where=name
        )
    return np.broadcast_to(vector, items)


def _is_reversed(keys: Numbers, items: int) -> BoolArray:
    given = np.asarray(keys)
    if given.shape != (items,):
        raise PsychometricsError(f"expected one key for each of {items} items", where="keys")
    if given.dtype.kind == "b":
        return given
    mixed = any(isinstance(key, bool) for key in np.asarray(keys, dtype=object))  # True == 1
    if given.dtype.kind in "iuf" and not mixed and np.isin(given, (-1, 1)).all():
        return np.asarray(given == -1)
    raise PsychometricsError("expected either True and False, or -1 and 1", where="keys")
