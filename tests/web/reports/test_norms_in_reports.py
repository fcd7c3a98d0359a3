"""A released report lays the leader beside the norms in use, with their label."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.utils import timezone

from stature.core.document import canonical_json
from stature.core.scoring.feedback.made_up_norms import made_up_norms
from stature.packs.library import find_framework_pack
from stature.web.norms.models import NormVersion
from stature.web.programmes import services as programmes
from stature.web.programmes.models import Assignment, Relationship
from stature.web.reports.feedback.auditing import audit_released
from stature.web.reports.feedback.releasing import release_feedback
from stature.web.reports.models import ReleasedFeedback, ReleasedReport, ReleaseOutcome
from stature.web.reports.released import latest_report
from stature.web.responses import services as responses
from stature.web.responses.asked import Asked
from stature.web.responses.published import feedback_questionnaire
from tests.web.conftest import FRAMEWORK, feedback_round, person
from tests.web.reports.rated_leaders import change_answers

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


def use_made_up_norms(organisation, number: int = 1) -> None:
    """Made-up norms, other ones for each number, in the place of those in use."""
    norms = made_up_norms(INSTRUMENT, seed=number, on=date(2026, 1, 1))
    NormVersion.objects.update(is_used=False)
    NormVersion.objects.create(
        organisation=organisation,
        instrument_sha256=INSTRUMENT.sha256,
        number=number,
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


def release(leader) -> str:
    return release_feedback(assessment=leader, release=None)


def versions(leader) -> list[ReleasedReport]:
    """The versions of the report, the oldest first."""
    return list(ReleasedReport.objects.filter(assessment=leader).order_by("version"))


def sections(report: ReleasedReport) -> dict[str, str]:
    """The sections of the page by their anchor, but for the one about norms."""
    parts = re.split(r'(?=<section[^>]* id=")', report.html)[1:]
    found = {re.search(r' id="([^"]*)"', part)[1]: part for part in parts}
    return {anchor: part for anchor, part in found.items() if anchor != "norms"}


def test_release_without_anything_new_makes_no_version(rated, organisation):
    use_made_up_norms(organisation)
    assert release(rated) == ReleaseOutcome.MADE
    assert release(rated) == ReleaseOutcome.UNCHANGED
    assert len(versions(rated)) == 1


def test_other_norms_make_a_version_with_inputs_of_its_own(rated, organisation):
    use_made_up_norms(organisation, 1)
    release(rated)
    use_made_up_norms(organisation, 2)
    assert release(rated) == ReleaseOutcome.MADE
    first, second = versions(rated)
    assert [each.norms.sha256 for each in NormVersion.objects.order_by("number")] == [
        first.inputs["norms"],
        second.inputs["norms"],
    ]
    assert first.inputs_sha256 != second.inputs_sha256
    assert second.changed == ["norms"]
    assert release(rated) == ReleaseOutcome.UNCHANGED


def test_norms_that_are_set_aside_leave_the_next_version(rated, organisation):
    use_made_up_norms(organisation)
    release(rated)
    NormVersion.objects.update(is_used=False)
    assert release(rated) == ReleaseOutcome.MADE
    assert versions(rated)[1].inputs["norms"] == ""
    assert "Compared with" not in versions(rated)[1].plain_text


def test_versions_that_differ_by_norms_tell_nothing_but_places(rated, organisation):
    release(rated)
    for number in (1, 2):
        use_made_up_norms(organisation, number)
        release(rated)
    none, first, second = versions(rated)
    assert none.scores == first.scores == second.scores
    assert "answered" in sections(none)
    assert sections(none) == sections(first) == sections(second)
    assert first.html != second.html
    assert ReleasedFeedback.objects.count() == 1
    assert [each.found.verdict.safe for each in audit_released(rated.round)] == [True]


def test_place_among_norms_rests_on_the_printed_number(rated, organisation):
    release(rated)
    shown = [each for each in versions(rated)[0].scores["figures"] if each["status"] == "shown"]
    assert shown
    assert all(each["value"] == float(each["words"]) for each in shown)


def test_late_answers_and_other_norms_come_together(rated, organisation):
    release(rated)
    change_answers(rated, 5)
    use_made_up_norms(organisation)
    release(rated)
    assert set(versions(rated)[1].changed) == {"corrected-answers", "norms"}
    assert ReleasedFeedback.objects.count() == 2


def test_corrected_name_comes_into_the_next_version(rated):
    release(rated)
    rated.participant.first_name = "Ayesha"
    rated.participant.save()
    rated.refresh_from_db()
    assert release(rated) == ReleaseOutcome.MADE
    assert versions(rated)[1].changed == ["name"]
    assert "Ayesha Stone" in versions(rated)[1].plain_text
    assert ReleasedFeedback.objects.count() == 1


def test_report_of_an_earlier_version_of_stature_stays_where_nothing_is_new(rated, organisation):
    release(rated)
    kept = versions(rated)[0]
    kept.inputs = {each: kept.inputs[each] for each in ("instrument", "texts")}
    kept.save()
    assert release(rated) == ReleaseOutcome.UNCHANGED
    use_made_up_norms(organisation)
    assert release(rated) == ReleaseOutcome.MADE
    assert versions(rated)[1].changed == ["norms"]
