"""A facilitator gets one e-mail for each release that made packs, and nobody's report is named."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from stature.core.framework.wording import mean_sentence_length, reading_grade
from stature.web.accounts.models import Membership, Role, User
from stature.web.invitations import services
from stature.web.invitations.models import FacilitatorLetter
from stature.web.programmes.models import Round, RoundState
from tests.web.conftest import feedback_round, member
from tests.web.invitations.conftest import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def clara(organisation) -> User:
    """A consultant who leads talks."""
    return member(organisation, "clara@harbour.example", Role.CONSULTANT)


@pytest.fixture
def round_(organisation, clara) -> Round:
    """A released round with a facilitator."""
    found = feedback_round(organisation, RoundState.RELEASED)
    found.facilitator = clara
    found.save()
    return found


def test_facilitator_reads_how_many_packs_wait_and_where(round_, mail_server):
    services.tell_facilitator(round_.pk, 1, 3)
    [mail] = mail_server.to("clara@harbour.example")
    assert mail["Subject"] == "Leaders 2027: the packs for your talks are ready"
    for kind in ("plain", "html"):
        text = text_of(mail, kind)
        assert "Hello Clara," in text
        assert "The packs for 3 talks in “Leaders 2027” are ready." in text
        assert "https://stature.example/o/harbour/talks/" in text
        assert "stop" not in text


def test_one_pack_is_told_as_one(round_, mail_server):
    services.tell_facilitator(round_.pk, 1, 1)
    assert "The pack for 1 talk in “Leaders 2027” is ready." in text_of(mail_server.arrived[0])


def test_job_that_runs_twice_sends_once(round_, mail_server):
    for _time in range(2):
        services.tell_facilitator(round_.pk, 1, 3)
    assert len(mail_server.arrived) == 1
    assert FacilitatorLetter.objects.get().sent_at


def test_each_release_is_told(round_, mail_server):
    services.tell_facilitator(round_.pk, 1, 3)
    services.tell_facilitator(round_.pk, 2, 1)
    assert len(mail_server.arrived) == 2


def test_letter_that_another_worker_holds_is_left_to_it(round_, mail_server):
    soon = timezone.now() + timedelta(minutes=1)
    FacilitatorLetter.objects.create(round=round_, release=1, message_id="<x@y>", try_after=soon)
    services.tell_facilitator(round_.pk, 1, 3)
    assert mail_server.arrived == []


def test_letter_goes_out_once_the_mail_server_is_back(round_, mail_server):
    mail_server.stop()
    with pytest.raises(OSError, match="refused"):
        services.tell_facilitator(round_.pk, 1, 3)
    mail_server.start()
    services.tell_facilitator(round_.pk, 1, 3)
    assert len(mail_server.arrived) == 1


def test_who_can_no_longer_open_the_packs_gets_no_letter(round_, clara, mail_server):
    Membership.objects.filter(user=clara).update(role=Role.PARTICIPANT)
    services.tell_facilitator(round_.pk, 1, 3)
    assert mail_server.arrived == []
    assert not FacilitatorLetter.objects.exists()


def test_round_without_a_facilitator_tells_nobody(round_, mail_server):
    Round.objects.update(facilitator=None)
    services.tell_facilitator(round_.pk, 1, 3)
    assert mail_server.arrived == []


@pytest.mark.parametrize(
    ("own", "of_organisation", "language", "direction"),
    [("ar", "en-gb", "ar", "rtl"), ("", "de", "de", "ltr"), ("xx", "", "en-gb", "ltr")],
)
def test_language_is_that_of_the_account_else_the_organisations(
    round_, clara, organisation, mail_server, own, of_organisation, language, direction
):
    User.objects.filter(pk=clara.pk).update(language=own)
    organisation.language = of_organisation
    organisation.save()
    services.tell_facilitator(round_.pk, 1, 3)
    assert mail_server.arrived[0]["Content-Language"] == language
    page = text_of(mail_server.arrived[0], "html")
    assert f'<html lang="{language}" dir="{direction}">' in page


def test_letter_reads_at_grade_eight_or_below(round_, mail_server):
    services.tell_facilitator(round_.pk, 1, 3)
    lines = text_of(mail_server.arrived[0]).splitlines()
    prose = " ".join(line for line in lines if line.endswith("."))
    assert reading_grade(prose) <= 8
    assert mean_sentence_length(prose) <= 18
