"""Reports on leaders together: five or more, without names, and never two that tell of a few."""

from __future__ import annotations

import pytest
from django.test import Client

from stature.web.accounts.models import Role
from stature.web.audit.models import AuditEvent
from stature.web.programmes.errors import RoundStateError
from stature.web.programmes.links import issue_link
from stature.web.programmes.models import Assessment, Round
from stature.web.reports.feedback.auditing import audit_group_releases
from stature.web.reports.feedback.group import make_group
from stature.web.reports.feedback.group_basis import Basis, leaders_of
from stature.web.reports.models import GroupOutcome, GroupRelease, ReleasedGroupReport
from stature.web.reports.services import ask_for_group_reports, make_group_reports
from tests.web.conftest import client_of, feedback_round, member
from tests.web.reports.rated_leaders import change_answers, closed, rated_leader, released

NAMES = ("Ann", "Bob", "Cyd", "Dot", "Eve", "Fay", "Gus", "Hal", "Ida", "Jon")
POINTS = ((2, 3, 4, 4), (3, 4, 4, 5), (2, 2, 3, 4), (3, 3, 3, 4))


@pytest.fixture
def round_(organisation) -> Round:
    return feedback_round(organisation)


@pytest.fixture
def leaders(round_) -> list[Assessment]:
    """Ten leaders, all of one team but the last, with released feedback."""
    found = [
        rated_leader(round_, name, POINTS[place % 4], unit="North" if name != "Jon" else "")
        for place, name in enumerate(NAMES)
    ]
    closed(round_)
    released(round_)
    return found


def asked(round_: Round) -> GroupRelease:
    """Ask for group reports, and let the job run."""
    release = ask_for_group_reports(round=Round.objects.get(pk=round_.pk))
    make_group_reports(release.pk)
    return GroupRelease.objects.get(pk=release.pk)


def again(round_: Round, leaders: list[Assessment], points: int = 5) -> GroupRelease:
    """Release some leaders anew with other answers, and ask for group reports again."""
    for leader in leaders:
        change_answers(leader, points)
    released(round_)
    return asked(round_)


def home(round_: Round, rest: str = "") -> str:
    return f"/o/harbour/rounds/{round_.pk}/group-reports/{rest}"


def test_group_report_names_nobody_and_holds_the_means(round_, leaders):
    assert asked(round_).outcome == GroupOutcome.MADE
    everybody = ReleasedGroupReport.objects.get(selection=str(round_))
    assert "10 leaders together" in everybody.html
    assert "Customer orientation" in everybody.html
    assert "Stone" not in everybody.html
    assert "ICC" in everybody.html
    assert everybody.pdf[:5] == b"%PDF-"


def test_team_that_would_tell_one_leader_apart_gets_none(round_, leaders):
    asked(round_)
    assert list(ReleasedGroupReport.objects.values_list("selection", flat=True)) == [str(round_)]
    assert "North" in ReleasedGroupReport.objects.get().html


def test_team_of_five_beside_five_others_gets_one(round_, leaders):
    for leader in leaders[5:]:
        leader.participant.unit = "South"
        leader.participant.save()
    asked(round_)
    names = set(ReleasedGroupReport.objects.values_list("selection", flat=True))
    assert names == {str(round_), "North", "South"}


def test_fewer_than_five_leaders_get_none(round_):
    for name in NAMES[:4]:
        rated_leader(round_, name)
    closed(round_)
    released(round_)
    assert asked(round_).outcome == GroupOutcome.TOO_FEW
    assert not ReleasedGroupReport.objects.exists()


def test_nothing_new_makes_no_second_report(round_, leaders):
    asked(round_)
    assert asked(round_).outcome == GroupOutcome.UNCHANGED
    assert GroupRelease.objects.filter(outcome=GroupOutcome.MADE).count() == 1


def test_second_report_waits_while_fewer_than_five_leaders_are_new(round_, leaders):
    first = asked(round_)
    assert again(round_, leaders[:4]).outcome == GroupOutcome.HELD_BACK
    assert set(ReleasedGroupReport.objects.values_list("release", flat=True)) == {first.pk}


def test_second_report_is_made_when_five_leaders_are_new(round_, leaders):
    asked(round_)
    assert again(round_, leaders[:5]).outcome == GroupOutcome.MADE
    second = ReleasedGroupReport.objects.order_by("pk").last()
    assert "ICC" not in second.html


def test_third_report_is_held_against_the_first_and_the_second(round_, leaders):
    asked(round_)
    assert again(round_, leaders[:5]).outcome == GroupOutcome.MADE
    assert again(round_, leaders[1:6], points=4).outcome == GroupOutcome.HELD_BACK


def test_leader_who_leaves_is_not_told_by_the_difference(round_, leaders):
    asked(round_)
    Assessment.objects.filter(pk=leaders[0].pk).update(withdrawn_at=leaders[0].created_at)
    assert asked(round_).outcome == GroupOutcome.HELD_BACK


def test_job_that_runs_twice_makes_one_report(round_, leaders):
    release = asked(round_)
    make_group_reports(release.pk)
    assert ReleasedGroupReport.objects.filter(release=release).count() == 1


