"""What the demo is filled with, and when nothing is."""

from __future__ import annotations

import pytest
from django.db.models import Count
from django_q.models import OrmQ

from stature.core.scoring.feedback.norms import MADE_UP
from stature.packs.made_up_feedback import NAME
from stature.web.accounts.models import Organisation, User
from stature.web.accounts.services import create_organisation
from stature.web.demo.asking import NotADemoError, ask_for_filling
from stature.web.demo.cast import EVERYBODY, LEADER, RATERS_OF_LEADER
from stature.web.demo.filling import fill
from stature.web.demo.models import Demo, MadeUpMember, Seat
from stature.web.norms.models import NormVersion
from stature.web.people.models import Person
from stature.web.programmes.models import Assessment, Assignment, Nomination, Round, RoundState
from stature.web.reports.models import ReleasedReport


def first_round() -> Round:
    return Round.objects.get(state=RoundState.RELEASED)


def second_round() -> Round:
    return Round.objects.get(state=RoundState.OPEN)


def report(version: int) -> str:
    """What a version of the made-up leader's report says, its lines joined."""
    kept = ReleasedReport.objects.get(assessment__round=first_round(), version=version)
    return " ".join(kept.plain_text.split())


def test_demo_is_one_organisation_of_made_up_people(demo):
    assert Organisation.objects.get().name == "Harbour Lane Housing"
    assert {each.email for each in Person.objects.all()} == {each.email for each in EVERYBODY}
    assert all(each.email.endswith(".example") for each in EVERYBODY)


def test_leader_is_the_one_whose_ratings_are_made_up():
    assert LEADER.name == NAME
    assert len(set(RATERS_OF_LEADER)) == 12


def test_each_role_has_one_person_without_a_password(demo):
    assert {each.seat for each in MadeUpMember.objects.all()} == set(Seat.values)
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_twelve_raters_of_five_groups_answered_about_the_leader(demo):
    others = Assignment.objects.filter(assessment__round=first_round(), done_at__isnull=False)
    others = others.exclude(relationship="self")
    groups = others.values("relationship").annotate(n=Count("pk")).order_by()
    assert {row["relationship"]: row["n"] for row in groups} == {
        "manager": 1,
        "peer": 3,
        "direct-report": 4,
        "customer": 3,
        "other": 1,
    }


def test_everybody_of_the_first_round_was_invited(demo):
    asked = Assignment.objects.filter(assessment__round=first_round())
    assert asked.filter(invited_at=None).count() == 0


def test_report_is_released_first_without_the_late_answer(demo):
    assert "11 people from five groups answered about you." in report(1)
    assert "Direct reports: People 3, In this report Shown as a group." in report(1)


def test_second_report_says_how_the_late_answer_and_the_small_group_were_handled(demo):
    assert "12 people from five groups answered about you." in report(2)
    assert (
        "Direct reports: People 4, In this report Shown as a group with 3 people. The rest waits"
        in report(2)
    )
    assert "Others: People 1," in report(2)
    assert "Others: People 1, In this report Shown" not in report(2)


def test_leader_is_compared_with_a_role_and_the_facilitator_has_a_pack(demo):
    facilitator = MadeUpMember.objects.get(seat=Seat.FACILITATOR).user
    assert first_round().facilitator == facilitator
    assert first_round().role_profile
    assert "Beside a role: Customer service director" in report(2)


def test_report_is_laid_beside_norms_that_say_that_they_are_made_up(demo):
    assert MADE_UP in report(2)
    assert NormVersion.objects.get(is_used=True).made_up


def test_late_answer_changes_no_figure(demo):
    first, second = ReleasedReport.objects.order_by("version").values_list("scores", flat=True)
    assert first["figures"] == second["figures"]


def test_open_round_has_something_left_for_each_role(demo):
    assert Assessment.objects.filter(round=second_round()).count() == 4
    left = Assignment.objects.filter(assessment__round=second_round(), started_at=None)
    seats = set(left.values_list("person__user__made_up_member__seat", flat=True))
    assert {"rater", "line-manager", "participant"} <= seats
    proposed = Nomination.objects.filter(assessment__participant__email=LEADER.email)
    assert not proposed.exclude(relationship="manager").exists()
    assert Assessment.objects.filter(raters_sent_at__isnull=False).exists()


def test_filling_again_changes_nothing(demo):
    def counts() -> list[int]:
        kinds = (Organisation, User, Person, Round, Assignment, ReleasedReport, OrmQ)
        return [kind.objects.count() for kind in kinds]

    before = counts()
    ask_for_filling()
    fill()
    assert counts() == before


def test_filling_goes_on_where_it_was_cut_off(demo):
    Demo.objects.update(finished_at=None)
    ReleasedReport.objects.filter(version=2).delete()
    fill()
    assert Demo.objects.get().is_finished
    assert ReleasedReport.objects.filter(assessment__round=first_round()).exists()
    assert Organisation.objects.count() == 1


def test_nothing_more_is_made_once_a_real_organisation_is_there(demo):
    create_organisation(name="Northern Rail", administrator_email="olga@northern.example")
    with pytest.raises(NotADemoError):
        ask_for_filling()


def test_release_page_says_that_a_late_answer_is_what_is_new(demo):
    kept = ReleasedReport.objects.get(assessment__round=first_round(), version=2)
    assert kept.changed == ["late-answers"]
