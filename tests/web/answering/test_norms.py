"""A leader is asked apart from taking part whether the results may join norms."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from stature.web.answering.services import decline
from stature.web.norms.asking import norm_statement
from stature.web.norms.models import NormConsent, NormVersion
from stature.web.programmes.links import issue_link
from stature.web.programmes.models import Assignment, Round, RoundState
from tests.web.answering.conftest import begin
from tests.web.conftest import feedback_round, published_round

BOX = re.compile(r'<input type="checkbox" name="norms"[^>]*>')


@pytest.fixture
def open_round(organisation) -> Round:
    return feedback_round(organisation)


def test_question_is_asked_and_never_ticked(client, link):
    page = client.get(link).content.decode()
    [box] = BOX.findall(page)
    assert "checked" not in box
    assert "required" not in box
    assert "if you say no, nothing changes for you" in page
    assert "Only counts are kept" in page
    assert "Harbour Hotels makes norms from 100 leaders or more" in page


def test_colleagues_are_not_asked(client, colleague_link):
    assert not BOX.search(client.get(colleague_link).content.decode())


def test_other_questionnaires_do_not_ask(client, organisation, own):
    other = published_round(organisation, RoundState.OPEN)
    Assignment.objects.update(assessment=own.assessment)
    own.assessment.round = other
    own.assessment.save()
    link = f"/a/{issue_link(own)}/"
    assert not BOX.search(client.get(link).content.decode())
    client.post(f"{link}start/", {"norms": "yes"})
    assert not NormConsent.objects.exists()


def test_taking_part_alone_is_no_consent(client, link):
    begin(client, link)
    assert not NormConsent.objects.exists()


def test_yes_is_kept_with_the_exact_words(client, link, own):
    client.post(f"{link}start/", {"norms": "yes"})
    consent = NormConsent.objects.get()
    assert consent.assessment == own.assessment
    assert consent.statement == norm_statement(own)
    assert consent.statement.endswith("Yes, my results may join the norms.")


def test_colleague_cannot_agree_for_the_leader(client, colleague_link):
    client.post(f"{colleague_link}start/", {"norms": "yes"})
    client.post(f"{colleague_link}norms/", {"norms": "yes"})
    assert not NormConsent.objects.exists()


def test_yes_can_be_taken_back_and_given_again(client, link):
    client.post(f"{link}start/", {"norms": "yes"})
    assert "You agreed on" in client.get(f"{link}norms/").content.decode()
    reply = client.post(f"{link}norms/", {"norms": "no"}, follow=True)
    assert "Your results do not join the norms." in reply.content.decode()
    assert not NormConsent.objects.exists()
    client.post(f"{link}norms/", {"norms": "yes"})
    assert NormConsent.objects.count() == 1


def test_once_counted_it_stays(client, link, own, organisation):
    client.post(f"{link}start/", {"norms": "yes"})
    version = NormVersion.objects.create(
        organisation=organisation,
        instrument_sha256=own.assessment.round.instrument_sha256,
        number=1,
        document="{}",
        leaders=100,
        new_leaders=100,
    )
    NormConsent.objects.update(version=version)
    page = client.get(f"{link}norms/").content.decode()
    assert "among the counts of version 1" in page
    assert "Take my yes back" not in page
    reply = client.post(f"{link}norms/", {"norms": "no"}, follow=True).content.decode()
    assert "Norms have been made with your results already." in reply
    assert NormConsent.objects.exists()


def test_another_browser_learns_and_changes_nothing(client, link, elsewhere):
    client.post(f"{link}start/", {"norms": "yes"})
    assert elsewhere.get(f"{link}norms/")["Location"] == link
    elsewhere.post(f"{link}norms/", {"norms": "no"})
    assert NormConsent.objects.exists()


def test_way_to_it_stays_when_the_answers_are_sent(client, link, own):
    client.post(f"{link}start/", {"norms": "yes"})
    Assignment.objects.filter(pk=own.pk).update(done_at=timezone.now())
    assert f"{link}norms/" in client.get(link).content.decode()
    assert client.get(f"{link}norms/").status_code == 200


def test_who_declines_agreed_to_nothing(client, link, own):
    client.post(f"{link}start/", {"norms": "yes"})
    decline(assignment_id=own.pk)
    assert not NormConsent.objects.exists()
