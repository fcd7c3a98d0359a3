"""The first round of the demo: about one leader. Its reports are released."""

from __future__ import annotations

from stature.packs.made_up_feedback import GROUPS, LATE_RATER
from stature.web.demo.answers import RELATIONSHIPS, answer, feedback_for, ratings_of_others
from stature.web.demo.cast import LEADER, RATERS_OF_LEADER
from stature.web.demo.rounds import Cast, ask_rater, draft_round
from stature.web.invitations.selectors import waiting_messages
from stature.web.invitations.services import invite_round, send_messages
from stature.web.programmes import services as programmes
from stature.web.programmes.models import Assessment, Assignment, Relationship, Round


def hold_first_round(cast: Cast) -> Round:
    """A round about one leader, closed: everybody has answered, but one of them did not send."""
    round_ = draft_round(cast, "Leading service")
    leader = programmes.add_participant(
        round=round_, person=cast.people[LEADER], by=cast.administrator
    )
    raters = [
        ask_rater(cast, leader, who, RELATIONSHIPS[group])
        for who, group in zip(RATERS_OF_LEADER, GROUPS, strict=True)
    ]
    programmes.open_round(round=round_, by=cast.administrator)
    _invite(round_)
    _answer_all(leader, raters)
    return programmes.close_round(round=round_, by=cast.administrator)


def late_assignment(round: Round) -> Assignment:
    """The one of the first round whose answers come in late."""
    late = RATERS_OF_LEADER[LATE_RATER]
    asked = Assignment.objects.select_related("assessment__round")
    return asked.get(assessment__round=round, person__email=late.email)


def _invite(round: Round) -> None:
    """Invite everybody now: the round is closed again before a worker comes to its invitations."""
    invite_round(round.pk)
    wanted = waiting_messages().filter(assignment__assessment__round=round)
    send_messages(list(wanted.values_list("pk", flat=True)))


def _answer_all(leader: Assessment, raters: list[Assignment]) -> None:
    made_up = feedback_for(Round.objects.get(pk=leader.round_id))
    own, *_others = made_up.ratings
    answer(leader.assignments.get(relationship=Relationship.SELF), own)
    for number, (assignment, rating) in enumerate(
        zip(raters, ratings_of_others(made_up), strict=True)
    ):
        answer(assignment, rating, send=number != LATE_RATER)
