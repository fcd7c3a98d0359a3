"""A whole round on an organisation's own framework: answers, reports, pack, group report."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from stature.web.accounts.models import Role
from stature.web.frameworks.models import OrganisationFramework
from stature.web.frameworks.services import archive_framework
from stature.web.norms.selectors import norms_for
from stature.web.programmes import services as programmes
from stature.web.programmes.findings import what_is_missing
from stature.web.programmes.links import issue_link
from stature.web.programmes.models import Assignment, Round
from stature.web.reports.models import FacilitatorPack, ReleasedGroupReport, ReleasedReport
from stature.web.reports.services import ask_for_group_reports, make_group_reports
from stature.web.responses.selectors import published_feedback
from tests.own_frameworks import zipped_pack
from tests.web.conftest import member, person
from tests.web.frameworks.own import kept
from tests.web.reports.rated_leaders import closed, rated_leader, released

POINTS = ((2, 3, 4, 4), (3, 4, 4, 5), (2, 2, 3, 4))


@pytest.fixture
def own(organisation) -> OrganisationFramework:
    """A framework that the organisation brought, with a role to compare with."""
    return kept(organisation)


@pytest.fixture
def round_(organisation, own) -> Round:
    """An open round on it, with a facilitator; Zoe has not answered yet."""
    programme = programmes.create_programme(
        organisation=organisation, template="360-feedback", title="Teams", purpose="development"
    )
    draft = programmes.change_questionnaire(
        round=programme.rounds.get(),
        pack=own.pack_id,
        items_per_competency=8,
        role_profile="team-leader",
    )
    draft.facilitator = member(organisation, "clara@harbour.example", Role.CONSULTANT)
    draft.save()
    programmes.add_participant(round=draft, person=person(organisation, "Zoe"))
    return programmes.open_round(round=draft)


@pytest.fixture
def questions(round_) -> Callable[[], str]:
    """Reads the first page of questions that Zoe was given, each time anew."""
    own = Assignment.objects.get(person__first_name="Zoe", assessment__round=round_)
    browser, link = Client(), f"/a/{issue_link(own)}/"
    browser.post(f"{link}start/")
    first = browser.get(link).url
    return lambda: browser.get(first).content.decode()


def test_every_report_of_the_round_is_made(round_):
    for number in range(6):
        rated_leader(round_, f"Leader{number}", POINTS[number % 3])
    closed(round_)
    released(round_)
    report = ReleasedReport.objects.get(assessment__participant__first_name="Leader1")
    assert "Serving T1" in report.html
    assert "Team leader" in report.plain_text
    assert "guests" in report.plain_text
    assert "Customer orientation" not in report.plain_text
    assert bytes(report.pdf[:5]) == b"%PDF-"
    pack = FacilitatorPack.objects.get(report=report)
    assert "Serving T1" in pack.html
    assert bytes(pack.pdf[:5]) == b"%PDF-"
    release = ask_for_group_reports(round=Round.objects.get(pk=round_.pk))
    make_group_reports(release.pk)
    together = ReleasedGroupReport.objects.get()
    assert "Serving T1" in together.html
    assert bytes(together.pdf[:5]) == b"%PDF-"
    assert norms_for(round_) is None


def test_framework_that_changes_in_mid_round_changes_nothing(organisation, own, round_, questions):
    assert "I ask a guest what went well." in questions()
    new = zipped_pack(version="2.0.0", customer_word={"singular": "client", "plural": "clients"})
    kept(organisation, new)
    archive_framework(framework=own)
    after = Round.objects.get(pk=round_.pk)
    assert after.instrument_sha256 == round_.instrument_sha256
    assert "I ask a guest what went well." in questions()
    rated_leader(after, "Leader1")
    shut = closed(after)
    programmes.reopen_round(round=shut, closes_on=timezone.localdate())
    assert len(published_feedback(after.instrument_sha256).items) == 24
    closed(Round.objects.get(pk=round_.pk))
    released(round_)
    report = ReleasedReport.objects.get(assessment__participant__first_name="Leader1")
    assert "guests" in report.plain_text
    assert "Team leader" in report.plain_text


def test_next_round_needs_another_version_once_this_one_is_archived(own, round_):
    archive_framework(framework=own)
    following = programmes.start_next_round(programme=round_.programme)
    said = [str(each.sentence) for each in what_is_missing(following)]
    assert "The framework is no longer here. Choose another." in said
    archive_framework(framework=own, is_archived=False)
    said = [str(each.sentence) for each in what_is_missing(following)]
    assert "The framework is no longer here. Choose another." not in said
