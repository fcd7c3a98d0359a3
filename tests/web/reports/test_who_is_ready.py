"""The page of reports says of each leader why there is none, or why little can be shown."""

from __future__ import annotations

import pytest

from stature.web.programmes import services as programmes
from stature.web.programmes.models import Assessment, Round
from tests.web.conftest import feedback_round, person
from tests.web.reports.conftest import release_page
from tests.web.reports.rated_leaders import closed, rate


@pytest.fixture
def round_(organisation) -> Round:
    return feedback_round(organisation)


@pytest.fixture
def leader(round_, organisation) -> Assessment:
    return programmes.add_participant(round=round_, person=person(organisation, "Ann"))


def reports_of(administration, round_) -> str:
    return administration.get(release_page(round_)).content.decode()


def test_leader_without_a_list(administration, round_, leader):
    assert "Nobody answered: no list of raters was sent" in reports_of(administration, round_)


def test_leader_whose_list_was_never_approved(administration, round_, leader):
    programmes.nominate(assessment=leader, email="cora@c.example", relationship="peer")
    programmes.send_nominations(assessment=leader)
    closed(round_)
    page = reports_of(administration, round_)
    assert "Nobody answered: the list of raters was not approved" in page
    assert "Did not start" not in page


def test_leader_about_whom_nobody_answered(administration, round_, leader, organisation):
    rater = person(organisation, "Bob")
    programmes.add_rater(assessment=leader, person=rater, relationship="peer")
    assert "Nobody answered<" in reports_of(administration, round_)


def test_leader_with_one_answer_is_ready_and_nothing_of_raters_can_be_shown(
    administration, round_, leader, organisation
):
    rate(leader, leader.participant, "self", 3)
    rate(leader, person(organisation, "Mona"), "manager", 3)
    rate(leader, person(organisation, "Bob"), "peer", 3)
    page = reports_of(administration, round_)
    assert "1 of the raters answered, beside leader and line manager." in page
    for name in ("Cyd", "Dot"):
        rate(leader, person(organisation, name), "peer", 4)
    assert "of the raters answered" not in reports_of(administration, round_)


def test_leader_with_own_answers_only(administration, round_, leader):
    rate(leader, leader.participant, "self", 3)
    assert "No rater answered, beside leader and line manager." in reports_of(
        administration, round_
    )
