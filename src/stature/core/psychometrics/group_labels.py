"""Reading group labels: which unit belongs to which group, whatever the labels are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arguments import is_given
from stature.core.psychometrics.arrays import BoolArray, IntArray

_NO_GROUP = -1


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
        known = np.array([is_given(label) for label in labels], dtype=bool)
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
