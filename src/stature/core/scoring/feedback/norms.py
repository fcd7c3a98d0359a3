"""Norms of a questionnaire: how leaders who agreed to it were rated, by competency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from stature.core.document import Document, ShortText, Text
from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.instrument.feedback.model import HIGHEST, LOWEST
from stature.core.instrument.model import InstrumentReference
from stature.core.psychometrics.norms import (
    NormDrift,
    NormedScores,
    NormGroup,
    norm_drift,
    norm_group,
    percentile_ranks,
)
from stature.core.psychometrics.norms.size import TOO_SMALL_BELOW
from stature.core.scoring.feedback.raw import ALL_OTHERS, RawFeedback
from stature.core.scoring.feedback.units import UnitKind

MADE_UP: Final = "Made-up norms, for show only. They say nothing about real leaders."
LEAST_OTHERS: Final = 4
SCORES: Final = frozenset(tenths / 10 for tenths in range(10 * LOWEST, 10 * HIGHEST + 1))


class FeedbackNorms(Document):
    """A norm group: all others' means of leaders, by competency, for one questionnaire.

    A new collection makes a new version. ``extends`` is the SHA-256 of the version whose leaders
    it counts too, if there is one. ``label`` stands on every page that shows the norms; for
    made-up ones it says so. Leaders stay unknown: there are only counts of scores, in tenths.
    """

    kind: Literal["feedback-norms"]
    instrument: InstrumentReference
    people: Text
    place: ShortText
    chosen: Text
    collected_from: date
    collected_to: date
    made_up: bool
    least_n: Annotated[int, Field(ge=2)] = TOO_SMALL_BELOW
    extends: ShortText | None = None
    competencies: Annotated[dict[str, NormGroup], Field(min_length=1)]

    @model_validator(mode="after")
    def _groups_belong_together(self) -> Self:
        for code, group in self.competencies.items():
            asked = group.instrument, group.instrument_version
            if asked != (self.instrument.id, self.instrument.version):
                raise ValueError(f"{code}: the norms are of another questionnaire, {asked[0]}")
            if not set(group.values) <= SCORES:
                raise ValueError(f"{code}: scores are tenths from {LOWEST} to {HIGHEST}")
        return self

    @model_validator(mode="after")
    def _has_enough_leaders(self) -> Self:
        if self.made_up:
            return self
        if self.least_n < TOO_SMALL_BELOW:
            raise ValueError(f"least_n is {TOO_SMALL_BELOW} or more, unless norms are made up")
        for code, group in self.competencies.items():
            if group.n < self.least_n:
                raise ValueError(f"{code}: {group.n} leaders; norms need {self.least_n}")
        return self

    @property
    def version_numbers(self) -> tuple[int, ...]:
        """The version as numbers, so that 10.0.0 comes after 9.0.0."""
        return tuple(int(number) for number in self.version.split("."))

    @property
    def next_version(self) -> str:
        """The version of norms that add leaders to these."""
        return f"{self.version_numbers[0] + 1}.0.0"

    @property
    def label(self) -> str:
        """What a page says beside the norms."""
        n = min(group.n for group in self.competencies.values())
        told = f"Compared with {n:,} leaders or more: {self.people}, {self.place}"
        when = f"{self.collected_from} to {self.collected_to}, version {self.version}."
        return f"{MADE_UP} " * self.made_up + f"{told}, {when}"

    def place_of(self, competency: str, mean: float) -> NormedScores:
        """The percentile rank of others' mean, with its limits.

        Raises PsychometricsError for a competency without norms or with fewer leaders than
        ``least_n``.
        """
        group = self.competencies.get(competency)
        if group is None or group.n < self.least_n:
            raise PsychometricsError(
                f"there are no norms of {competency} with at least {self.least_n} leaders",
                where=self.id,
                remedy="Show the score without a comparison.",
            )
        return percentile_ranks([mean], group)


def norms_from_round(
    raw: RawFeedback,
    consenting: Collection[str],
    *,
    provenance: Mapping[str, Any],
    made_up: bool = False,
    least_n: int = TOO_SMALL_BELOW,
) -> FeedbackNorms:
    """Norms from the leaders of a round who consented and have four raters or more.

    ``provenance`` fills the fields of the document: id, uuid, version, language, title, licence,
    authors, people, place, chosen, collected_from, collected_to. Scores are rounded to tenths, so
    that no single leader's exact mean stays in the norms.

    Raises UndefinedStatistic when a competency has fewer than ``least_n`` leaders, unless the
    norms are made up.
    """
    agreed = np.isin(raw.leaders, list(consenting))
    means, counts, _ = raw.of_view(ALL_OTHERS)
    groups = {}
    for place, unit in enumerate(raw.units):
        if unit.kind is not UnitKind.COMPETENCY:
            continue
        scores = means[agreed & (counts[:, place] >= LEAST_OTHERS), place]
        if len(scores) < least_n and not made_up:
            raise UndefinedStatistic(
                f"{len(scores)} leaders agreed and have enough raters; norms need {least_n}",
                where=unit.code,
                remedy="Add more rounds.",
            )
        groups[unit.code] = norm_group(
            np.round(scores, 1),
            name=f"{provenance['title']}, {unit.code}",
            people=provenance["people"],
            place=provenance["place"],
            chosen=provenance["chosen"],
            instrument=raw.instrument.id,
            instrument_version=raw.instrument.version,
            collected_from=provenance["collected_from"],
            collected_to=provenance["collected_to"],
        )
    return FeedbackNorms(
        kind="feedback-norms",
        instrument=raw.instrument.reference,
        made_up=made_up,
        least_n=least_n,
        competencies=groups,
        **provenance,
    )


def norms_drift(earlier: FeedbackNorms, later: FeedbackNorms) -> dict[str, NormDrift]:
    """How far each competency's norms have moved from one version to another, by its code.

    Drift compares different people: where the later version counts the earlier one's leaders too,
    only its new leaders are laid beside them. Competencies that one of the two lacks are left
    out. Raises UndefinedStatistic where everyone has the same score.
    """
    grown = later.extends == earlier.sha256
    return {
        code: norm_drift(group, newly_counted(group, found) if grown else found)
        for code, group in earlier.competencies.items()
        if (found := later.competencies.get(code))
    }


def newly_counted(earlier: NormGroup, later: NormGroup) -> NormGroup:
    """The leaders of a norm group who were not in the earlier one that it grew from.

    Raises PsychometricsError where the later group lacks somebody of the earlier one.
    """
    counts = Counter(dict(zip(later.values, later.counts, strict=True)))
    counts.subtract(dict(zip(earlier.values, earlier.counts, strict=True)))
    if min(counts.values()) < 0:
        raise PsychometricsError(
            "these norms lack leaders of the version that they say they grew from",
            where=later.name,
            remedy="Take the files as they were made.",
        )
    return with_counts(later, counts)


def with_counts(group: NormGroup, counts: Mapping[float, int]) -> NormGroup:
    """The same group with how many leaders have each score; scores without leaders go."""
    known = sorted((value, count) for value, count in counts.items() if count)
    return group.model_copy(
        update={
            "values": tuple(value for value, _ in known),
            "counts": tuple(count for _, count in known),
        }
    )
