"""360 feedback in a real browser: every screen fits and passes axe, and comments are saved."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from stature.web.accounts.models import Role, User
from stature.web.programmes import services
from stature.web.programmes.links import issue_approval_link, issue_link, issue_report_link
from stature.web.programmes.models import Assessment, Assignment, Purpose, ReportLink, Round
from stature.web.reports.models import ReleasedGroupReport
from stature.web.reports.services import ask_for_group_reports, release_round, share_report
from tests.e2e.conftest import DESK, PHONE
from tests.e2e.test_site_accessibility import context, faults, keep_screenshot, sign_in_as
from tests.web.conftest import feedback_round, member, participant, person
from tests.web.reports.rated_leaders import closed, rated_leader

__all__ = ["context", "participant"]


@pytest.fixture
def feedback(organisation, administrator, participant, do_jobs) -> Round:
    """An open round of 360 feedback in which a leader has two raters."""
    programme = services.create_programme(
        organisation=organisation,
        template="360-feedback",
        title="Leaders 2027",
        purpose=Purpose.DEVELOPMENT,
        by=administrator,
    )
    round_ = programme.rounds.get()
    paul = participant.people.get()
    paul.manager = person(organisation, "Mona")
    paul.save()
    services.add_participants(round=round_, people=[paul], by=administrator)
    ratings = [
        (paul.pk, person(organisation, name).pk, group)
        for name, group in (("Cora", "peer"), ("Dev", "customer"))
    ]
    services.add_raters(round=round_, ratings=ratings, by=administrator)
    services.open_round(round=round_, by=administrator)
    do_jobs()
    return Round.objects.get(pk=round_.pk)


@pytest.fixture
def draft(organisation, administrator) -> Round:
    """A draft of 360 feedback."""
    programme = services.create_programme(
        organisation=organisation,
        template="360-feedback",
        title="Leaders 2028",
        purpose=Purpose.DEVELOPMENT,
        by=administrator,
    )
    return programme.rounds.get()


@pytest.fixture
def released(organisation, administrator, do_jobs) -> Round:
    """A released round of six leaders with a facilitator, a group report, and one rating left out:
    the first leader rated as peer.
    """
    found = feedback_round(organisation)
    found.facilitator = administrator
    found.save()
    points = ((2, 3, 4, 4), (3, 4, 4, 5), (2, 2, 3, 4))
    leaders = [
        rated_leader(
            found, f"Leader{number}", points[number % 3], unit="Front desk" if number else ""
        )
        for number in range(6)
    ]
    leaders[0].assignments.filter(relationship="self").update(relationship="peer")
    closed(found)
    release_round(round=Round.objects.get(pk=found.pk), by=administrator)
    do_jobs()
    ask_for_group_reports(round=Round.objects.get(pk=found.pk), by=administrator)
    do_jobs()
    return Round.objects.get(pk=found.pk)


def link_of(round: Round, first_name: str) -> str:
    asked = Assignment.objects.get(assessment__round=round, person__first_name=first_name)
    return f"/a/{issue_link(asked)}/"


def leaders_screens(page: Page, round: Round) -> Iterator[str]:
    """The leader names raters."""
    own = link_of(round, "Paul")
    page.goto(own)
    yield "feedback intro, leader"
    page.goto(f"{own}raters/")
    yield "raters"
    page.get_by_label("E-mail").fill("p1@else.example")
    page.locator("select[name=relationship], input[name=relationship]").first.wait_for()
    yield "raters, adding"


def raters_screens(page: Page, round: Round) -> Iterator[str]:
    """A rater answers the first page and writes a comment."""
    link = link_of(round, "Cora")
    page.goto(link)
    yield "feedback intro, rater"
    page.get_by_role("button", name="I agree. Start").click()
    page.locator("input[type=radio]").first.check()
    page.get_by_text("Saved", exact=True).wait_for()
    yield "feedback page"
    page.goto(f"{link}check/")
    yield "feedback check"
    page.goto(f"{link}leaders/")
    yield "leaders to rate"


def administrators_screens(page: Page, round: Round, administrator: User) -> Iterator[str]:
    """The administrator looks at the round and at one leader's raters."""
    sign_in_as(page.context, administrator)
    home = f"/o/{round.programme.organisation.slug}/rounds/{round.pk}/"
    page.goto(home)
    yield "feedback round"
    page.goto(f"{home}participants/{round.assessments.get().pk}/")
    yield "feedback participant"


