"""A released report lays the leader beside the norms in use, with their label."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from stature.core.document import canonical_json
from stature.core.scoring.feedback.made_up_norms import made_up_norms
from stature.packs.library import find_framework_pack
from stature.web.norms.models import NormVersion
from stature.web.programmes import services as programmes
from stature.web.programmes.models import Assignment, Relationship
from stature.web.reports.feedback.releasing import release_feedback
from stature.web.reports.released import latest_report
from stature.web.responses import services as responses
from stature.web.responses.asked import Asked
from stature.web.responses.published import feedback_questionnaire
from tests.web.conftest import FRAMEWORK, feedback_round, person

pytestmark = pytest.mark.django_db
INSTRUMENT = feedback_questionnaire(find_framework_pack(FRAMEWORK))


@pytest.fixture
def rated(organisation):
    """A leader of a closed round, rated by five peers."""
    round_ = feedback_round(organisation)
    leader = programmes.add_participant(round=round_, person=person(organisation, "Asha"))
    for number, points in enumerate((2, 3, 4, 5, 3)):
        saved, _key = responses.begin_response(instrument=INSTRUMENT)
        answers = {item.code: {"frequency": points} for item in INSTRUMENT.items}
        responses.save_answers(asked=Asked.of(saved), answers=answers)
        responses.seal(response_id=saved.pk, texts_sha256=round_.texts_sha256)
        Assignment.objects.create(
            assessment=leader,
            person=person(organisation, f"Peer{number}"),
            relationship=Relationship.PEER,
            response=saved,
            done_at=timezone.now(),
        )
    programmes.close_round(round=round_)
    leader.refresh_from_db()
    return leader


def use_made_up_norms(organisation) -> None:
    norms = made_up_norms(INSTRUMENT, seed=1, on=date(2026, 1, 1))
    NormVersion.objects.create(
        organisation=organisation,
        instrument_sha256=INSTRUMENT.sha256,
        number=1,
        document=canonical_json(norms),
        leaders=400,
        new_leaders=400,
        made_up=True,
        is_used=True,
    )


def test_report_without_norms_compares_with_nobody(rated):
    release_feedback(assessment=rated, release=None)
    assert "Compared with" not in latest_report(rated).plain_text


def test_report_is_laid_beside_the_norms_in_use_and_labelled(rated, organisation):
    use_made_up_norms(organisation)
    release_feedback(assessment=rated, release=None)
    text = " ".join(latest_report(rated).plain_text.split())
    assert "Compared with 400 leaders or more" in text
    assert "Made-up norms, for show only." in text
