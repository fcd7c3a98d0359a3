"""Reading arrays from outside: what is not a table of numbers is refused with its place."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import numpy.typing as npt

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arguments import LARGEST, as_number, is_given

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]
BoolArray = npt.NDArray[np.bool_]
Numbers = npt.ArrayLike

_SMALLEST = 1e-50
_FIRST_LOOK, _FAR_FROM_ZERO = 64, 1e-30


def numeric_table(
    values: Numbers,
    *,
    name: str = "answers",
    axes: tuple[str, str] = ("persons", "items"),
    at_least: tuple[int, int] = (1, 1),
    tiny: bool = False,
) -> FloatArray:
    """A table of numbers, such as persons × items, as float64; missing is NaN or None.

    Raises PsychometricsError, with row and column, for another number of dimensions, for fewer
    rows or columns than ``at_least``, for text, complex numbers, infinite values and, unless
    ``tiny`` allows them, columns that differ so little that the squares would vanish.
    """
    table = _as_floats(values, name)
    if table.ndim != 2:
        raise PsychometricsError(
            f"expected a table of {axes[0]} × {axes[1]}, got {table.ndim} dimension(s)",
            where=name,
            remedy=f"Give one row for each of the {axes[0]} and one column for each of the "
            f"{axes[1]}.",
        )
    return _long_enough(table, name, axes, at_least, tiny=tiny)


def numeric_cube(
    values: Numbers, *, name: str, axes: tuple[str, str, str], at_least: tuple[int, int, int]
) -> FloatArray:
    """Numbers along three axes, such as candidates × raters × dimensions; missing is NaN or None.

    Raises PsychometricsError as ``numeric_table`` does.
    """
    cube = _as_floats(values, name)
    if cube.ndim != 3:
        raise PsychometricsError(
            f"expected {' × '.join(axes)}, got {cube.ndim} dimension(s)", where=name
        )
    return _long_enough(cube, name, axes, at_least)


def numeric_vector(
    values: Numbers, *, name: str = "values", at_least: int = 1, tiny: bool = False
) -> FloatArray:
    """One number for each unit, as float64; missing is NaN or None.

    Raises PsychometricsError for more than one dimension, fewer than ``at_least`` numbers, text,
    complex numbers, infinite values and, unless ``tiny`` allows it, numbers that hardly differ.
    """
    vector = _as_floats(values, name)
    if vector.ndim != 1:
        raise PsychometricsError(
            f"expected one row of numbers, got {vector.ndim} dimension(s)", where=name
        )
    if len(vector) < at_least:
        raise PsychometricsError(
            f"expected {at_least} or more values, got {len(vector)}", where=name
        )
    _refuse_beyond(vector, name, tiny=tiny)
    return vector


def read_only(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The same array, which can no longer be written to; for results."""
    array.setflags(write=False)
    return array


def _as_floats(values: Numbers, name: str) -> FloatArray:
    if isinstance(values, np.ma.MaskedArray):
        values = np.ma.filled(values.astype(np.float64), np.nan)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            array = np.asarray(values)
    except (ValueError, TypeError, DeprecationWarning) as error:
        raise PsychometricsError(
            "the rows have different lengths", where=name, remedy="Give every row the same columns."
        ) from error
    if array.dtype.kind in "biuf":
        return array.astype(np.float64, copy=False)
    if array.dtype.kind == "O":
        return _objects_as_floats(array, name)
    raise PsychometricsError(
        f"expected numbers, got {array.dtype}", where=name, remedy="Turn words into numbers first."
    )


def _objects_as_floats(array: npt.NDArray[Any], name: str) -> FloatArray:
    """Numbers, None and NA in an array of objects; anything else is named with its place."""
    floats = np.empty(array.shape, dtype=np.float64)
    for place in np.ndindex(array.shape):
        value = array[place]
        try:
            floats[place] = as_number(value) if is_given(value) else np.nan
        except (TypeError, ValueError, ArithmeticError) as error:
            raise PsychometricsError(
                f"expected a number, got {str(value)[:40]!r}", where=f"{name}{list(place)}"
            ) from error
    return floats


def _long_enough(
    array: FloatArray,
    name: str,
    axes: tuple[str, ...],
    at_least: tuple[int, ...],
    *,
    tiny: bool = False,
) -> FloatArray:
    for axis, least, found in zip(axes, at_least, array.shape, strict=True):
        if found < least:
            raise PsychometricsError(f"expected {least} or more {axis}, got {found}", where=name)
    _refuse_beyond(array, name, tiny=tiny)
    return array


def _refuse_beyond(array: FloatArray, name: str, *, tiny: bool) -> None:
    """Looks at the highest and lowest of each column; seeks the place only if one will not do."""
    if not array.size or _is_plain(array):
        return
    highest, lowest = np.fmax.reduce(array, axis=0), np.fmin.reduce(array, axis=0)
    if (np.fmax(highest, -lowest) > LARGEST).any():
        _refuse_large(array, name)
    spread = np.asarray(highest - lowest)
    narrow = (spread > 0) & (spread < _SMALLEST)
    if narrow.any() and not tiny:
        column = [":", *(str(int(index)) for index in np.argwhere(narrow)[0])]
        raise PsychometricsError(
            f"numbers that differ by {spread[narrow][0]:g} are too small to reckon with",
            where=f"{name}[{', '.join(column)}]" if spread.ndim else name,
            remedy="Give the numbers in a smaller unit.",
        )


def _is_plain(array: FloatArray) -> bool:
    """Whether one quick look clears it: nothing missing, nothing large, no column close to zero.

    Two numbers that differ by less than the smallest spread must both lie very close to zero.
    """
    flat = array.ravel()
    # Not a BLAS product: waking its threads takes longer than the sum.
    sum_of_squares = float(np.einsum("i,i->", flat, flat))
    start = np.abs(array[:_FIRST_LOOK]).max(axis=0)
    return sum_of_squares < LARGEST**2 and bool((start > _FAR_FROM_ZERO).all())


def _refuse_large(array: FloatArray, name: str) -> None:
    place = [int(index) for index in np.argwhere(np.abs(array) > LARGEST)[0]]
    if np.isfinite(array[tuple(place)]):
        raise PsychometricsError(
            f"{array[tuple(place)]:g} is too large to reckon with",
            where=f"{name}{place}",
            remedy="Give the numbers in a larger unit.",
        )
    raise PsychometricsError(
        "an infinite value has no place on a scale",
        where=f"{name}{place}",
        remedy="Use NaN for a missing value.",
    )