def set_up_screens(page: Page, draft: Round, administrator: User) -> Iterator[str]:
    """The administrator chooses what is asked, and names a facilitator."""
    page.goto("/sign-in/login/")
    sign_in_as(page.context, administrator)
    home = f"/o/{draft.programme.organisation.slug}/rounds/{draft.pk}/set-up/"
    for step in ("questionnaire", "plan", "check"):
        page.goto(f"{home}{step}/")
        yield f"feedback set-up {step}"


def managers_screens(page: Page, round: Round) -> Iterator[str]:
    """A line manager signs in and finds a list of raters that waits."""
    leader = round.assessments.get()
    leads = leader.participant.manager
    leads.user = member(leads.organisation, leads.email, Role.LINE_MANAGER)
    leads.save()
    sign_in_as(page.context, leads.user)
    page.goto("/my/team/")
    yield "my team, nothing yet"
    page.goto("/my/reports/")
    yield "manager without a report"
    services.nominate(assessment=leader, email="ed@customers.example", relationship="customer")
    services.send_nominations(assessment=leader)
    page.goto("/my/")
    yield "my assessments, a list waits"
    page.get_by_role("link", name="My team").click()
    yield "my team, a list waits"
    page.get_by_role("link", name="Who gives feedback to Paul Reed").click()
    yield "list to approve, signed in"


def waiting_screens(page: Page, round: Round, administrator: User) -> Iterator[str]:
    """A list waits, with somebody who rates the most already and another line manager."""
    leader, organisation = round.assessments.get(), round.programme.organisation
    Round.objects.filter(pk=round.pk).update(rater_load=1)
    services.nominate(
        assessment=leader,
        email="rob.with.a.long.name@customers.example",
        first_name="Robert",
        last_name="Featherstonehaugh",
        relationship="manager",
    )
    services.nominate(assessment=leader, email="full@harbour.example", relationship="peer")
    services.send_nominations(assessment=leader)
    second = services.add_participant(round=round, person=person(organisation, "Noor"))
    services.add_rater(assessment=second, person=person(organisation, "Full"), relationship="peer")
    page.goto(f"{link_of(round, 'Paul')}raters/")
    yield "raters, list sent"
    page.goto(f"/raters/{issue_approval_link(leader, leader.participant.manager)}/")
    yield "list to approve"
    page.get_by_role("button", name="Approve the list").click()
    yield "list that cannot be approved"
    sign_in_as(page.context, administrator)
    home = f"/o/{organisation.slug}/rounds/{round.pk}/"
    page.goto(home)
    yield "round, what needs you"
    page.goto(f"{home}participants/{leader.pk}/")
    yield "participant, list waits"
    page.goto(f"{home}participants/add/")
    yield "add participants"


def rater_leaves_screens(page: Page, round: Round) -> Iterator[str]:
    """A rater sends the answers on one leader, goes on with the next, and is then replaced."""
    leader, organisation = round.assessments.get(), round.programme.organisation
    cora = Assignment.objects.get(person__first_name="Cora").person
    second = services.add_participant(round=round, person=person(organisation, "Noor"))
    next_one = services.add_rater(assessment=second, person=cora, relationship="peer")
    link = link_of(round, "Dev")
    services.replace_rater(
        assignment=Assignment.objects.get(person__first_name="Dev"),
        person=person(organisation, "Eve"),
    )
    page.goto(link)
    yield "no longer asked"
    asked = Assignment.objects.get(person=cora, assessment=leader)
    page.goto(f"/a/{issue_link(asked)}/")
    page.get_by_role("button", name="I agree. Start").click()
    page.goto(page.url.partition("areas/")[0] + "check/")
    page.get_by_role("button", name="Send").first.click()
    yield "thanks, next leader"
    page.get_by_role("button", name="Go on with Noor Stone").click()
    assert str(next_one.assessment.participant) in page.title()
    yield "feedback intro, next leader"


