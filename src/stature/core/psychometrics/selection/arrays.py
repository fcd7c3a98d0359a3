"""Reading counts of the selected and of the pool."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arguments import MOST_COUNTED, require_entries, require_same_length
from stature.core.psychometrics.arrays import FloatArray, Numbers, numeric_table, numeric_vector


@dataclass(frozen=True, eq=False)
class GroupCounts:
    """How many of each group were selected and how many were in the pool."""

    names: tuple[str, ...]
    selected: FloatArray
    pool: FloatArray


def group_counts(selected: Numbers, pool: Numbers, names: Sequence[str] | None) -> GroupCounts:
    """Counts of each group, checked, with names of their own if none are given."""
    chosen = numeric_vector(selected, name="selected")
    everyone = numeric_vector(pool, name="pool")
    require_same_length(chosen, everyone, "pool")
    require_parts(chosen, everyone)
    given = None if names is None else require_entries(names, "groups")
    labels = given if given is not None else [f"group {k + 1}" for k in range(len(chosen))]
    require_same_length(chosen, labels, "groups")
    texts = tuple(str(label) for label in labels)
    if len(set(texts)) < len(texts):
        raise PsychometricsError("a group is named twice", where="groups")
    return GroupCounts(texts, chosen, everyone)


def pair_tables(selected: Numbers, pool: Numbers) -> tuple[FloatArray, FloatArray]:
    """Counts of strata × (group, reference), checked."""
    axes = ("strata", "columns")
    chosen = numeric_table(selected, name="selected", axes=axes)
    everyone = numeric_table(pool, name="pool", axes=axes)
    if chosen.shape[1] != 2 or chosen.shape != everyone.shape:
        raise PsychometricsError(
            f"expected two columns, group and reference, in both, got {chosen.shape} and "
            f"{everyone.shape}",
            where="selected, pool",
        )
    require_parts(chosen, everyone)
    return chosen, everyone


def require_parts(selected: FloatArray, pool: FloatArray) -> None:
    """Raise PsychometricsError unless all are whole and 0 <= selected <= pool."""
    for counts, name in ((selected, "selected"), (pool, "pool")):
        wrong = ~((counts >= 0) & (counts == np.round(counts)))  # NaN is wrong as well
        if wrong.any():
            place = [int(index) for index in np.argwhere(wrong)[0]]
            raise PsychometricsError(
                f"expected a whole number of at least 0, got {counts[wrong][0]}",
                where=f"{name}{place}",
            )
        if (counts > MOST_COUNTED).any():
            raise PsychometricsError(
                f"a count of {counts.max():g} is too large to reckon with",
                where=name,
                remedy="Check the counts: more than there are people on earth.",
            )
    if (selected > pool).any():
        place = [int(index) for index in np.argwhere(selected > pool)[0]]
        raise PsychometricsError(
            "more were selected than were in the pool",
            where=f"selected{place}",
            remedy="Give the counts of everybody who could be selected as `pool`.",
        )
