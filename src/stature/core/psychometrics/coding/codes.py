"""Reading what coders wrote: a table of labels of any kind becomes whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np
import numpy.typing as npt

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arguments import require_entries, require_same_length
from stature.core.psychometrics.arrays import IntArray
from stature.core.psychometrics.coding.code_table import CodeTable
from stature.core.psychometrics.group_labels import group_codes

_BLANK = -1


def read_codes(
    codes: npt.ArrayLike, *, categories: Sequence[Any] | None = None, name: str = "codes"
) -> CodeTable:
    """A table of codes (units × coders), whose labels are text, numbers or truth values.

    None, NaN and empty text mean that the coder gave no code. ``categories`` are all codes that
    could have been given, in their order; without them, those that occur, sorted.

    Raises PsychometricsError for another number of dimensions, no unit or no coder, rows of
    different lengths, infinite numbers, and codes that are not among the categories.

    Reference: Krippendorff (2004), Content Analysis, ch. 11 (the reliability data matrix).

    Examples:
        >>> table = read_codes([["no", "yes"], ["yes", None]])
        >>> table.codes.tolist(), table.categories.tolist()
        ([[0, 1], [1, -1]], ['no', 'yes'])
    """
    labels = _labels(codes, name)
    groups = group_codes(labels.ravel(), name=name)
    found = _as_numbers(groups.labels, name)
    coded = groups.codes.reshape(labels.shape)
    if categories is None:
        return CodeTable(coded, found, found.dtype.kind in "biuf")
    place, given = _places(found, categories, name)
    return CodeTable(np.where(coded == _BLANK, _BLANK, place[coded]), given, True)


def read_pair(
    first: npt.ArrayLike, second: npt.ArrayLike, *, categories: Sequence[Any] | None = None
) -> CodeTable:
    """Two coders' codes, one of each for every unit, as a table of units × 2.

    Missing codes and categories are as in ``read_codes``.

    Raises PsychometricsError for more than one dimension, different lengths, and as
    ``read_codes`` does.

    Reference: Cohen (1960), Educational and Psychological Measurement 20, 37-46.

    Examples:
        >>> read_pair(["a", "b"], ["b", "b"]).codes.tolist()
        [[0, 1], [1, 1]]
    """
    columns = [_column(first, "first"), _column(second, "second")]
    require_same_length(columns[0], columns[1], "second")
    return read_codes(np.column_stack(columns), categories=categories)


def _column(codes: npt.ArrayLike, name: str) -> npt.NDArray[Any]:
    """One coder's codes as objects, so that words and numbers side by side keep their kind."""
    if isinstance(codes, np.ma.MaskedArray):
        codes = _blanked(codes.data, np.ma.getmaskarray(codes))
    column = np.asarray(codes, dtype=object)
    if column.ndim != 1:
        raise PsychometricsError(
            f"expected one code for each unit, got {column.ndim} dimension(s)", where=name
        )
    return column


def _labels(codes: npt.ArrayLike, name: str) -> npt.NDArray[Any]:
    if isinstance(codes, np.ma.MaskedArray):
        codes = _blanked(codes.data, np.ma.getmaskarray(codes))
    try:
        labels = np.asarray(codes)
    except ValueError as error:
        raise PsychometricsError(
            "the rows have different lengths", where=name, remedy="Give every unit every coder."
        ) from error
    if labels.ndim != 2 or 0 in labels.shape:
        raise PsychometricsError(
            f"expected a table of units × coders, got the shape {labels.shape}",
            where=name,
            remedy="Give one row for each unit and one column for each coder.",
        )
    if labels.dtype.kind not in "USO":
        return labels
    if not isinstance(codes, np.ndarray):  # NumPy would write NaN beside words as the word 'nan'
        labels = np.asarray(codes, dtype=object)
    return _without_empty_text(labels)


def _without_empty_text(labels: npt.NDArray[Any]) -> npt.NDArray[Any]:
    empty = [isinstance(label, str | bytes) and not label.strip() for label in labels.flat]
    return _blanked(labels, np.reshape(empty, labels.shape))


def _blanked(labels: npt.NDArray[Any], blank: npt.NDArray[np.bool_]) -> npt.NDArray[Any]:
    objects = labels.astype(object)
    objects[blank] = None
    return objects


def _as_numbers(labels: npt.NDArray[Any], name: str) -> npt.NDArray[Any]:
    """Whole numbers as integers, other numbers as floats, anything else as it is."""
    if labels.dtype.kind == "O" and all(isinstance(label, Real | Decimal) for label in labels):
        labels = labels.astype(np.float64)
    if labels.dtype.kind != "f":
        return labels
    if np.isinf(labels).any():
        raise PsychometricsError("an infinite value is not a code", where=name)
    whole = (labels == np.rint(labels)).all() and (np.abs(labels) < 2**53).all()
    return labels.astype(np.int64) if whole else labels


def _places(
    found: npt.NDArray[Any], categories: Sequence[Any], name: str
) -> tuple[IntArray, npt.NDArray[Any]]:
    """Where each found label stands among the categories, and the categories as an array."""
    given = require_entries(categories, "categories")
    place = {label: index for index, label in enumerate(given)}
    if len(place) < len(given):
        raise PsychometricsError("a category is named twice", where="categories")
    for label in found.tolist():
        if label not in place:
            raise PsychometricsError(
                f"the code {label!r} is not among the categories",
                where=name,
                remedy="Add it to the categories, or correct the code.",
            )
    places = np.array([place[label] for label in found.tolist()], dtype=np.intp)
    array = np.asarray(given)
    return places, array if array.dtype.kind in "biufU" else np.asarray(given, dtype=object)
