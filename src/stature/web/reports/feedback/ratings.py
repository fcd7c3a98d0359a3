"""The sent answers of a round as ratings that the core can check and score."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from stature.core.instrument.feedback import RaterGroup, Rating
from stature.core.instrument.feedback.model import COMMENT_PROMPTS
from stature.core.instrument.model import InstrumentReference
from stature.web.programmes.models import Assignment, Relationship, Round
from stature.web.responses.fitting import COMMENT
from stature.web.responses.models import SavedResponse

GROUPS: Final = {
    Relationship.SELF: RaterGroup.SELF,
    Relationship.MANAGER: RaterGroup.MANAGER,
    Relationship.PEER: RaterGroup.PEERS,
    Relationship.DIRECT_REPORT: RaterGroup.DIRECT_REPORTS,
    Relationship.CUSTOMER: RaterGroup.CUSTOMERS,
    Relationship.OTHER: RaterGroup.OTHERS,
}


def ratings_of(round: Round, *, assessment_id: int | None = None) -> list[Rating]:
    """What was sent in a round, or about one leader, in the order of sending.

    Answers about participants who were taken out, and of people who declined, are left out.
    """
    return [rating for rating, _ in sent_ratings(round, assessment_id=assessment_id)]


def sent_ratings(
    round: Round, *, assessment_id: int | None = None
) -> Iterator[tuple[Rating, datetime]]:
    """The same ratings, each with the moment at which it was sent."""
    sent = _sent(round)
    chosen = sent if assessment_id is None else sent.filter(assessment=assessment_id)
    for each in chosen.iterator(chunk_size=500):
        yield _rating(each, each.response), each.response.sealed_at


def name_of(person_id: int) -> str:
    """The name by which a person stands in ratings and in releases: a number, and no more."""
    return f"person-{person_id}"


def _sent(round: Round) -> QuerySet[Assignment]:
    return (
        Assignment.objects.filter(
            assessment__round=round,
            assessment__withdrawn_at=None,
            declined_at=None,
            done_at__isnull=False,
            response__sealed_at__isnull=False,
        )
        .select_related("assessment", "response")
        .order_by("response__sealed_at", "pk")
    )


def _rating(assignment: Assignment, saved: SavedResponse) -> Rating:
    answers = saved.answers
    return Rating.model_validate(
        {
            "participant": name_of(assignment.assessment.participant_id),
            "rater": name_of(assignment.person_id),
            "group": GROUPS[Relationship(assignment.relationship)],
            "instrument": InstrumentReference(
                id=saved.instrument_id,
                version=saved.instrument_version,
                sha256=saved.instrument_sha256,
            ),
            "frequency": _on_scale(answers, "frequency"),
            "effectiveness": _on_scale(answers, "effectiveness"),
            "comments": {
                code: str(answers[code][COMMENT])
                for code in COMMENT_PROMPTS
                if answers.get(code, {}).get(COMMENT)
            },
        }
    )


def _on_scale(answers: dict[str, dict[str, int | str]], scale: str) -> dict[str, int | str]:
    return {item: given[scale] for item, given in answers.items() if scale in given}
