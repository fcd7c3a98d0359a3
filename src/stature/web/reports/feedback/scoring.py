"""Scoring one leader's feedback. What comes out has passed disclosure control."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from stature.core.disclosure import CommentPool, Release
from stature.core.document import canonical_json
from stature.core.instrument.feedback import (
    FeedbackInstrument,
    Rating,
    RatingFinding,
    check_ratings,
)
from stature.core.scoring.feedback import (
    DisclosedFeedback,
    RoundSpread,
    UnitReliability,
    disclosed_feedback,
    rating_table,
    round_reliability,
    round_spread,
)
from stature.core.scoring.feedback.comments import pooled_comments
from stature.web.programmes.models import Assessment, Round
from stature.web.reports.feedback.counted import CountedRatings, counted_ratings
from stature.web.reports.feedback.ratings import name_of, ratings_of
from stature.web.responses.selectors import published_feedback


@dataclass(frozen=True)
class ScoredFeedback:
    """One leader's feedback, fit to be shown, and what to keep for the next time."""

    feedback: DisclosedFeedback
    release: Release
    comments: CommentPool
    findings: tuple[RatingFinding, ...]
    inputs_sha256: str
    counted: CountedRatings


@dataclass(frozen=True)
class RoundFigures:
    """What serves every leader of a round: how raters differ, and how reliable their mean is."""

    spread: RoundSpread
    reliability: Mapping[str, UnitReliability]


def score_feedback(
    assessment: Assessment, *, earlier: Release | None = None, commented: Sequence[str] = ()
) -> ScoredFeedback | None:
    """The feedback on a leader, or None where nothing was rated.

    ``earlier`` and ``commented`` come from the last release about this leader. What comes back
    is for keeping: people read what was released.
    """
    round_ = assessment.round
    instrument = published_feedback(round_.instrument_sha256)
    checked = check_ratings(ratings_of(round_, assessment_id=assessment.pk), instrument)
    leader = name_of(assessment.participant_id)
    if not checked.accepted:
        return None
    table = rating_table(checked.accepted, instrument)
    whole = figures_of_round(round_)
    feedback, release = disclosed_feedback(
        table, leader, spread=whole.spread, reliability=whole.reliability, earlier=earlier
    )
    comments = pooled_comments(
        checked.accepted, table, seed=_seed(checked.accepted), already=commented
    )
    return ScoredFeedback(
        feedback,
        release,
        comments,
        checked.findings,
        inputs_sha256=_hash_of(checked.accepted, instrument),
        counted=counted_ratings(checked.accepted),
    )


def figures_of_round(round: Round) -> RoundFigures:
    """The figures of a closed round; worked out once for all its leaders."""
    return _figures(round.pk, round.closed_at)


@lru_cache(maxsize=4)
def _figures(round_id: int, _closed_at: datetime | None) -> RoundFigures:
    round_ = Round.objects.get(pk=round_id)
    instrument = published_feedback(round_.instrument_sha256)
    table = rating_table(check_ratings(ratings_of(round_), instrument).accepted, instrument)
    return RoundFigures(round_spread(table), round_reliability(table))


def _hash_of(ratings: Sequence[Rating], instrument: FeedbackInstrument) -> str:
    text = "".join([instrument.sha256, *(canonical_json(rating) for rating in ratings)])
    return hashlib.sha256(text.encode()).hexdigest()


def _seed(ratings: Sequence[Rating]) -> int:
    """A seed that depends on the answers alone, so that scoring again gives the same order."""
    text = "".join(sorted(canonical_json(rating) for rating in ratings))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])
