"""Reading arrays from outside: what is not a table of numbers is refused with its place."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

import numpy as np
import numpy.typing as npt

from stature.core.errors import PsychometricsError

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]
BoolArray = npt.NDArray[np.bool_]
Numbers = npt.ArrayLike

_NO_GROUP = -1
_LARGEST = 1e50  # its sixth power is still a number, and so is that of
_SMALLEST = 1e-50
_FIRST_LOOK, _FAR_FROM_ZERO = 64, 1e-30
MOST_COUNTED = 10**12
_LONGEST = 60


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


def require_share(value: float, name: str) -> float:
    """A number above 0 and below 1, such as a confidence level; else PsychometricsError."""
    return require_number(value, name, above=0, below=1)


def require_number(
    value: float,
    name: str,
    *,
    above: float | None = None,
    at_least: float | None = None,
    below: float | None = None,
    at_most: float | None = None,
    remedy: str = "",
) -> float:
    """One number within its bounds, neither missing nor infinite; else PsychometricsError."""
    try:
        number = np.nan if isinstance(value, bool) else _as_float(value)
    except (TypeError, ArithmeticError, ValueError):
        number = np.nan
    within = (
        abs(number) <= _LARGEST,
        above is None or number > above,
        at_least is None or number >= at_least,
        below is None or number < below,
        at_most is None or number <= at_most,
    )
    if not all(within):
        bounds = _bounds_in_words(above, at_least, below, at_most)
        raise PsychometricsError(
            f"expected a number{bounds}, got {_short(value)}", where=name, remedy=remedy
        )
    return number


def _bounds_in_words(
    above: float | None, at_least: float | None, below: float | None, at_most: float | None
) -> str:
    if above is not None and below is not None:
        return f" between {above:g} and {below:g}"
    if at_least is not None and at_most is not None:
        return f" from {at_least:g} to {at_most:g}"
    bounds = {"above": above, "of at least": at_least, "below": below, "of at most": at_most}
    named = [f"{words} {bound:g}" for words, bound in bounds.items() if bound is not None]
    return f" {' and '.join(named)}" if named else ""


def _short(value: object) -> str:
    text = " ".join((repr(value) if isinstance(value, str) else str(value)).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def require_whole(value: int, name: str, *, at_least: int, at_most: int = MOST_COUNTED) -> int:
    """A whole number of at least ``at_least``, and not beyond all counting; else an error.

    Raises PsychometricsError for anything else.
    """
    whole = isinstance(value, Integral) or (isinstance(value, Real) and float(value).is_integer())
    if not whole or isinstance(value, bool) or value < at_least:
        raise PsychometricsError(
            f"expected a whole number of at least {at_least}, got {_short(value)}", where=name
        )
    if value > at_most:
        raise PsychometricsError(
            f"a count of {_short(value)} is too large to reckon with",
            where=name,
            remedy=f"Give a number up to {at_most:,}.",
        )
    return int(value)


def require_seed(seed: int) -> int:
    """The seed of random numbers, a whole number from 0 on; else PsychometricsError."""
    if not isinstance(seed, Integral) or isinstance(seed, bool) or seed < 0:
        raise PsychometricsError(
            f"expected a whole number of at least 0, got {_short(seed)}",
            where="seed",
            remedy="The same seed gives the same result again; any such number will do.",
        )
    return int(seed)


def require_flag(value: bool, name: str) -> bool:
    """True or False, also NumPy's; else PsychometricsError."""
    if not isinstance(value, bool | np.bool_):
        raise PsychometricsError(f"expected True or False, got {_short(value)}", where=name)
    return bool(value)


def require_entries(values: Iterable[Any], name: str) -> list[Any]:
    """The entries of a list, tuple, array or the like; else PsychometricsError."""
    try:
        return list(values)
    except TypeError as error:
        raise PsychometricsError(
            f"expected a list, got {_short(values)}",
            where=name,
            remedy="Give one entry after the other, in a list.",
        ) from error


def require_mapping(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Names with their values; else PsychometricsError."""
    if not isinstance(values, Mapping):
        raise PsychometricsError(
            f"expected names with their values, got {_short(values)}",
            where=name,
            remedy="Give a dictionary.",
        )
    return dict(values)


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
    """Codes 0, 1, ... for group labels of any kind, in sorted order.

    None, NaN and empty or blank text have no group. Other labels are taken as they are: "A", "a"
    and "a " are three groups.

    Raises PsychometricsError for more than one dimension.
    """
    try:
        labels = _labels(groups)
    except ValueError as error:
        raise PsychometricsError("the rows have different lengths", where=name) from error
    if labels.ndim != 1:
        raise PsychometricsError(
            f"expected one label for each unit, got {labels.ndim} dimension(s)",
            where=name,
            remedy="Give the labels in one list.",
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
    return Groups(codes, names) if names.dtype.kind not in "USO" else _without_blank(codes, names)


def _without_blank(codes: IntArray, names: npt.NDArray[Any]) -> Groups:
    """Empty and blank text is no label; looked for among the distinct labels, which are few."""
    named = np.array([not isinstance(n, str | bytes) or bool(n.strip()) for n in names], dtype=bool)
    if named.all():
        return Groups(codes, names)
    place = np.append(np.where(named, np.cumsum(named) - 1, _NO_GROUP), _NO_GROUP)
    return Groups(place[codes], names[named])


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
            floats[place] = _as_float(value) if _is_label(value) else np.nan
        except (TypeError, ValueError, ArithmeticError) as error:
            raise PsychometricsError(
                f"expected a number, got {str(value)[:40]!r}", where=f"{name}{list(place)}"
            ) from error
    return floats


def _as_float(value: object) -> float:
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    if isinstance(value, Real | Decimal):
        return float(value)
    raise TypeError(type(value))


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
    if (np.fmax(highest, -lowest) > _LARGEST).any():
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
    return sum_of_squares < _LARGEST**2 and bool((start > _FAR_FROM_ZERO).all())


def _refuse_large(array: FloatArray, name: str) -> None:
    place = [int(index) for index in np.argwhere(np.abs(array) > _LARGEST)[0]]
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
