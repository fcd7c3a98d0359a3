"""Reading arrays from outside: what is not a table of numbers is refused with its place."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np
import numpy.typing as npt

from stature.core.errors import PsychometricsError

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]
BoolArray = npt.NDArray[np.bool_]
Numbers = npt.ArrayLike

_NO_GROUP = -1
_LARGEST = 1e50  # its sixth power is still a number


def numeric_table(
    values: Numbers,
    *,
    name: str = "answers",
    axes: tuple[str, str] = ("persons", "items"),
    at_least: tuple[int, int] = (1, 1),
) -> FloatArray:
    """A table of numbers, such as persons × items, as float64; missing is NaN or None.

    Raises PsychometricsError, with row and column, for another number of dimensions, for fewer
    rows or columns than ``at_least``, for text, complex numbers and infinite values.
    """
    table = _as_floats(values, name)
    if table.ndim != 2:
        raise PsychometricsError(
            f"expected a table of {axes[0]} × {axes[1]}, got {table.ndim} dimension(s)",
            where=name,
            remedy=f"Give one row for each of the {axes[0]} and one column for each of the "
            f"{axes[1]}.",
        )
    return _long_enough(table, name, axes, at_least)


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


def numeric_vector(values: Numbers, *, name: str = "values", at_least: int = 1) -> FloatArray:
    """One number for each unit, as float64; missing is NaN or None.

    Raises PsychometricsError for more than one dimension, fewer than ``at_least`` numbers, text,
    complex numbers and infinite values.
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
    _refuse_infinite(vector, name)
    return vector


def require_share(value: float, name: str) -> float:
    """A number above 0 and below 1, such as a confidence level; else PsychometricsError."""
    if not (isinstance(value, Real) and 0 < value < 1):
        raise PsychometricsError(f"expected a number between 0 and 1, got {value}", where=name)
    return float(value)


def require_whole(value: int, name: str, *, at_least: int) -> int:
    """A whole number of at least ``at_least``; else PsychometricsError."""
    whole = isinstance(value, Real) and not isinstance(value, bool) and float(value).is_integer()
    if not whole or value < at_least:
        raise PsychometricsError(
            f"expected a whole number of at least {at_least}, got {value}", where=name
        )
    return int(value)


def require_same_length(first: Sequence[Any] | npt.NDArray[Any], second: Any, name: str) -> None:
    """Raise PsychometricsError unless both have one entry for each unit."""
    if len(first) != len(second):
        raise PsychometricsError(f"expected {len(first)} entries, got {len(second)}", where=name)


def read_only(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The same array, which can no longer be written to; for results."""
    array.setflags(write=False)
    return array


@dataclass(frozen=True, eq=False)
class Groups:
    """Membership of units in groups: ``codes`` index ``labels``; -1 means no group is known."""

    codes: IntArray
    labels: npt.NDArray[Any]

    @property
    def known(self) -> BoolArray:
        """Which units have a group."""
        return self.codes >= 0

    @property
    def sizes(self) -> IntArray:
        """Units in each group."""
        return np.bincount(self.codes[self.known], minlength=len(self.labels))


def group_codes(groups: Sequence[Any] | npt.NDArray[Any], *, name: str = "groups") -> Groups:
    """Codes 0, 1, ... for group labels of any kind, in sorted order; None and NaN have no group.

    Raises PsychometricsError for more than one dimension.
    """
    labels = _labels(groups)
    if labels.ndim != 1:
        raise PsychometricsError(
            f"expected one label for each unit, got {labels.ndim} dimension(s)", where=name
        )
    if labels.dtype.kind in "iu":
        return _integer_codes(labels)
    if labels.dtype.kind == "f":
        return _known_codes(labels, ~np.isnan(labels))
    if labels.dtype.kind == "O":
        known = np.array([_is_label(label) for label in labels], dtype=bool)
        return _known_codes(labels, known)
    return _known_codes(labels, np.ones(len(labels), dtype=bool))


def _labels(groups: Sequence[Any] | npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Labels as an array in which a missing one is still missing."""
    if isinstance(groups, np.ma.MaskedArray):
        labels = groups.data.astype(object)
        labels[np.ma.getmaskarray(groups)] = None
        return labels
    labels = np.asarray(groups)
    if labels.dtype.kind == "U" and not isinstance(groups, np.ndarray):
        objects = np.asarray(groups, dtype=object)  # NaN beside words becomes the word 'nan'
        return labels if labels.tolist() == objects.tolist() else objects
    return labels.astype(object) if labels.dtype.kind in "mM" else labels


def _is_label(label: object) -> bool:
    try:
        return label is not None and bool(label == label)
    except TypeError:  # a missing value of pandas is neither equal to itself nor unequal
        return False


def _integer_codes(labels: npt.NDArray[Any]) -> Groups:
    """Sorting ten million labels takes a second; counting them when they lie close does not."""
    if len(labels) and int(labels.max()) - int(labels.min()) <= 4 * len(labels):
        lowest = labels.min()  # small integers are widened, or the differences would overflow
        offset = labels - lowest if labels.itemsize == 8 else labels.astype(np.int64) - lowest
        present = np.bincount(offset.astype(np.int64, copy=False)) > 0
        codes = (np.cumsum(present) - 1)[offset]
        return Groups(codes, (np.nonzero(present)[0].astype(offset.dtype) + lowest))
    return _known_codes(labels, np.ones(len(labels), dtype=bool))


def _known_codes(labels: npt.NDArray[Any], known: BoolArray) -> Groups:
    codes = np.full(len(labels), _NO_GROUP, dtype=np.intp)
    try:
        names, codes[known] = np.unique(labels[known], return_inverse=True)
    except TypeError:  # labels of several kinds have no order of their own
        names, codes[known] = np.unique(labels[known].astype(str), return_inverse=True)
    return Groups(codes, names)


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
    """Numbers and None in an array of objects; anything else is named with its place."""
    floats = np.empty(array.shape, dtype=np.float64)
    for place in np.ndindex(array.shape):
        value = array[place]
        try:
            floats[place] = np.nan if value is None else _as_float(value)
        except (TypeError, ValueError, OverflowError) as error:
            raise PsychometricsError(
                f"expected a number, got {str(value)[:40]!r}", where=f"{name}{list(place)}"
            ) from error
    return floats


def _as_float(value: object) -> float:
    if isinstance(value, Real | Decimal):
        return float(value)
    raise TypeError(type(value))


def _long_enough(
    array: FloatArray, name: str, axes: tuple[str, ...], at_least: tuple[int, ...]
) -> FloatArray:
    for axis, least, found in zip(axes, at_least, array.shape, strict=True):
        if found < least:
            raise PsychometricsError(f"expected {least} or more {axis}, got {found}", where=name)
    _refuse_infinite(array, name)
    return array


def _refuse_infinite(array: FloatArray, name: str) -> None:
    beyond = np.abs(array) > _LARGEST
    if beyond.any():
        place = [int(index) for index in np.argwhere(beyond)[0]]
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
