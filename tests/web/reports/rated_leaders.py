"""Rounds of feedback with leaders who were rated, as the tests of reports need them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from stature.core.instrument.feedback import FeedbackInstrument
from stature.web.programmes import services as programmes
from stature.web.programmes.models import Assessment, Assignment, Round
from stature.web.reports.services import prepare_release, release_round
from stature.web.reports.services.releasing import make_reports
from stature.web.responses import services as responses
from stature.web.responses.asked import Asked
from stature.web.responses.selectors import published_feedback
from tests.web.conftest import person


def rate(leader: Assessment, who, relationship: str, points: int) -> Assignment:
    """Answers to every item, sent; the same points for each."""
    found, _is_new = Assignment.objects.get_or_create(
        assessment=leader, person=who, defaults={"relationship": relationship}
    )
    instrument = published_feedback(leader.round.instrument_sha256)
    saved, _key = responses.begin_response(instrument=instrument)
    responses.save_answers(asked=Asked.of(saved), answers=answers_of(instrument, points))
    responses.seal(response_id=saved.pk, texts_sha256=leader.round.texts_sha256)
    found.response, found.started_at, found.done_at = saved, timezone.now(), timezone.now()
    found.save()
    return found


def answers_of(instrument: FeedbackInstrument, points: int) -> dict:
    """The same points for every item, on every scale."""
    scales = ["frequency"] if instrument.effectiveness is None else ["frequency", "effectiveness"]
    return {item.code: dict.fromkeys(scales, points) for item in instrument.items}


def rated_leader(
    round_: Round, name: str, points: Sequence[int] = (2, 3, 4, 5), **fields
) -> Assessment:
    """A leader who rated themselves, with a peer for each of these points."""
    organisation = round_.programme.organisation
    leader = programmes.add_participant(round=round_, person=person(organisation, name, **fields))
    rate(leader, leader.participant, "self", 3)
    for number, each in enumerate(points):
        rate(leader, person(organisation, f"{name}peer{number}"), "peer", each)
    return leader


def change_answers(leader: Assessment, points: int) -> None:
    """Other answers of all peers, as if they had come later."""
    instrument = published_feedback(leader.round.instrument_sha256)
    for each in leader.assignments.filter(relationship="peer").select_related("response"):
        each.response.answers = answers_of(instrument, points)
        each.response.save()


def closed(round_: Round) -> Round:
    return programmes.close_round(round=round_)


def released(round_: Round) -> None:
    """Release a round as its jobs do."""
    release = release_round(round=Round.objects.get(pk=round_.pk))
    prepare_release(release.pk)
    make_reports(release.pk, list(release.entries.values_list("assessment", flat=True)))
