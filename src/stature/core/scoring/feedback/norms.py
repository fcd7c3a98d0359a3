"""Norms of a questionnaire: how leaders who agreed to it were rated, by competency."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal

import numpy as np
from pydantic import Field

from stature.core.document import Document, ShortText, Text
from stature.core.errors import PsychometricsError, UndefinedStatistic
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


class FeedbackNorms(Document):
    """A norm group: all others' means of leaders, by competency, for one questionnaire.

    A new collection makes a new version. ``label`` stands on every page that shows the norms; for
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
    competencies: dict[str, NormGroup]

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

    Competencies that one of the two lacks are left out. Raises UndefinedStatistic where everyone
    has the same score.
    """
    return {
        code: norm_drift(group, later.competencies[code])
        for code, group in earlier.competencies.items()
        if code in later.competencies
    }
