"""Norms from what leaders' own reports may show, and versions that grow without telling anyone.

Two versions may be subtracted from each other. So a version keeps all leaders of the one before
it, whatever they decide later, and adds many at once or none: every difference of versions is made
of whole batches of new leaders. The figures come from what was published of each leader, so norms
tell nothing of raters that the reports do not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.instrument.model import InstrumentReference
from stature.core.psychometrics.norms import NormGroup, norm_group
from stature.core.psychometrics.norms.size import TOO_SMALL_BELOW
from stature.core.scoring.feedback.disclosed import DisclosedFeedback
from stature.core.scoring.feedback.figures import Figure
from stature.core.scoring.feedback.norms import LEAST_OTHERS, FeedbackNorms, with_counts

LEAST_NEW: Final = 30
"""New leaders that a further version needs at least."""


@dataclass(frozen=True)
class LeaderScores:
    """One leader's means by all others, in tenths, by competency; nobody's name is in it."""

    scores: Mapping[str, float]


def norm_scores_of(figures: Mapping[str, Figure]) -> LeaderScores | None:
    """What a leader gives to norms: a mean of every competency, by four raters or more.

    ``figures`` are all others' as ``DisclosedFeedback.all_others`` holds them. None if one of them
    is not shown or rests on fewer raters, so that every competency has the same leaders.
    """
    if any(each.mean is None or each.n < LEAST_OTHERS for each in figures.values()):
        return None
    return LeaderScores(
        {code: round(each.mean, 1) for code, each in figures.items() if each.mean is not None}
    )


def all_scores(feedbacks: Iterable[DisclosedFeedback]) -> list[LeaderScores]:
    """What leaders who agreed give to norms, each once: the last feedback of a leader counts."""
    last = {each.leader: each.all_others for each in feedbacks}
    return [found for figures in last.values() if (found := norm_scores_of(figures))]


def norms_of_leaders(
    leaders: Collection[LeaderScores],
    instrument: InstrumentReference,
    *,
    provenance: Mapping[str, Any],
    earlier: FeedbackNorms | None = None,
    made_up: bool = False,
) -> FeedbackNorms:
    """Norms of these leaders; with ``earlier``, of these and all leaders of that version.

    No leader of ``earlier`` may be among ``leaders``. ``provenance`` fills the fields of the
    document as for ``norms_from_round``.

    Raises UndefinedStatistic for fewer than 100 leaders in all, fewer than ``LEAST_NEW`` new ones,
    or new ones who all have the same score; PsychometricsError if the earlier norms do not fit.
    """
    refuse_too_few(len(leaders), earlier)
    if earlier:
        _refuse_unless_fitting(earlier, instrument, made_up)
    return FeedbackNorms(
        kind="feedback-norms",
        instrument=instrument,
        made_up=made_up,
        extends=earlier.sha256 if earlier else None,
        competencies=dict(_groups(leaders, instrument, provenance, earlier)),
        **provenance,
    )


def refuse_too_few(new: int, earlier: FeedbackNorms | None) -> None:
    """Raise UndefinedStatistic unless so many new leaders can make a version."""
    least = LEAST_NEW if earlier else TOO_SMALL_BELOW
    if new < least:
        raise UndefinedStatistic(
            f"{new} leaders agreed, have enough raters and are new; "
            f"{'a further version' if earlier else 'norms'} need{'s' if earlier else ''} {least}",
            where="norms",
            remedy="Add more rounds.",
        )


def _refuse_unless_fitting(
    earlier: FeedbackNorms, instrument: InstrumentReference, made_up: bool
) -> None:
    if earlier.instrument != instrument or earlier.made_up != made_up:
        raise PsychometricsError(
            "the earlier norms are of another questionnaire, or made up",
            where=f"{earlier.id} {earlier.version}",
            remedy="Begin new norms.",
        )


def _groups(
    leaders: Collection[LeaderScores],
    instrument: InstrumentReference,
    provenance: Mapping[str, Any],
    earlier: FeedbackNorms | None,
) -> Iterator[tuple[str, NormGroup]]:
    for code in next(iter(leaders)).scores:
        new = _new_group([each.scores[code] for each in leaders], code, instrument, provenance)
        if earlier is None:
            yield code, new
            continue
        if code not in earlier.competencies:
            raise PsychometricsError("the earlier norms lack this competency", where=code)
        yield code, _together(earlier.competencies[code], new)


def _new_group(
    scores: list[float], code: str, instrument: InstrumentReference, provenance: Mapping[str, Any]
) -> NormGroup:
    if len(set(scores)) == 1:
        raise UndefinedStatistic(
            "all new leaders have the same score, so that norms would tell it of each",
            where=code,
            remedy="Add more rounds.",
        )
    return norm_group(
        scores,
        name=f"{provenance['title']}, {code}",
        people=provenance["people"],
        place=provenance["place"],
        chosen=provenance["chosen"],
        instrument=instrument.id,
        instrument_version=instrument.version,
        collected_from=provenance["collected_from"],
        collected_to=provenance["collected_to"],
    )


def _together(earlier: NormGroup, new: NormGroup) -> NormGroup:
    counts = Counter(dict(zip(earlier.values, earlier.counts, strict=True)))
    counts.update(dict(zip(new.values, new.counts, strict=True)))
    return with_counts(new, counts)
