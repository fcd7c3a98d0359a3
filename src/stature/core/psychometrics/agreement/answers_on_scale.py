"""Reading answers given on a scale, without making large tables of small numbers larger."""

from __future__ import annotations

from numbers import Number
from typing import Any

import numpy as np
import numpy.typing as npt

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arguments import require_whole
from stature.core.psychometrics.arrays import Numbers, numeric_table, numeric_vector


def scale_options(scale: tuple[int, int]) -> int:
    """How many options a scale has from its lowest to its highest answer, in steps of 1.

    Raises PsychometricsError unless scale is a pair of numbers a whole number of steps apart.

    Reference: James, Demaree & Wolf (1984), p. 87 (A, the number of alternatives).

    Examples:
        >>> scale_options((0, 4))
        5
    """
    try:
        low, high = scale
        return require_whole(high - low, "scale", at_least=1) + 1
    except (TypeError, ValueError, PsychometricsError) as error:
        raise PsychometricsError(
            f"expected the lowest and the highest answer, such as (1, 5), got {scale!r}",
            where="scale",
        ) from error


def answers_on_scale(answers: Numbers, scale: tuple[int, int]) -> npt.NDArray[Any]:
    """Answers as a table (raters × items), one item if they are one number for each rater.

    An array of whole numbers keeps its type, so ten million rows of int8 stay small; all else
    becomes float64, with NaN or None for missing.

    Raises PsychometricsError for what is not a table of numbers, and for answers off the scale.

    Reference: none needed; this reads input.

    Examples:
        >>> answers_on_scale([1, None, 5], (1, 5)).tolist()
        [[1.0], [nan], [5.0]]
    """
    scale_options(scale)
    table = _table(answers)
    low, high = scale
    for extreme in (np.fmin.reduce(table, axis=None), np.fmax.reduce(table, axis=None)):
        if extreme < low or extreme > high:
            raise PsychometricsError(
                f"found the answer {extreme:g} on a scale from {low} to {high}",
                where="answers",
                remedy="Please give the lowest and highest possible answer as scale.",
            )
    return table


def _table(answers: Numbers) -> npt.NDArray[Any]:
    if isinstance(answers, np.ndarray) and answers.dtype.kind in "iu" and answers.ndim == 2:
        table: npt.NDArray[Any] = answers
    elif _is_vector(answers):
        table = numeric_vector(answers, name="answers")[:, None]
    else:
        return numeric_table(answers, axes=("raters", "items"))
    if not table.size:
        raise PsychometricsError("there is no rater or no item", where="answers")
    return table


def _is_vector(answers: Any) -> bool:
    try:
        first = next(iter(answers), ())
    except TypeError:
        return False
    return first is None or isinstance(first, Number)
