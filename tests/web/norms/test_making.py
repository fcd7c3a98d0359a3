"""Making versions of norms: who is counted, what is refused, and that nobody's results are told."""

from __future__ import annotations

from collections import Counter

import pytest
from django.utils import timezone

from stature.core.scoring.feedback import FeedbackNorms
from stature.web.audit.models import AuditEvent
from stature.web.norms import services
from stature.web.norms.joining import AlreadyCountedError, take_back
from stature.web.norms.models import NormConsent, NormVersion
from stature.web.norms.selectors import norms_for, ready_leaders
from stature.web.norms.services import (
    TooFewLeadersError,
    ask_for_version,
    make_version,
    use_version,
)
from stature.web.norms.tasks import forget_consents, make_norms
from stature.web.people.services import remove_person
from stature.web.programmes.models import Assessment, Round, RoundState
from stature.web.reports.models import ReleasedFeedback
from tests.web.norms.conftest import released_round

pytestmark = pytest.mark.django_db


def make(round_: Round, number: int = 1) -> NormVersion | None:
    return make_version(
        organisation=round_.programme.organisation,
        instrument_sha256=round_.instrument_sha256,
        number=number,
        people="heads of service teams",
        place="Europe",
        by=None,
    )


def ready(round_: Round) -> int:
    return len(ready_leaders(round_.programme.organisation, round_.instrument_sha256))


def counts(norms: FeedbackNorms, code: str) -> Counter[float]:
    group = norms.competencies[code]
    return Counter(dict(zip(group.values, group.counts, strict=True)))


@pytest.fixture
def round_(organisation, released_results) -> Round:
    """104 leaders, of whom 102 agreed."""
    return released_round(organisation, released_results[:104], agreed=102)


@pytest.fixture
def first(round_) -> NormVersion:
    made = make(round_)
    assert made is not None
    return made


def test_version_counts_leaders_who_agreed(first, round_):
    assert (first.leaders, first.new_leaders) == (102, 102)
    assert {group.n for group in first.norms.competencies.values()} == {102}
    assert NormConsent.objects.filter(version=first).count() == 102
    assert ready(round_) == 0


def test_version_holds_no_leader(first, round_):
    assert "leader1@" not in first.document
    assert "person-" not in first.document
    values = {value for group in first.norms.competencies.values() for value in group.values}
    assert values == {round(value, 1) for value in values}


def test_fewer_than_100_leaders_make_no_norms(organisation, released_results, jobs):
    few = released_round(organisation, released_results[:104], agreed=99)
    with pytest.raises(TooFewLeadersError, match="norms need 100 leaders who agreed"):
        make(few)
    assert not NormVersion.objects.exists()


def test_leader_with_too_few_raters_is_not_counted(round_):
    shy = NormConsent.objects.first().assessment.released_feedback.get()
    shy.result["all_others"]["T1"]["n"] = 3
    shy.save()
    assert ready(round_) == 101


@pytest.mark.parametrize("change", ["open", "withdrawn", "unreleased"])
def test_who_left_or_was_not_released_is_not_counted(round_, change):
    some = Assessment.objects.filter(norm_consent__isnull=False)[:5].values_list("pk", flat=True)
    some = list(some)
    if change == "open":
        Round.objects.update(state=RoundState.OPEN)
    elif change == "withdrawn":
        Assessment.objects.filter(pk__in=some).update(withdrawn_at=timezone.now())
    else:
        ReleasedFeedback.objects.filter(assessment__in=some).delete()
    assert ready(round_) == (0 if change == "open" else 97)


def test_job_that_runs_twice_makes_one_version(round_):
    for _ in range(2):
        make_norms(
            round_.programme.organisation_id, round_.instrument_sha256, 1, "leaders", "Europe", None
        )
    assert NormVersion.objects.count() == 1
    assert not AuditEvent.objects.filter(action="norms.refused").exists()


def test_job_that_finds_too_few_says_so_in_the_log(organisation, released_results):
    few = released_round(organisation, released_results[:20], agreed=20)
    make_norms(organisation.pk, few.instrument_sha256, 1, "leaders", "Europe", None)
    assert AuditEvent.objects.filter(action="norms.refused").count() == 1


