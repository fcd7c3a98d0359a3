"""Administrators get one e-mail when lists of raters wait that no line manager looks at."""

from __future__ import annotations

import pytest

from stature.core.framework.wording import mean_sentence_length, reading_grade
from stature.web.accounts.models import Role, User
from stature.web.invitations import services
from stature.web.invitations.models import ListsLetter
from stature.web.invitations.sending import send_batch
from stature.web.people.models import Person
from stature.web.programmes import services as programmes
from stature.web.programmes.models import Assessment, Round
from tests.web.conftest import feedback_round, member, person
from tests.web.invitations.conftest import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def jobs(monkeypatch) -> None:
    monkeypatch.setattr("stature.web.jobs.services.async_task", lambda *_args, **_more: None)


@pytest.fixture
def round_(organisation, administrator) -> Round:
    return feedback_round(organisation)


def leader(round_: Round, name: str, **fields) -> Assessment:
    someone = person(round_.programme.organisation, name, **fields)
    return programmes.add_participant(round=round_, person=someone)


def send_list(assessment: Assessment) -> None:
    programmes.nominate(assessment=assessment, email="cora@c.example", relationship="customer")
    programmes.send_nominations(assessment=assessment)
    services.ask_for_approval(assessment.pk)


def test_administrator_is_told_where_to_look(round_, mail_server):
    send_list(leader(round_, "Lena"))
    [mail] = mail_server.to("ada@harbour.example")
    assert mail["Subject"] == "Leaders 2027: lists of raters wait for you"
    for kind in ("plain", "html"):
        text = text_of(mail, kind)
        assert "There is no line manager to look at the list" in text
        assert f"https://stature.example/o/harbour/rounds/{round_.pk}/" in text
        assert "Lena" not in text


def test_further_lists_bring_no_further_e_mail_until_the_first_is_done(round_, mail_server):
    first, second = leader(round_, "Lena"), leader(round_, "Noor")
    send_list(first)
    send_list(second)
    services.ask_for_approval(first.pk)  # a job may run twice
    assert len(mail_server.arrived) == 1
    for each in (first, second):
        programmes.approve_nominations(assessment=each)
    send_list(leader(round_, "Omar"))
    assert len(mail_server.arrived) == 2


def test_each_administrator_is_told_and_nobody_else(round_, organisation, mail_server):
    member(organisation, "bea@harbour.example", Role.ADMINISTRATOR)
    member(organisation, "paul@harbour.example", Role.PARTICIPANT)
    User.objects.create_user("olga@northern.example")
    send_list(leader(round_, "Lena"))
    assert {mail["To"] for mail in mail_server.arrived} == {
        "ada@harbour.example",
        "bea@harbour.example",
    }


def test_line_manager_is_asked_and_administrators_are_not(round_, organisation, mail_server):
    send_list(leader(round_, "Lena", manager=person(organisation, "Mona")))
    assert [mail["To"] for mail in mail_server.arrived] == ["mona@harbour.example"]
    assert not ListsLetter.objects.exists()


def test_manager_whom_no_e_mail_reaches_leaves_it_to_administrators(
    round_, organisation, mail_server
):
    mona = person(organisation, "Mona")
    lena = leader(round_, "Lena", manager=mona)
    Person.objects.filter(pk=mona.pk).update(opted_out_at="2026-11-01T00:00:00Z")
    send_list(lena)
    assert [mail["To"] for mail in mail_server.arrived] == ["ada@harbour.example"]


def test_letter_goes_out_once_the_mail_server_is_back(round_, mail_server):
    lena = leader(round_, "Lena")
    mail_server.stop()
    with pytest.raises(OSError, match="refused"):
        send_list(lena)
    mail_server.start()
    services.ask_for_approval(lena.pk)
    assert len(mail_server.arrived) == 1


def test_letter_reads_at_grade_eight_or_below(round_, mail_server):
    send_list(leader(round_, "Lena"))
    lines = text_of(mail_server.arrived[0]).splitlines()
    prose = " ".join(line for line in lines if line.endswith("."))
    assert reading_grade(prose) <= 8
    assert mean_sentence_length(prose) <= 18


def test_leaders_invitation_names_both_steps_raters_first(round_, mail_server):
    lena = leader(round_, "Lena")
    services.invite_round(round_.pk)
    send_batch(list(lena.assignments.get().messages.values_list("pk", flat=True)))
    text = text_of(mail_server.arrived[0])
    assert text.index("1. Choose who is asked about you.") < text.index("2. Then answer")
    assert "Open my page:" in text
