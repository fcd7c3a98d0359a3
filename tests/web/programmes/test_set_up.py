"""Setting up: a few steps, each saved, each with its address."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from stature.web.audit.models import AuditEvent
from stature.web.programmes import services
from stature.web.programmes.errors import NotReadyError, PurposeLockedError
from stature.web.programmes.models import Programme, Round
from tests.web.programmes.conftest import place, programme_of, refreshed

NEXT_MONTH = timezone.localdate() + timedelta(days=30)
PLAN = {
    "closes_on": NEXT_MONTH.isoformat(),
    "languages": ["en-gb", "de"],
    "first_reminder_days": "5",
    "second_reminder_days": "1",
    "manager_sees_report": "yes",
    "administrators_see_reports": "yes",
    "release_at_once": "yes",
}


def test_administrator_walks_the_five_steps_and_opens(administration, organisation, asha):
    begun = administration.post("/o/harbour/programmes/new/", {"template": "self-profile"})
    draft = Round.objects.get()
    assert begun.url == place(draft, "set-up/purpose/")
    named = administration.post(begun.url, {"title": "Leaders", "purpose": "development"})
    assert named.url == place(draft, "set-up/people/")
    administration.post(place(draft, "participants/add/"), {"people": [asha.pk]})
    planned = administration.post(place(draft, "set-up/plan/"), PLAN)
    assert planned.url == place(draft, "set-up/check/")
    check = administration.get(planned.url).content.decode()
    assert "Leaders" in check
    assert "5 and 1 days before" in check
    opened = administration.post(place(draft, "open/"), follow=True).content.decode()
    assert "Open for answers" in opened
    assert refreshed(draft).is_open


def test_programme_list_teaches_when_empty(administration):
    assert "No programme yet" in administration.get("/o/harbour/programmes/").content.decode()


def test_programme_list_shows_own_programmes_only(administration, draft, others_round):
    others_round.programme.title = "Trains"
    others_round.programme.save()
    page = administration.get("/o/harbour/programmes/").content.decode()
    assert "Leaders 2027" in page
    assert "Trains" not in page


def test_template_without_its_questionnaires_is_shown_with_what_is_missing(administration):
    page = administration.get("/o/harbour/programmes/new/").content.decode()
    assert "Missing: Questionnaire on predispositions, Questionnaire on motives" in page
    assert 'value="stage-1"' not in page


@pytest.mark.parametrize("template", ["stage-1", "stage-3", "no-such", ""])
def test_template_that_cannot_start_is_refused(administration, template):
    answer = administration.post("/o/harbour/programmes/new/", {"template": template})
    assert answer.status_code == 400
    assert not Programme.objects.exists()


def test_service_refuses_a_template_that_cannot_start(organisation):
    with pytest.raises(NotReadyError):
        services.create_programme(organisation=organisation, template="stage-1")


def test_no_template_is_chosen_beforehand(administration):
    assert " checked" not in administration.get("/o/harbour/programmes/new/").content.decode()


def test_programme_can_be_changed_in_step_one(administration, draft):
    administration.post(place(draft, "set-up/template/"), {"template": "profile-with-colleagues"})
    changed = refreshed(draft)
    assert changed.colleagues_asked
    assert not changed.release_at_once


def test_colleagues_leave_the_list_where_none_are_asked(draft_with_colleagues, assessment, ben):
    services.add_rater(assessment=assessment, person=ben, relationship="peer")
    services.change_template(round=draft_with_colleagues, template="self-profile")
    assert [each.relationship for each in assessment.assignments.all()] == ["self"]


def test_title_and_purpose_are_asked(administration, draft):
    answer = administration.post(place(draft, "set-up/purpose/"), {"title": ""})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Give the programme a title." in page
    assert "Choose what the programme is for." in page
    assert "<title>Error:" in page


def test_plan_is_saved(administration, draft):
    administration.post(place(draft, "set-up/plan/"), PLAN)
    saved = refreshed(draft)
    assert saved.closes_on == NEXT_MONTH
    assert saved.languages == ["en-gb", "de"]
    assert (saved.first_reminder_days, saved.second_reminder_days) == (5, 1)
    assert saved.manager_sees_report
    assert saved.administrators_see_reports
    assert saved.release_at_once


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"closes_on": "2020-01-01"}, "The last day is over"),
        ({"closes_on": "9999-12-31"}, "a year at most"),
        ({"closes_on": "soon"}, "Write the last day as"),
        ({"languages": []}, "Choose at least one language"),
        ({"languages": ["xx"]}, "Select a valid choice"),
        ({"second_reminder_days": "9"}, "comes nearer to the last day"),
        ({"manager_sees_report": ""}, "Choose who sees a report"),
        ({"administrators_see_reports": ""}, "Choose whether administrators see"),
    ],
)
def test_plan_is_refused_in_words_and_nothing_changes(administration, draft, change, sentence):
    answer = administration.post(place(draft, "set-up/plan/"), {**PLAN, **change})
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert refreshed(draft).first_reminder_days == 7


def test_check_says_whether_administrators_see_reports(administration, draft):
    words = "The administrators see each released report too."
    assert words not in administration.get(place(draft, "set-up/check/")).content.decode()
    administration.post(place(draft, "set-up/plan/"), PLAN)
    page = administration.get(place(draft, "set-up/check/")).content.decode()
    assert page.count(words) == 2
    assert "What they read is the report, not single answers." in page


def test_reports_wait_where_colleagues_are_asked(administration, draft_with_colleagues):
    administration.post(place(draft_with_colleagues, "set-up/plan/"), PLAN)
    assert not refreshed(draft_with_colleagues).release_at_once


def test_check_names_what_is_missing_with_links(administration, organisation):
    begun = services.create_programme(organisation=organisation, template="self-profile")
    draft = begun.rounds.get()
    page = administration.get(place(draft, "set-up/check/")).content.decode()
    assert "The programme has no title yet." in page
    assert "Nobody takes part yet." in page
    assert f'href="{place(draft, "set-up/purpose/")}"' in page
    assert "Open the round and send" not in page


def test_draft_goes_on_at_the_first_step_that_is_missing(administration, draft):
    assert administration.get(place(draft)).url == place(draft, "set-up/people/")


def test_purpose_is_locked_at_opening(administration, open_round):
    with pytest.raises(PurposeLockedError):
        services.change_purpose(round=open_round, title="Leaders", purpose="decisions")
    assert refreshed(open_round.programme).purpose == "development"


def test_purpose_of_a_later_round_cannot_be_posted(administration, open_round):
    services.close_round(round=open_round)
    later = services.start_next_round(programme=open_round.programme)
    page = administration.get(place(later, "set-up/purpose/")).content.decode()
    assert "can no longer change" in page
    administration.post(
        place(later, "set-up/purpose/"), {"title": "New title", "purpose": "decisions"}
    )
    programme = refreshed(open_round.programme)
    assert (programme.title, programme.purpose) == ("New title", "development")


def test_set_up_of_an_open_round_leads_to_its_status(administration, open_round):
    for step in ("template", "purpose", "people", "plan", "check"):
        assert administration.get(place(open_round, f"set-up/{step}/")).url == place(open_round)
    assert administration.post(place(open_round, "set-up/plan/"), PLAN).url == place(open_round)
    assert refreshed(open_round).first_reminder_days == 7


def test_every_step_has_its_own_title_and_one_heading(administration, draft):
    titles = set()
    for step in ("template", "purpose", "people", "plan", "check"):
        page = administration.get(place(draft, f"set-up/{step}/")).content.decode()
        titles.add(page.partition("<title>")[2].partition("</title>")[0])
        assert page.count("<h1") == 1
    assert len(titles) == 5


def test_set_up_is_written_to_the_log(administration, administrator, draft):
    administration.post(place(draft, "set-up/plan/"), PLAN)
    event = AuditEvent.objects.get(action="rounds.plan-changed")
    assert event.actor_id == administrator.pk
    assert event.organisation_id == draft.programme.organisation_id


def test_title_is_never_read_as_markup(administration, organisation):
    found = programme_of(organisation).rounds.get()
    administration.post(
        place(found, "set-up/purpose/"),
        {"title": "<script>alert(1)</script>", "purpose": "development"},
    )
    page = administration.get(place(found, "set-up/people/")).content.decode()
    assert "<script>alert" not in page
