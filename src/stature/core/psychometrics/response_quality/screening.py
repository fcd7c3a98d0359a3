"""Screening: every index at once, with soft flags that say where to look and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_number, require_same_length, require_share
from stature.core.psychometrics.arrays import (
    BoolArray,
    FloatArray,
    IntArray,
    Numbers,
    numeric_table,
    numeric_vector,
    read_only,
)
from stature.core.psychometrics.response_quality.consistency import (
    even_odd_consistency,
    psychometric_antonyms,
    psychometric_synonyms,
)
from stature.core.psychometrics.response_quality.distance import mahalanobis_distance
from stature.core.psychometrics.response_quality.index import PersonIndex
from stature.core.psychometrics.response_quality.pace import seconds_per_item
from stature.core.psychometrics.response_quality.runs import (
    intra_individual_variability,
    long_string,
)
from stature.core.psychometrics.results import Result, counted

_LEAST_RUN = 4
_NO_SCALES = "No even odd: the keyed answers need scales, the scale of each item."


@dataclass(frozen=True, kw_only=True)
class Cutoffs:
    """From where on an index is worth a look; conventions, not laws.

    A run of this share of the items or more (Curran 2016), and of four at least; a variability this
    many standard deviations below the mean of all persons, or none at all (ours); a Mahalanobis p
    below this (the usual .001); an even-odd consistency below .30 (Jackson 1976); synonyms
    correlating below -.5 and antonyms above .5 (ours); under 2 seconds for an item (Huang et al.
    2012).
    """

    long_string_share: float = 0.5
    variability_deviations: float = 2.0
    mahalanobis_p: float = 0.001
    even_odd: float = 0.3
    synonyms: float = -0.5
    antonyms: float = 0.5
    seconds: float = 2.0

    def __post_init__(self) -> None:
        for field in fields(self):
            require_number(getattr(self, field.name), field.name)


@dataclass(frozen=True, kw_only=True, eq=False)
class Flag:
    """A soft flag: which persons it marks, and the reason in words."""

    index: str
    reason: str
    persons: BoolArray


@dataclass(frozen=True, kw_only=True, eq=False)
class ResponseQuality(Result):
    """Indices by name and soft flags; ``n`` counts the persons with any answer.

    ``flags_raised`` counts each person's flags. A flag is a reason to look, never a verdict.
    """

    indices: dict[str, PersonIndex]
    flags: tuple[Flag, ...]
    flags_raised: IntArray

    def reasons(self, person: int) -> tuple[str, ...]:
        """Why to look at this person's answers (persons count from 0); empty if nothing stands out.

        Raises IndexError for a person who is not there.
        """
        return tuple(flag.reason for flag in self.flags if flag.persons[person])

    def summary(self) -> str:
        """How many persons stand out, by what, and what a flag does not say."""
        marked = int((self.flags_raised > 0).sum())
        several = int((self.flags_raised > 1).sum())
        by_flag = "; ".join(
            f"{flag.reason}: {int(flag.persons.sum()):,}"
            for flag in self.flags
            if flag.persons.any()
        )
        found = f"By reason: {by_flag}. " if by_flag else ""
        return (
            f"{counted(marked, 'persons')} with a flag, {several:,} of them with more than one. "
            f"{found}A flag is a reason to look, not proof of careless answers; "
            f"never leave a person out for one flag alone. {self._provenance()}"
        )


def screen_responses(
    answers: Numbers,
    *,
    scales: Sequence[Any] | npt.NDArray[Any] | None = None,
    keyed: Numbers | None = None,
    seconds: Numbers | None = None,
    cutoffs: Cutoffs | None = None,
    synonyms_above: float = 0.6,
) -> ResponseQuality:
    """Every index of response quality that these answers allow, with soft flags.

    Formulas: see long_string, intra_individual_variability, mahalanobis_distance,
    psychometric_synonyms, psychometric_antonyms, even_odd_consistency and seconds_per_item.

    ``answers``: persons × items in the order asked, not reverse-keyed. ``scales`` (the scale of
    each item) adds even-odd consistency, computed from ``keyed``, the same answers keyed in one
    direction by reverse_key (leave it out where no item is reversed). ``seconds`` (the time of
    each person) adds seconds for each item answered. ``synonyms_above`` chooses the pairs;
    antonyms correlate below its negative. Missing answers: as each index says. An index without a
    value for these answers is left out, and a note says why.

    Raises PsychometricsError for input that cannot be read, and UndefinedStatistic if there is no
    answer at all.

    Reference: Meade & Craig (2012), Psychological Methods 17, 437-455; Curran (2016), Journal of
    Experimental Social Psychology 66, 4-19 (several indices, no single verdict).

    Examples:
        >>> quality = screen_responses([[3, 3, 3, 3], [1, 4, 2, 1], [2, 3, 2, 4], [5, 1, 3, 2]])
        >>> quality.flags_raised.tolist()
        [2, 0, 0, 0]
        >>> quality.reasons(0)
        ('one answer many times in a row', 'answers hardly vary')
    """
    table = numeric_table(answers, at_least=(1, 2))
    limits = _limits(cutoffs)
    present = ~np.isnan(table)
    if not present.any():
        raise UndefinedStatistic("there is no answer to look at", where="answers")
    wanted = _of_answers(table, synonyms_above)
    turned = None if keyed is None else _same_shape(keyed, table)
    if scales is not None:
        halves = table if turned is None else turned
        wanted["even_odd"] = lambda: even_odd_consistency(halves, scales)
    if seconds is not None:
        time = numeric_vector(seconds, name="seconds")
        require_same_length(table, time, "seconds")
        wanted["seconds"] = lambda: seconds_per_item(time, present.sum(axis=1))
    indices, notes = _computed(wanted)
    if keyed is not None and scales is None:
        notes = (*notes, _NO_SCALES)
    flags = _flags(indices, limits, table.shape[1])
    raised = np.array([flag.persons for flag in flags]).sum(axis=0)
    return ResponseQuality(
        n=int(present.any(axis=1).sum()),
        notes=notes,
        indices=indices,
        flags=flags,
        flags_raised=read_only(raised),
    )


def _of_answers(table: FloatArray, synonyms_above: float) -> dict[str, Callable[[], PersonIndex]]:
    require_share(synonyms_above, "synonyms_above")
    return {
        "long_string": lambda: long_string(table),
        "variability": lambda: intra_individual_variability(table),
        "mahalanobis": lambda: mahalanobis_distance(table),
        "synonyms": lambda: psychometric_synonyms(table, above=synonyms_above),
        "antonyms": lambda: psychometric_antonyms(table, below=-synonyms_above),
    }


def _limits(cutoffs: Cutoffs | None) -> Cutoffs:
    if cutoffs is not None and not isinstance(cutoffs, Cutoffs):
        raise PsychometricsError(
            f"expected Cutoffs, got {type(cutoffs).__name__}",
            where="cutoffs",
            remedy="Give Cutoffs(...) with the limits to change.",
        )
    return cutoffs or Cutoffs()


def _same_shape(keyed: Numbers, table: FloatArray) -> FloatArray:
    turned = numeric_table(keyed, name="keyed")
    if turned.shape != table.shape:
        raise PsychometricsError(
            f"expected {table.shape[0]} × {table.shape[1]} answers, got "
            f"{turned.shape[0]} × {turned.shape[1]}",
            where="keyed",
        )
    return turned


def _computed(
    wanted: dict[str, Callable[[], PersonIndex]],
) -> tuple[dict[str, PersonIndex], tuple[str, ...]]:
    """The indices that have a value, and for each of the others why it has none."""
    indices, notes = {}, []
    for name, compute in wanted.items():
        try:
            indices[name] = compute()
        except UndefinedStatistic as error:
            notes.append(f"No {name.replace('_', ' ')}: {error.what}.")
    return indices, tuple(notes)


def _flags(indices: dict[str, PersonIndex], cutoffs: Cutoffs, items: int) -> tuple[Flag, ...]:
    rules: dict[str, tuple[str, Callable[[Any], BoolArray]]] = {
        "long_string": (
            "one answer many times in a row",
            lambda index: index.values >= max(cutoffs.long_string_share * items, _LEAST_RUN),
        ),
        "variability": (
            "answers hardly vary",
            lambda index: _hardly_varies(index.values, cutoffs.variability_deviations),
        ),
        "mahalanobis": ("an unusual pattern", lambda index: index.p < cutoffs.mahalanobis_p),
        "synonyms": (
            "different answers to like items",
            lambda index: index.values < cutoffs.synonyms,
        ),
        "antonyms": (
            "like answers to opposite items",
            lambda index: index.values > cutoffs.antonyms,
        ),
        "even_odd": (
            "the halves of the scales disagree",
            lambda index: index.values < cutoffs.even_odd,
        ),
        "seconds": ("very fast", lambda index: index.values < cutoffs.seconds),
    }
    return tuple(
        Flag(index=name, reason=rules[name][0], persons=read_only(rules[name][1](index)))
        for name, index in indices.items()
    )


def _hardly_varies(variability: FloatArray, deviations: float) -> BoolArray:
    """Far below the other persons, or not at all; NaN compares as False."""
    limit = np.nanmean(variability) - deviations * np.nanstd(variability)
    return np.asarray((variability < limit) | (variability == 0))