def test_group_report_needs_released_reports(round_):
    with pytest.raises(RoundStateError):
        ask_for_group_reports(round=closed(round_))


def test_pages_show_the_report_and_say_why_one_waits(
    administration, administrator, round_, leaders
):
    page = administration.get(home(round_)).content.decode()
    assert "There is no group report yet." in page
    administration.post(home(round_))
    make_group_reports(GroupRelease.objects.get().pk)
    shown = ReleasedGroupReport.objects.get()
    assert str(round_) in administration.get(home(round_)).content.decode()
    page = administration.get(home(round_, f"{shown.pk}/")).content.decode()
    assert "10 leaders together" in page
    pdf = administration.get(home(round_, f"{shown.pk}/report.pdf"))
    assert pdf.content[:5] == b"%PDF-"
    seen = AuditEvent.objects.filter(action="reports.group-seen", actor_id=administrator.pk)
    assert seen.count() == 2
    again(round_, leaders[:1])
    waits = administration.get(home(round_)).content.decode()
    assert "It waits. Beside the last one" in waits


def test_group_report_is_for_administrators_of_its_organisation(
    organisation, outsider, round_, leaders
):
    asked(round_)
    shown = ReleasedGroupReport.objects.get()
    executive = client_of(member(organisation, "eva@harbour.example", Role.EXECUTIVE))
    for rest in ("", f"{shown.pk}/", f"{shown.pk}/report.pdf"):
        assert executive.get(home(round_, rest)).status_code == 403
        assert client_of(outsider).get(home(round_, rest)).status_code == 404


def test_group_report_of_one_round_is_not_found_in_another(administration, organisation, leaders):
    asked(leaders[0].round)
    shown, other = ReleasedGroupReport.objects.get(), feedback_round(organisation)
    assert administration.get(home(other, f"{shown.pk}/")).status_code == 404


def test_everybody_is_told_of_group_reports_before_they_answer(administration, round_):
    leader = rated_leader(round_, "Ann", (3,))
    leader.assignments.update(response=None, started_at=None, done_at=None)
    for each in leader.assignments.all():
        page = Client().get(f"/a/{issue_link(each)}/").content.decode()
        assert "averages over five leaders or more" in page


def test_leader_who_left_still_counts_when_five_others_are_new(round_, leaders):
    asked(round_)
    Assessment.objects.filter(pk=leaders[9].pk).update(withdrawn_at=leaders[9].created_at)
    assert again(round_, leaders[:5]).outcome == GroupOutcome.MADE
    told = newest_basis(round_).told
    assert f"{leaders[9].pk}#1" in told.made_of()[str(round_), "self: T1"]


def test_figure_that_a_new_version_repeats_is_the_same(round_, leaders):
    """Others' answers changed, those of the leaders themselves did not."""
    asked(round_)
    change_answers(leaders[0], 5)
    released(round_)
    known = leaders_of(round_).known["self: T1"]
    assert leaders_of(round_).versions[str(leaders[0].pk)] == 2
    assert f"{leaders[0].pk}#1" in known.now


def test_what_was_told_names_nobody_and_comes_back(round_, leaders):
    asked(round_)
    document = GroupRelease.objects.get().basis
    assert "Stone" not in str(document)
    assert Basis.of_document(document).document() == document


def test_basis_of_an_earlier_form_makes_no_report(round_, leaders):
    asked(round_)
    GroupRelease.objects.update(basis={"parts": [], "shown": {}, "known": {}, "inputs": ""})
    assert again(round_, leaders[:5]).outcome == GroupOutcome.FAILED


def test_adversary_finds_no_leader_in_all_group_reports_together(round_, leaders):
    assert audit_group_releases(round_) is None
    asked(round_)
    assert again(round_, leaders[:5]).outcome == GroupOutcome.MADE
    found = audit_group_releases(round_, exact=True)
    assert found is not None
    assert (found.reports, found.leaders) == (2, 10)
    assert found.verdict.safe
    assert found.verdict.asked > 100


def test_adversary_finds_the_leader_whom_two_reports_without_control_tell(round_, leaders):
    asked(round_)
    Assessment.objects.filter(pk=leaders[0].pk).update(withdrawn_at=leaders[0].created_at)
    uncontrolled = make_group(Round.objects.get(pk=round_.pk), [])
    GroupRelease.objects.create(
        round=round_, number=2, outcome=GroupOutcome.MADE, basis=uncontrolled.basis.document()
    )
    found = audit_group_releases(round_)
    assert {each.kind for each in found.verdict.disclosures} >= {"subtraction"}


def newest_basis(round_: Round) -> Basis:
    return Basis.of_document(
        GroupRelease.objects.filter(round=round_, outcome=GroupOutcome.MADE).first().basis
    )


def test_page_says_how_many_leaders_are_there_before_it_offers_a_report(administration, round_):
    rated_leader(round_, "Ann")
    closed(round_)
    released(round_)
    page = administration.get(home(round_)).content.decode()
    assert "1 leader of this round has a report. A group report needs five." in page
    assert "Make the group report" not in page
