"""Made-up ratings, given as people give them: begun, answered and sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.utils import timezone

from stature.core.instrument.feedback import RaterGroup, Rating
from stature.packs.made_up_feedback import LATE_RATER, MadeUpFeedback, made_up_feedback
from stature.web.answering.promises import what_was_told
from stature.web.answering.services import finish_answering, start_answering
from stature.web.programmes.models import Assignment, Relationship, Round
from stature.web.reports.feedback.ratings import GROUPS
from stature.web.responses.asked import Asked
from stature.web.responses.fitting import COMMENT
from stature.web.responses.selectors import published_feedback
from stature.web.responses.services import save_answers, seal

RELATIONSHIPS: Final[dict[RaterGroup, Relationship]] = {
    group: relationship for relationship, group in GROUPS.items()
}


def feedback_for(round: Round) -> MadeUpFeedback:
    """Made-up ratings that fit the questionnaire of a round that was opened."""
    return made_up_feedback(published_feedback(round.instrument_sha256))


def answer(assignment: Assignment, rating: Rating, *, send: bool = True) -> None:
    """Answer as somebody who was asked does; without ``send`` all is written and nothing sent."""
    begun = start_answering(assignment_id=assignment.pk, statement=what_was_told(assignment))
    assert begun.response is not None
    save_answers(asked=Asked.of(begun.response), answers=_answers_of(rating))
    if send:
        finish_answering(assignment_id=assignment.pk)


def bring_in_late(assignment: Assignment) -> None:
    """Take in answers that were written in time and came in after the release.

    No page of the site takes them any more. What is done here is what happens when answers come
    another way, such as on paper: the next release has to deal with them.
    """
    round_ = assignment.assessment.round
    seal(response_id=assignment.response_id, texts_sha256=round_.texts_sha256)
    Assignment.objects.filter(pk=assignment.pk).update(done_at=timezone.now())


def ratings_of_others(made_up: MadeUpFeedback) -> Iterator[Rating]:
    """The ratings of the 12 others in the order of their groups, the late one in its place."""
    in_time = [each for each in made_up.ratings if each.group is not RaterGroup.SELF]
    yield from (*in_time[:LATE_RATER], *made_up.late, *in_time[LATE_RATER:])


def _answers_of(rating: Rating) -> dict[str, dict[str, Any]]:
    """The answers as a page sends them, by item and by comment."""
    given = {item: {"frequency": points} for item, points in rating.frequency.items()}
    return given | {code: {COMMENT: text} for code, text in rating.comments.items()}
