"""Releasing the reports of a round: who is ready, what is made, what stays as it is."""

from __future__ import annotations

import pytest

from stature.web.audit.models import AuditEvent
from stature.web.programmes.models import Relationship, Round, RoundState
from stature.web.reports import services, tasks
from stature.web.reports.models import Release, ReleasedReport
from tests.web.conftest import client_of, person
from tests.web.reports.conftest import answer, rate, release_page, take_part

pytestmark = pytest.mark.django_db


def text_of(client, round_) -> str:
    return client.get(release_page(round_)).content.decode()


def test_page_says_who_is_ready_and_why_others_are_not(administration, own, organisation):
    round_ = own.assessment.round
    answer(take_part(round_, person(organisation, "Begun")), sealed=False)
    take_part(round_, person(organisation, "Late"))
    page = text_of(administration, round_)
    assert "Release 1 report<" in page
    assert "Started, and did not send the answers" in page
    assert "Did not start" in page


def test_release_makes_the_report_and_tells_the_participant(release, assessment, jobs):
    release()
    report = ReleasedReport.objects.get()
    assert (report.assessment, report.version) == (assessment, 1)
    assert bytes(report.pdf).startswith(b"%PDF")
    assert "Personal report for Paul Reed" in report.html
    assert "Paul Reed" in report.plain_text
    assert report.inputs["answers"]["answers"]["SL-1"]["individual"] == 2
    assert jobs.told() == [(assessment.pk, 1)]
    round_ = Round.objects.get()
    assert round_.state == RoundState.RELEASED
    assert round_.released_at
    assert Release.objects.get().finished_at
    assert AuditEvent.objects.filter(action="rounds.released").count() == 1


def test_page_shows_how_far_a_release_is(administration, assessment, jobs):
    administration.post(release_page(assessment.round))
    reply = administration.get(release_page(assessment.round))
    assert reply["Refresh"]
    jobs.run()
    reply = administration.get(release_page(assessment.round))
    assert "Refresh" not in reply
    assert "1 report was made." in reply.content.decode()


def test_two_clicks_make_one_release(administration, assessment, jobs):
    for _click in range(2):
        administration.post(release_page(assessment.round))
    jobs.run()
    assert Release.objects.count() == ReleasedReport.objects.count() == 1


def test_job_that_runs_twice_makes_one_report(released, jobs):
    number = Release.objects.get().pk
    services.prepare_release(number)
    services.make_reports(number, [released.pk])
    tasks.make_report(released.pk, number)
    jobs.run()
    assert ReleasedReport.objects.count() == 1
    assert len(jobs.told()) == 1


def test_second_release_leaves_what_has_not_changed(released, release, administration, jobs):
    release()
    assert ReleasedReport.objects.count() == 1
    assert jobs.told() == [(released.pk, 1)]
    assert "1 stayed as it was" in text_of(administration, released.round)


def test_second_release_makes_a_new_version_of_what_has_changed(
    released, release, administration, paul, jobs
):
    before = ReleasedReport.objects.get()
    paul.first_name = "Paula"
    paul.save()
    release()
    after = ReleasedReport.objects.get(version=2)
    assert after.changed == ["name"]
    assert "Paula Reed" in after.html
    assert ReleasedReport.objects.get(version=1).html == before.html
    assert "name was corrected" in text_of(administration, released.round)
    assert jobs.told() == [(released.pk, 1), (released.pk, 2)]


def test_open_round_is_not_released(administration, assessment, round_):
    Round.objects.update(state=RoundState.OPEN)
    assert "Close it first" in text_of(administration, round_)
    administration.post(release_page(round_))
    assert not Release.objects.exists()


def test_report_is_made_at_once_only_where_the_round_says_so(assessment):
    Round.objects.update(state=RoundState.OPEN)
    tasks.make_report(assessment.pk)
    assert not ReleasedReport.objects.exists()
    Round.objects.update(release_at_once=True)
    tasks.make_report(assessment.pk)
    tasks.make_report(assessment.pk)
    assert ReleasedReport.objects.get().release is None


def test_withdrawn_participant_gets_no_report(assessment, release):
    assessment.withdrawn_at = assessment.created_at
    assessment.save()
    release()
    assert not ReleasedReport.objects.exists()


def test_job_on_somebody_who_is_gone_does_nothing(db):
    tasks.make_report(123456, 654321)
    services.make_reports(654321, [1, 2])


def test_report_that_cannot_be_made_holds_up_no_other(
    administration, assessment, organisation, jobs
):
    answer(take_part(assessment.round, person(organisation, "Other")))
    saved = assessment.assignments.get().response
    saved.instrument_sha256 = "0" * 64
    saved.save()
    administration.post(release_page(assessment.round))
    jobs.run()
    assert ReleasedReport.objects.get().assessment != assessment
    assert "1 report could not be made" in text_of(administration, assessment.round)


def test_colleagues_count_only_after_the_round_and_from_three_on(assessment, organisation, release):
    for number in range(2):
        rate(assessment, person(organisation, f"Peer{number}"), number)
    rate(assessment, person(organisation, "Boss"), 3, Relationship.MANAGER)
    release()
    assert ReleasedReport.objects.get().inputs["colleagues"] == {}
    rate(assessment, person(organisation, "Peer3"), 2)
    Round.objects.update(state=RoundState.OPEN, release_at_once=True)
    tasks.make_report(assessment.pk)
    assert ReleasedReport.objects.get().inputs["colleagues"] == {}


def test_released_colleagues_stay_as_they_were(assessment, organisation, release):
    peers = [
        rate(assessment, person(organisation, f"Peer{number}"), number) for number in (3, 1, 2)
    ]
    release()
    kept = {"SL": [8.0, 16.0, 24.0]}
    assert ReleasedReport.objects.get().inputs["colleagues"] == kept
    peers[0].delete()
    rate(assessment, person(organisation, "Late"), 0)
    release()
    assert ReleasedReport.objects.count() == 1


def test_archive_is_refused_where_the_rule_does_not_show_reports(administration, released):
    address = f"/o/harbour/rounds/{released.round_id}/reports.zip"
    assert administration.get(address).status_code == 302
    assert "nothing to download here" in text_of(administration, released.round)
    assert not AuditEvent.objects.filter(action="reports.downloaded").exists()


def test_others_cannot_release(outsider, participant, assessment):
    for user, status in ((outsider, 404), (participant, 403)):
        assert client_of(user).post(release_page(assessment.round)).status_code == status
    assert not Release.objects.exists()


def test_release_is_no_main_action_where_everybody_has_a_report(administration, released, release):
    page = text_of(administration, released.round)
    assert "Everybody who is ready has a report" in page
    assert '<button class="button button-quiet" type="submit">Look for corrections' in page
    assert "Release 1 report<" not in page


def test_release_is_offered_for_those_without_a_report(
    administration, released, organisation, release
):
    answer(take_part(released.round, person(organisation, "Late")))
    assert "Release 1 report<" in text_of(administration, released.round)
