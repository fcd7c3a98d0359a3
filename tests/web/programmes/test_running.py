"""A round under way: opening, closing, opening again, archive, the next round."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from stature.packs.library import find_pack
from stature.web.audit.models import AuditEvent
from stature.web.people.models import Person
from stature.web.programmes import selectors, services, tasks
from stature.web.programmes.errors import NotReadyError, RoundStateError
from stature.web.programmes.models import Assignment, Round, RoundState
from stature.web.reports.models import ReleasedReport
from stature.web.responses.models import PublishedDocument
from tests.web.programmes.conftest import invitations, place, programme_of, refreshed

TODAY = timezone.localdate()


def test_opening_keeps_the_questionnaire_and_its_texts_by_hash(open_round):
    pack = find_pack("service-commitment")
    assert open_round.instrument_sha256 == pack.instrument.sha256
    assert open_round.texts_sha256 == pack.report_texts.sha256
    kept = PublishedDocument.objects.values_list("sha256", flat=True)
    assert {open_round.instrument_sha256, open_round.texts_sha256} <= set(kept)


def test_opening_locks_the_purpose_and_asks_for_invitations(open_round, jobs):
    assert refreshed(open_round.programme).purpose_is_locked
    assert open_round.opens_on == TODAY
    assert invitations(jobs) == [open_round.pk]


def test_round_without_people_does_not_open(draft):
    with pytest.raises(NotReadyError, match="Nobody takes part"):
        services.open_round(round=draft)
    assert refreshed(draft).is_draft


def test_round_opens_once(open_round, jobs):
    with pytest.raises(RoundStateError):
        services.open_round(round=open_round)
    assert len(invitations(jobs)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_openings_at_once_open_the_round_once(draft, asha, jobs):
    services.add_participant(round=draft, person=asha)

    def open_it(_number: int) -> bool:
        try:
            services.open_round(round=draft)
        except RoundStateError:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        opened = list(both.map(open_it, range(2)))
    assert sorted(opened) == [False, True]
    assert len(invitations(jobs)) == 1
    assert AuditEvent.objects.filter(action="rounds.opened").count() == 1


def test_opening_twice_is_answered_in_words(administration, open_round):
    page = administration.post(place(open_round, "open/"), follow=True).content.decode()
    assert "This cannot be done now" in page


def test_round_is_closed_after_it_was_said_who_is_missing(administration, open_round):
    assert (
        "0 of 1 people are done" in administration.get(place(open_round, "close/")).content.decode()
    )
    administration.post(place(open_round, "close/"))
    assert refreshed(open_round).state == RoundState.CLOSED


def test_closed_round_is_closed_once(administration, open_round):
    services.close_round(round=open_round)
    assert administration.post(place(open_round, "close/")).status_code == 302
    assert AuditEvent.objects.filter(action="rounds.closed").count() == 1


def test_round_is_closed_after_its_last_day_and_not_on_it(open_round):
    tasks.close_due_rounds(open_round.closes_on)
    assert refreshed(open_round).is_open
    tasks.close_due_rounds(open_round.closes_on + timedelta(days=1))
    tasks.close_due_rounds(open_round.closes_on + timedelta(days=1))
    assert refreshed(open_round).state == RoundState.CLOSED


def test_round_opens_again_until_a_new_day(administration, open_round):
    services.close_round(round=open_round)
    day = TODAY + timedelta(days=9)
    administration.post(place(open_round, "open-again/"), {"closes_on": day.isoformat()})
    again = refreshed(open_round)
    assert (again.state, again.closes_on, again.closed_at) == (RoundState.OPEN, day, None)


def test_released_round_does_not_open_again(open_round):
    Round.objects.filter(pk=open_round.pk).update(state=RoundState.RELEASED)
    with pytest.raises(RoundStateError):
        services.reopen_round(round=open_round, closes_on=TODAY)


def test_round_with_colleagues_does_not_open_again_after_one_report(draft_with_colleagues):
    opened = services.open_round(round=draft_with_colleagues)
    services.close_round(round=opened)
    ReleasedReport.objects.create(
        assessment=opened.assessments.get(), version=1, inputs={}, html="", pdf=b""
    )
    with pytest.raises(RoundStateError, match="new round"):
        services.reopen_round(round=opened, closes_on=TODAY)


def test_last_day_is_changed(administration, open_round):
    day = TODAY + timedelta(days=40)
    administration.post(place(open_round, "last-day/"), {"closes_on": day.isoformat()})
    assert refreshed(open_round).closes_on == day
    past = {"closes_on": (TODAY - timedelta(days=1)).isoformat()}
    assert administration.post(place(open_round, "last-day/"), past).status_code == 400


def test_finished_round_goes_to_the_archive(administration, open_round):
    assert administration.post(place(open_round, "archive/")).url == place(open_round)
    assert refreshed(open_round).is_open
    services.close_round(round=open_round)
    administration.post(place(open_round, "archive/"))
    assert refreshed(open_round).state == RoundState.ARCHIVED


def test_next_round_takes_over_people_and_settings(
    administration, draft_with_colleagues, assessment, ben, jobs
):
    services.add_rater(assessment=assessment, person=ben, relationship="peer")
    first = services.open_round(round=draft_with_colleagues)
    jobs.clear()
    answer = administration.post(f"/o/harbour/programmes/{first.programme_id}/next-round/")
    following = Round.objects.get(number=2)
    assert answer.url == place(following, "set-up/people/")
    [(_job, args)] = jobs
    for _time in range(2):
        tasks.copy_people_of_round(*args)
    asked = Assignment.objects.filter(assessment__round=following)
    assert sorted(each.relationship for each in asked) == ["peer", "self"]
    assert following.colleagues_asked


def test_there_is_one_draft_of_the_next_round(draft):
    with pytest.raises(RoundStateError):
        services.start_next_round(programme=draft.programme)


def test_status_counts_by_group_and_shows_no_answer(administration, draft_with_colleagues, ben):
    assessment = draft_with_colleagues.assessments.get()
    colleague = services.add_rater(assessment=assessment, person=ben, relationship="peer")
    services.open_round(round=draft_with_colleagues)
    now = timezone.now()
    Assignment.objects.update(invited_at=now)
    Assignment.objects.filter(pk=colleague.pk).update(started_at=now, done_at=now)
    found = selectors.status_of(draft_with_colleagues)
    assert [(each.relationship, each.asked, each.done) for each in found.groups] == [
        ("self", 1, 0),
        ("peer", 1, 1),
    ]
    assert (found.everyone.invited, found.everyone.started) == (2, 1)
    page = administration.get(place(draft_with_colleagues)).content.decode()
    assert "1 of 1 done" in page


def test_withdrawn_participants_are_not_counted(open_round):
    services.withdraw_participant(assessment=open_round.assessments.get())
    assert selectors.status_of(open_round).everyone.asked == 0


@pytest.mark.parametrize("state", ["not-started", "not-invited"])
def test_participants_are_found_by_words_and_status(administration, open_round, state):
    page = administration.get(place(open_round, f"?q=ash+stone&state={state}")).content.decode()
    assert "asha@harbour.example" in page


@pytest.mark.parametrize("query", ["?q=zzz", "?state=done", "?state=in-progress", "?q=%00zz"])
def test_nobody_is_found_by_other_words(administration, open_round, query):
    page = administration.get(place(open_round, query)).content.decode()
    assert "Nobody was found" in page


@pytest.mark.parametrize("query", ["?page=x", "?page=-1", "?page=99999999999", "?state=%00"])
def test_odd_addresses_are_answered(administration, open_round, query):
    assert administration.get(place(open_round, query)).status_code == 200


def test_reminders_go_to_those_invited_before_their_day_and_not_done(open_round):
    last = open_round.closes_on
    invited = timezone.now() - timedelta(days=1)
    Assignment.objects.update(invited_at=invited)
    remind = selectors.assignments_to_remind
    assert not remind(open_round, last - timedelta(days=8))
    assert remind(open_round, last - timedelta(days=7)).count() == 1
    assert selectors.reminder_number(open_round, last) == 2
    Assignment.objects.update(reminders_sent=1)
    assert not remind(open_round, last - timedelta(days=6))
    assert remind(open_round, last - timedelta(days=2)).count() == 1
    Assignment.objects.update(done_at=timezone.now())
    assert not remind(open_round, last - timedelta(days=2))
    assert not remind(open_round, last + timedelta(days=1))


@pytest.mark.parametrize("field", ["opted_out_at", "bounced_at"])
def test_nobody_is_reminded_who_cannot_be_written_to(open_round, field):
    Assignment.objects.update(invited_at=timezone.now() - timedelta(days=1))
    Person.objects.update(**{field: timezone.now()})
    assert not selectors.assignments_to_remind(open_round, open_round.closes_on)


def test_status_page_takes_few_queries_however_many_take_part(
    administration, organisation, django_assert_max_num_queries
):
    found = programme_of(organisation).rounds.get()
    Person.objects.bulk_create(
        Person(organisation=organisation, email=f"p{n}@harbour.example") for n in range(120)
    )
    services.add_participants(round=found, people=Person.objects.all())
    services.open_round(round=found)
    with django_assert_max_num_queries(14):
        administration.get(place(found))