def test_two_versions_never_differ_by_few_leaders(first, organisation, released_results):
    """29 new leaders wait; with one more, the difference of the versions is all 30 together."""
    new = released_round(organisation, released_results[104:134], agreed=29, name="new")
    with pytest.raises(TooFewLeadersError, match="a new version needs 30 more leaders"):
        make(new, 2)
    last = new.assessments.filter(norm_consent=None).get()
    NormConsent.objects.create(assessment=last, statement="Yes.")
    second = make(new, 2)
    assert (second.leaders, second.new_leaders) == (132, 30)
    for code in first.norms.competencies:
        told = counts(second.norms, code)
        told.subtract(counts(first.norms, code))
        expected = Counter(
            round(result["all_others"][code]["mean"], 1) for result in released_results[104:134]
        )
        assert +told == expected
        assert min(told.values()) >= 0


def test_leader_who_goes_is_not_told_by_the_next_version(
    first, organisation, released_results, round_
):
    """Whoever is removed after a version stays in its counts, so the next does not lack them."""
    gone = NormConsent.objects.first().assessment.participant
    remove_person(person=gone)
    new = released_round(organisation, released_results[104:134], agreed=30, name="new")
    second = make(new, 2)
    assert second.leaders == first.leaders + 30


def test_leader_is_counted_once_over_all_rounds(first, organisation, released_results, round_):
    again = released_round(organisation, released_results[104:134], agreed=30, name="new")
    counted = Assessment.objects.filter(round=round_, norm_consent__version=first)
    for each, before in zip(again.assessments.all()[:4], counted[:4], strict=True):
        Assessment.objects.filter(pk=each.pk).update(participant=before.participant)
    assert ready(again) == 26


def test_consent_can_be_taken_back_until_norms_are_made(round_):
    assessment = NormConsent.objects.first().assessment
    take_back(assessment)
    assert ready(round_) == 101
    make(round_)
    counted = NormConsent.objects.first().assessment
    with pytest.raises(AlreadyCountedError, match="norms have been made with your results"):
        take_back(counted)


def test_consent_of_a_removed_person_goes(round_):
    consent = NormConsent.objects.first()
    remove_person(person=consent.assessment.participant)
    assert not NormConsent.objects.filter(pk=consent.pk).exists()
    assert Assessment.objects.filter(pk=consent.assessment_id).exists()


def test_consent_of_who_left_the_round_goes_within_a_day(round_):
    consent = NormConsent.objects.first()
    Assessment.objects.filter(pk=consent.assessment_id).update(withdrawn_at=timezone.now())
    forget_consents()
    assert not NormConsent.objects.filter(pk=consent.pk).exists()
    assert NormConsent.objects.count() == 101


def test_other_organisations_leaders_are_not_counted(round_, other_organisation):
    assert ready_leaders(other_organisation, round_.instrument_sha256) == []


def test_one_version_is_used_and_can_be_set_aside(first, round_, administrator):
    assert norms_for(round_) is None
    use_version(version=first, by=administrator)
    assert norms_for(round_).sha256 == first.norms.sha256
    use_version(version=first, by=administrator, is_used=False)
    assert norms_for(round_) is None


def test_norms_of_another_questionnaire_are_not_used(first, round_, administrator):
    use_version(version=first, by=administrator)
    NormVersion.objects.update(instrument_sha256="0" * 64)
    assert norms_for(round_) is None


def test_norms_made_in_a_demo_are_labelled(round_, settings):
    settings.STATURE_DEMO = True
    made = make(round_)
    assert made.made_up
    assert made.norms.label.startswith("Made-up norms, for show only.")


def test_asking_refuses_too_few_at_once(organisation, released_results, administrator, jobs):
    few = released_round(organisation, released_results[:20], agreed=20)
    with pytest.raises(TooFewLeadersError):
        ask_for_version(
            organisation=organisation,
            instrument_sha256=few.instrument_sha256,
            people="leaders",
            place="Europe",
            by=administrator,
        )
    assert services.MAKE_NORMS not in [place for place, _args in jobs]