def shared_screens(page: Page, round: Round) -> Iterator[str]:
    """A line manager without an account reads a report by a link, which then ends."""
    leader = Assessment.objects.filter(round=round).last()
    leader.participant.manager = person(round.programme.organisation, "Mona")
    leader.participant.save()
    share_report(assessment=leader)
    address = f"/shared/{issue_report_link(leader, leader.participant.manager)}/"
    page.goto(address)
    yield "shared report"
    ReportLink.objects.update(expires_at="2026-01-01T00:00:00Z")
    page.goto(address)
    yield "shared report, link ended"
    page.get_by_role("button", name="Send me a fresh link").click()
    yield "shared report, link sent"


def released_screens(page: Page, round: Round) -> Iterator[str]:
    """What the administrator, who is also the facilitator, reads after the release."""
    home = f"/o/{round.programme.organisation.slug}/"
    page.goto(f"{home}rounds/{round.pk}/release/")
    yield "feedback release"
    page.goto(f"{home}rounds/{round.pk}/group-reports/")
    yield "group reports"
    page.goto(f"{home}rounds/{round.pk}/group-reports/{ReleasedGroupReport.objects.first().pk}/")
    yield "group report"
    page.goto(f"{home}talks/")
    yield "talks"
    leader = Assessment.objects.filter(round=round).last()
    page.goto(f"{home}talks/{leader.pk}/")
    yield "facilitators pack"
    own = Assignment.objects.get(assessment=leader, relationship="self")
    page.goto(f"/a/{issue_link(own, fresh=True)}/report/")
    yield "feedback own report"
    page.goto(f"/a/{issue_link(own, fresh=True)}/report/facilitator/")
    yield "feedback own pack"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_screen_of_set_up_and_release_passes_axe_and_fits(
    context, draft, released, administrator, size
):
    page = context.new_page()
    page.set_viewport_size(size)
    found: dict[str, list[str]] = {}
    for screens in (
        set_up_screens(page, draft, administrator),
        released_screens(page, released),
        shared_screens(page, released),
    ):
        for screen in screens:
            keep_screenshot(page, screen, size)
            if wrong := list(faults(page, size)):
                found[screen] = wrong
    assert found == {}


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_feedback_screen_passes_axe_and_fits(context, feedback, administrator, size):
    page = context.new_page()
    page.set_viewport_size(size)
    found: dict[str, list[str]] = {}
    for screens in (
        leaders_screens(page, feedback),
        raters_screens(page, feedback),
        administrators_screens(page, feedback, administrator),
        managers_screens(page, feedback),
    ):
        for screen in screens:
            keep_screenshot(page, screen, size)
            if wrong := list(faults(page, size)):
                found[screen] = wrong
    assert found == {}


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("screens_of", ["waiting", "leaving"])
def test_screens_of_lists_that_wait_and_raters_who_leave_pass_axe_and_fit(
    context, feedback, administrator, size, screens_of
):
    page = context.new_page()
    page.set_viewport_size(size)
    screens = (
        waiting_screens(page, feedback, administrator)
        if screens_of == "waiting"
        else rater_leaves_screens(page, feedback)
    )
    found: dict[str, list[str]] = {}
    for screen in screens:
        keep_screenshot(page, screen, size)
        if wrong := list(faults(page, size)):
            found[screen] = wrong
    assert found == {}


def test_comment_is_saved_when_its_writer_goes_on(context, feedback):
    page = context.new_page()
    link = link_of(feedback, "Dev")
    page.goto(link)
    page.get_by_role("button", name="I agree. Start").click()
    page.goto(f"{link}areas/comments/")
    page.locator("textarea").first.fill("Keep calling customers back.")
    page.locator("h1").click()
    page.get_by_text("Saved", exact=True).wait_for()
    dev = Assignment.objects.get(person__first_name="Dev")
    assert "Keep calling customers back." in str(dev.response.answers)
