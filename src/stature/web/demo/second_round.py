"""The second round of the demo: it is open, and something is left to do for each role."""

from __future__ import annotations

from typing import Final

from stature.packs.made_up_feedback import GROUPS
from stature.web.demo.answers import RELATIONSHIPS, answer, feedback_for, ratings_of_others
from stature.web.demo.cast import (
    LEADER,
    LIST_WAITS,
    RATED_NOW,
    RATERS_OF_LEADER,
    MadeUpPerson,
)
from stature.web.demo.rounds import Cast, ask_rater, draft_round
from stature.web.programmes import services as programmes
from stature.web.programmes.models import Assessment, Assignment, Round

RATERS_NOW: Final = 7
ANSWERED_NOW: Final = slice(2, 6)  # neither the line manager nor the rater of the bar
PROPOSED: Final = slice(1, 5)


def open_second_round(cast: Cast) -> Round:
    """A round that runs: raters still have to answer, and leaders to choose who is asked."""
    round_ = draft_round(cast, "Leading service, the next step")
    for who in (LEADER, LIST_WAITS):
        programmes.add_participant(round=round_, person=cast.people[who], by=cast.administrator)
    raters = {who: _rated_now(cast, round_, who) for who in RATED_NOW}
    opened = programmes.open_round(round=round_, by=cast.administrator)
    _answer_some(opened, raters[RATED_NOW[0]])
    _propose_raters(Assessment.objects.get(round=opened, participant=cast.people[LIST_WAITS]))
    return opened


def _rated_now(cast: Cast, round: Round, who: MadeUpPerson) -> list[Assignment]:
    leader = programmes.add_participant(round=round, person=cast.people[who], by=cast.administrator)
    asked = zip(RATERS_OF_LEADER[:RATERS_NOW], GROUPS, strict=False)
    return [ask_rater(cast, leader, each, RELATIONSHIPS[group]) for each, group in asked]


def _answer_some(round: Round, raters: list[Assignment]) -> None:
    ratings = list(ratings_of_others(feedback_for(round)))
    for assignment, rating in zip(raters[ANSWERED_NOW], ratings[ANSWERED_NOW], strict=True):
        answer(assignment, rating)


def _propose_raters(leader: Assessment) -> None:
    for who, group in zip(RATERS_OF_LEADER[PROPOSED], GROUPS[PROPOSED], strict=True):
        programmes.nominate(
            assessment=leader,
            email=who.email,
            first_name=who.first_name,
            last_name=who.last_name,
            relationship=RELATIONSHIPS[group],
        )
    programmes.send_nominations(assessment=leader)
