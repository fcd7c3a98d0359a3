"""A personal link: what it opens, for which browser, and what it never shows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from stature.web.answering import services
from stature.web.audit.models import AuditEvent
from stature.web.programmes.links import issue_link
from stature.web.programmes.models import AssignmentLink, RoundState
from stature.web.responses.models import Consent, SavedResponse
from tests.web.answering.conftest import begin, save
from tests.web.conftest import last_day

pytestmark = pytest.mark.django_db
ENDS = ("start/", "areas/sl/", "check/", "decline/")


def text(reply) -> str:
    return reply.content.decode()


def test_tells_who_asks_why_how_long_and_who_sees_what(client, colleague_link):
    page = text(client.get(colleague_link))
    for words in (
        "Your view for Paul Reed",
        "Harbour Hotels asks you as a colleague of Paul Reed",
        "for the development of Paul Reed only",
        "About 6 minutes.",
        f"Please answer by {date_format(last_day())}.",
        "only when at least 3 have answered",
        "see whether you have answered, and not what",
        "I take part of my own free will",
    ):
        assert words in page
    assert "Rate each statement twice" not in page


def test_tells_the_line_manager_that_their_ratings_may_be_shown(client, colleagues, colleague_link):
    colleagues.relationship = "manager"
    colleagues.save()
    assert "may be shown your ratings as yours" in text(client.get(colleague_link))


def test_tells_whether_administrators_see_the_report(client, link, colleague_link, open_round):
    assert "whether you have answered, and not what" in text(client.get(link))
    open_round.administrators_see_reports = True
    open_round.save()
    assert "they can read your report" in text(client.get(link))
    assert "they can read the report on Paul Reed" in text(client.get(colleague_link))
    assert "and not what" not in text(client.get(link))


def test_tells_of_decisions_when_the_round_is_for_them(client, link, open_round):
    open_round.programme.purpose = "decisions"
    open_round.programme.save()
    assert "used for decisions about you" in text(client.get(link))


def test_opening_a_link_starts_nothing(client, link, own):
    client.get(link)
    own.refresh_from_db()
    assert own.started_at is None
    assert not SavedResponse.objects.exists()


@pytest.mark.parametrize("end", ["", *ENDS])
def test_stranger_finds_nothing(client, link, end):
    assert client.get(f"/a/not-the-key/{end}").status_code == 404
    assert client.get(f"/a/{AssignmentLink.objects.get().key_sha256}/{end}").status_code == 404


@pytest.mark.parametrize(
    "end", ["start/", "answers/", "seal/", "decline/", "take-part/", "go-on/", "fresh-link/"]
)
def test_stranger_changes_nothing(client, link, end):
    assert client.post(f"/a/not-the-key/{end}").status_code == 404


def test_link_to_a_draft_opens_nothing(client, link, open_round):
    open_round.state = RoundState.DRAFT
    open_round.save()
    assert client.get(link).status_code == 404


def test_starting_keeps_the_consent_the_time_and_the_instrument(client, link, own, instrument):
    begin(client, link)
    own.refresh_from_db()
    assert own.started_at == own.response.started_at
    assert own.response.instrument_sha256 == instrument.sha256
    assert own.response.name == ""
    consent = Consent.objects.get(response=own.response)
    assert "It is for your own development only." in consent.statement
    assert consent.statement.endswith("before I send them.")
    event = AuditEvent.objects.get(action="answering.started")
    assert event.organisation_id == own.person.organisation_id


def test_colleague_rates_the_organisation_only(client, colleague_link, colleagues):
    begin(client, colleague_link)
    page = text(client.get(f"{colleague_link}areas/sl/"))
    assert 'name="SL-1.organisation"' in page
    assert 'name="SL-1.individual"' not in page
    assert "For Paul Reed" in page
    assert save(client, colleague_link, side="individual").status_code == 400
    assert save(client, colleague_link).json() == {"saved": True}
    colleagues.refresh_from_db()
    assert colleagues.response.answers == {"SL-1": {"organisation": 2}}
    assert colleagues.response.name == ""
    assert "1 of 48" not in text(client.get(f"{colleague_link}check/"))
    assert "47 of 48" in text(client.get(f"{colleague_link}check/"))


def test_same_browser_goes_on_where_it_stopped(client, link):
    begin(client, link)
    assert client.get(link)["Location"] == f"{link}areas/sl/"


@pytest.mark.parametrize("end", ENDS)
def test_another_browser_is_shown_nothing_that_was_written(client, elsewhere, link, end):
    begin(client, link)
    assert elsewhere.get(f"{link}{end}")["Location"] == link
    page = text(elsewhere.get(link))
    assert "You began in another browser" in page
    assert "p…@harbour.example" in page
    assert "paul@" not in page


@pytest.mark.parametrize("end", ["start/", "areas/sl/", "seal/", "decline/", "take-part/"])
def test_another_browser_changes_nothing(client, elsewhere, link, own, end):
    begin(client, link)
    save(client, link)
    elsewhere.post(f"{link}{end}", {"SL-1.organisation": "0"})
    own.refresh_from_db()
    assert own.response.answers == {"SL-1": {"organisation": 2}}
    assert (own.done_at, own.declined_at) == (None, None)


def test_another_browser_saves_nothing(client, elsewhere, link, own):
    begin(client, link)
    assert save(elsewhere, link).status_code == 403
    own.refresh_from_db()
    assert own.response.answers == {}


def test_fresh_link_goes_on_in_one_other_browser(client, elsewhere, link, own):
    begin(client, link)
    save(client, link, side="individual", answer="3")
    fresh = f"/a/{issue_link(own, fresh=True)}/"
    assert "Go on here" in text(elsewhere.get(fresh))
    assert elsewhere.get(f"{fresh}areas/sl/").status_code == 302
    elsewhere.post(f"{fresh}go-on/")
    page = text(elsewhere.get(f"{fresh}areas/sl/"))
    assert 'value="3" id="SL-1-individual_3" checked' in page
    third = type(elsewhere)()
    third.post(f"{fresh}go-on/")
    assert "You began in another browser" in text(third.get(fresh))


def test_first_link_cannot_bind_another_browser(client, elsewhere, link):
    begin(client, link)
    elsewhere.post(f"{link}go-on/")
    assert "You began in another browser" in text(elsewhere.get(link))


def test_ended_link_says_so_and_opens_nothing(client, elsewhere, link, own):
    begin(client, link)
    fresh = f"/a/{issue_link(own, fresh=True)}/"
    AssignmentLink.objects.filter(is_fresh=True).update(
        expires_at=timezone.now() - timedelta(minutes=1)
    )
    assert "This link has ended" in text(elsewhere.get(fresh))
    elsewhere.post(f"{fresh}go-on/")
    assert "This link has ended" in text(elsewhere.get(fresh))


def test_asking_for_a_fresh_link_asks_once_in_five_minutes(
    client, elsewhere, link, own, monkeypatch
):
    asked = []
    monkeypatch.setattr(services, "enqueue", lambda job, *args: asked.append((job.__name__, args)))
    begin(client, link)
    for _ in range(3):
        assert "on its way" in text(elsewhere.post(f"{link}fresh-link/"))
    assert asked == [("send_fresh_link", (own.pk,))]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"round.state": "closed"}, "This round is closed"),
        ({"round.state": "released"}, "This round is closed"),
        ({"withdrawn_at": timezone.now()}, "These questions are no longer asked"),
    ],
)
def test_end_of_the_round_is_told_and_takes_no_answer(client, link, own, change, words):
    begin(client, link)
    for name, value in change.items():
        target = own.assessment.round if name.startswith("round.") else own.assessment
        setattr(target, name.removeprefix("round."), value)
        target.save()
    assert words in text(client.get(link))
    assert save(client, link).status_code == 409
    client.post(f"{link}areas/sl/", {"SL-1.organisation": "0"})
    client.post(f"{link}seal/")
    own.refresh_from_db()
    assert own.response.answers == {}
    assert own.done_at is None


def test_declining_deletes_what_was_answered_and_can_be_taken_back(client, link, own):
    begin(client, link)
    save(client, link)
    assert "will be deleted" in text(client.get(f"{link}decline/"))
    client.post(f"{link}decline/")
    own.refresh_from_db()
    assert own.declined_at
    assert own.response is None
    assert not SavedResponse.objects.exists()
    assert "You said no" in text(client.get(link))
    client.post(f"{link}take-part/")
    assert "Before you start" in text(client.get(link))


def test_sending_closes_the_answers_and_thanks(client, colleague_link, colleagues):
    begin(client, colleague_link)
    save(client, colleague_link)
    client.post(f"{colleague_link}seal/")
    colleagues.refresh_from_db()
    assert colleagues.done_at
    assert colleagues.response.sealed_at
    page = text(client.get(colleague_link))
    assert "Thank you" in page
    assert "nothing to sign up for" in page
    assert save(client, colleague_link, answer="0").status_code == 409
    colleagues.refresh_from_db()
    assert colleagues.response.answers == {"SL-1": {"organisation": 2}}
    assert AuditEvent.objects.filter(action="answering.finished").count() == 1


def test_sending_twice_changes_nothing(client, link, own):
    begin(client, link)
    client.post(f"{link}seal/")
    own.refresh_from_db()
    first = own.done_at
    client.post(f"{link}seal/")
    services.finish_answering(assignment_id=own.pk)
    own.refresh_from_db()
    assert own.done_at == first


def test_report_is_asked_for_at_once_when_the_round_says_so(client, link, own, monkeypatch):
    own.assessment.round.release_at_once = True
    own.assessment.round.save()
    asked = []
    monkeypatch.setattr(services, "_ask_for_report", asked.append)
    begin(client, link)
    client.post(f"{link}seal/")
    assert asked == [own.assessment_id]


def test_two_browsers_that_start_at_once_make_one_response(client, elsewhere, link):
    elsewhere.get(link)
    begin(client, link)
    begin(elsewhere, link)
    assert SavedResponse.objects.count() == 1
    assert "You began in another browser" in text(elsewhere.get(link))


@pytest.mark.parametrize("end", ["start/", "answers/", "seal/", "decline/", "fresh-link/"])
def test_every_post_needs_a_token(strict_client, link, end):
    assert strict_client.post(f"{link}{end}").status_code == 403


def test_no_page_is_kept_by_a_cache(client, link):
    assert "no-store" in client.get(link)["Cache-Control"]
