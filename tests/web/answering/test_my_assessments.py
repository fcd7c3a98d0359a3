"""My assessments: what somebody who is signed in is asked, and only that."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.formats import date_format

from stature.web.programmes.models import Assessment, Assignment, Relationship, RoundState
from tests.web.answering.conftest import save
from tests.web.conftest import client_of, last_day, person

pytestmark = pytest.mark.django_db
ENDS = ("", "start/", "areas/sl/", "check/", "decline/")
POSTS = ("start/", "areas/sl/", "answers/", "seal/", "decline/", "take-part/")


@pytest.fixture
def paul(participant):
    return client_of(participant)


@pytest.fixture
def place(own) -> str:
    return f"/my/answers/{own.pk}/"


@pytest.fixture
def about_cora(open_round, own, organisation) -> Assignment:
    """Paul is asked about Cora too."""
    cora = Assessment.objects.create(
        round=open_round, participant=person(organisation, "Cora", "Lind")
    )
    return Assignment.objects.create(
        assessment=cora, person=own.person, relationship=Relationship.PEER
    )


def text(reply) -> str:
    return reply.content.decode()


def test_list_shows_the_next_step_on_top(paul, own, about_cora):
    page = text(paul.get("/my/"))
    top, _, rest = page.partition("<table")
    assert "Questions about yourself" in top
    assert "Better service" in top
    assert date_format(last_day(), "j M Y") in top
    assert "Your view for Cora Lind" in rest
    assert "Not started" in rest


def test_what_is_done_goes_below_what_is_open(paul, own, about_cora, place):
    paul.post(f"{place}start/")
    paul.post(f"{place}seal/")
    top, _, rest = text(paul.get("/my/")).partition("<table")
    assert "Your view for Cora Lind" in top
    assert "Done" in rest


def test_sooner_day_comes_first(paul, own, about_cora, open_round):
    sooner = type(open_round).objects.create(
        programme=open_round.programme,
        number=2,
        state=RoundState.OPEN,
        pack=open_round.pack,
        closes_on=last_day() - timedelta(days=1),
    )
    Assessment.objects.filter(pk=about_cora.assessment_id).update(round=sooner)
    top = text(paul.get("/my/")).partition("<table")[0]
    assert "Your view for Cora Lind" in top


def test_empty_list_says_what_will_come(paul):
    assert "You have nothing to answer" in text(paul.get("/my/"))


def test_round_that_is_being_set_up_is_not_listed(paul, own, open_round, place):
    open_round.state = RoundState.DRAFT
    open_round.save()
    assert "You have nothing to answer" in text(paul.get("/my/"))
    assert paul.get(place).status_code == 404


def test_account_goes_on_in_any_browser(paul, own, participant, place):
    assert "Before you start" in text(paul.get(place))
    paul.post(f"{place}start/")
    assert save(paul, place, side="individual", answer="3").json() == {"saved": True}
    other = client_of(participant)
    assert other.get(place)["Location"] == f"{place}areas/sl/"
    assert 'value="3" id="SL-1-individual_3" checked' in text(other.get(f"{place}areas/sl/"))


def test_link_and_account_open_the_same_answers(client, paul, own, link, place):
    paul.post(f"{place}start/")
    assert "You began in another browser" in text(client.get(link))


@pytest.mark.parametrize("end", ENDS)
def test_stranger_is_asked_to_sign_in(client, place, end):
    assert client.get(f"{place}{end}")["Location"].startswith("/sign-in/")


def test_list_asks_strangers_to_sign_in(client):
    assert client.get("/my/")["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("end", ENDS)
def test_nobody_else_opens_it_whatever_their_role(administration, outsider, place, end):
    assert administration.get(f"{place}{end}").status_code == 404
    assert client_of(outsider).get(f"{place}{end}").status_code == 404


@pytest.mark.parametrize("end", POSTS)
def test_nobody_else_changes_it(administration, outsider, own, place, end):
    for client in (administration, client_of(outsider)):
        assert client.post(f"{place}{end}").status_code == 404
    own.refresh_from_db()
    assert (own.response, own.declined_at, own.done_at) == (None, None, None)


def test_answer_after_sending_is_refused(paul, own, place):
    paul.post(f"{place}start/")
    paul.post(f"{place}seal/")
    assert save(paul, place).status_code == 409
