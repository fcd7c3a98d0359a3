"""The adversary on what was released of a round: all versions of every report together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stature.core.disclosure import release_of_document
from stature.core.instrument.feedback import FeedbackInstrument, Rating, check_ratings
from stature.core.scoring.feedback.leaders_audit import GroupVerdict, audit_group_reports
from stature.core.scoring.feedback.round_audit import LeaderVerdict, audit_round
from stature.web.programmes.models import Assessment, Round
from stature.web.reports.feedback.group_basis import Basis, leaders_of
from stature.web.reports.feedback.ratings import sent_ratings
from stature.web.reports.models import GroupOutcome, GroupRelease, ReleasedFeedback
from stature.web.responses.selectors import published_feedback


@dataclass(frozen=True)
class ReleasedVerdict:
    """What was found about one leader. ``is_as_kept``: the rules give again what was released.

    They do not where answers that were released have been withdrawn since.
    """

    found: LeaderVerdict
    is_as_kept: bool


def audit_released(round: Round, *, exact: bool = False) -> Iterator[ReleasedVerdict]:
    """The verdict on each leader of whom something was released. ``exact``: means unrounded."""
    instrument = published_feedback(round.instrument_sha256)
    for assessment in Assessment.objects.filter(
        round=round, released_feedback__isnull=False
    ).distinct():
        versions = list(ReleasedFeedback.objects.filter(assessment=assessment).order_by("version"))
        counted = _counted(assessment, versions, instrument)
        for found in audit_round(counted, instrument, exact=exact):
            kept = release_of_document(versions[-1].disclosure_release)
            yield ReleasedVerdict(found, is_as_kept=found.release == kept)


def audit_group_releases(round: Round, *, exact: bool = False) -> GroupVerdict | None:
    """The verdict on all group reports of a round; None where there is none.

    It is about leaders: their figures are what each leader's own report may show. ``exact``: the
    means of leaders who go in together are unrounded.
    """
    made = GroupRelease.objects.filter(round=round, outcome=GroupOutcome.MADE).order_by("number")
    told = [Basis.of_document(each).told for each in made.values_list("basis", flat=True)]
    if not told:
        return None
    values = {name: known.values for name, known in leaders_of(round).known.items()}
    return audit_group_reports(told, values, exact=exact)


def _counted(
    assessment: Assessment, versions: Sequence[ReleasedFeedback], instrument: FeedbackInstrument
) -> list[tuple[Rating, int]]:
    """The ratings that count, each with the version in which it was there first."""
    released = [version.released_at for version in versions]
    sent = list(sent_ratings(assessment.round, assessment_id=assessment.pk))
    since = {rating.rater: 1 + bisect_left(released, at) for rating, at in sent}
    known = [rating for rating, _ in sent if since[rating.rater] <= len(versions)]
    accepted = check_ratings(known, instrument).accepted
    return [(rating, since[rating.rater]) for rating in accepted]
