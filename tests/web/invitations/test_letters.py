"""What the e-mails say, to whom, and in which language."""

from __future__ import annotations

import pytest

from stature.core.framework.wording import mean_sentence_length, reading_grade
from stature.web.accounts.models import User
from stature.web.invitations import services
from stature.web.invitations.models import Message
from stature.web.programmes.links import assignment_for_key, find_link
from stature.web.programmes.models import Purpose, Relationship
from tests.web.invitations.conftest import add, add_rater, invite, let_time_pass, text_of

pytestmark = pytest.mark.django_db


def key_in(text: str) -> str:
    return text.split("/a/")[1].split("/")[0]


def test_participant_reads_who_asks_what_for_and_until_when(assignment, open_round, mail_server):
    invite(open_round)
    text = text_of(mail_server.arrived[0])
    assert "Hello First1," in text
    assert "Harbour Hotels asks you to take part in “Leading service”." in text
    assert "used to learn and grow, not for decisions about jobs or pay" in text
    assert f"Please answer by {open_round.closes_on.day} {open_round.closes_on:%B %Y}." in text
    assert "Questions? Write to help@harbour.example." in text


def test_purpose_of_decisions_is_said(assignment, open_round, mail_server):
    open_round.programme.purpose = Purpose.DECISIONS
    open_round.programme.save()
    invite(open_round)
    assert "used for decisions" in text_of(mail_server.arrived[0])


def test_colleague_reads_about_whom_and_that_answers_are_shown_together(
    assignment, open_round, mail_server
):
    add_rater(assignment, 1, Relationship.PEER)
    invite(open_round)
    mail = mail_server.to("rater1@harbour.example")[0]
    assert mail["Subject"].startswith("Your view for First1 Last1: please answer by")
    assert "only together with those of others" in text_of(mail)
    assert "Hello," in text_of(mail)


def test_line_manager_reads_that_the_view_is_shown_as_theirs(assignment, open_round, mail_server):
    add_rater(assignment, 1, Relationship.MANAGER)
    invite(open_round)
    text = text_of(mail_server.to("rater1@harbour.example")[0])
    assert "Your view is shown as yours." in text
    assert "together with those of others" not in text


def test_round_without_a_last_day_names_none(assignment, open_round, mail_server):
    open_round.closes_on = None
    open_round.save()
    invite(open_round)
    assert mail_server.arrived[0]["Subject"] == "Leading service: your questions"
    assert not list(mail_server.arrived[0].iter_attachments())


@pytest.mark.parametrize(
    ("own", "of_organisation", "language", "direction"),
    [
        ("", "en-gb", "en-gb", "ltr"),
        ("ar", "en-gb", "ar", "rtl"),
        ("de-AT", "en-gb", "de", "ltr"),
        ("", "de", "de", "ltr"),
        ("tlh", "xx", "en-gb", "ltr"),
    ],
)
def test_language_is_the_persons_else_the_organisations(
    open_round, mail_server, own, of_organisation, language, direction
):
    open_round.programme.organisation.language = of_organisation
    open_round.programme.organisation.save()
    add(open_round, 1, language=own)
    invite(open_round)
    assert mail_server.arrived[0]["Content-Language"] == language
    assert f'<html lang="{language}" dir="{direction}">' in text_of(mail_server.arrived[0], "html")


def test_name_with_markup_is_text_in_html(open_round, mail_server):
    open_round.programme.title = "<script>alert(1)</script> & more"
    open_round.programme.save()
    add(open_round, 1)
    invite(open_round)
    assert "<script>" not in text_of(mail_server.arrived[0], "html")
    assert "<script>alert(1)</script> & more" in text_of(mail_server.arrived[0])


def test_html_has_nothing_that_runs_or_loads(assignment, open_round, mail_server):
    invite(open_round)
    page = text_of(mail_server.arrived[0], "html")
    assert not any(word in page for word in ("<script", "style", "<img", "src=", "onclick"))


def test_fresh_link_goes_on_with_answers_and_ends(assignment, open_round, mail_server):
    services.send_fresh_link(assignment.pk)
    text = text_of(mail_server.arrived[0])
    link = find_link(key_in(text))
    assert link.is_fresh
    assert link.expires_at
    assert "The link works for seven days." in text


def close(open_round) -> None:
    open_round.state = "closed"
    open_round.save()


def test_participant_gets_a_fresh_link_after_the_round_is_closed(
    assignment, open_round, mail_server
):
    close(open_round)
    services.send_fresh_link(assignment.pk)
    text = text_of(mail_server.arrived[0])
    assert "you can read your report once it is released" in text
    assert find_link(key_in(text)).is_fresh


def test_colleague_gets_no_fresh_link_after_the_round_is_closed(
    assignment, open_round, mail_server
):
    close(open_round)
    services.send_fresh_link(add_rater(assignment, 1, Relationship.PEER).pk)
    assert mail_server.arrived == []


def test_fresh_links_cannot_fill_a_mailbox(assignment, open_round, mail_server):
    for _time in range(3):
        services.send_fresh_link(assignment.pk)
    assert len(mail_server.arrived) == 1
    for _time in range(30):
        let_time_pass(minutes=3)
        services.send_fresh_link(assignment.pk)
    assert len(mail_server.arrived) == 10


def test_person_who_wants_no_mail_still_gets_the_fresh_link_asked_for(
    assignment, open_round, mail_server
):
    assignment.person.opted_out_at = open_round.opened_at
    assignment.person.save()
    services.send_fresh_link(assignment.pk)
    assert len(mail_server.arrived) == 1


def test_report_is_told_once_for_each_version(assignment, open_round, mail_server):
    services.tell_report_is_ready(assignment.assessment_id)
    services.tell_report_is_ready(assignment.assessment_id)
    services.tell_report_is_ready(assignment.assessment_id, 2)
    first, second = (text_of(mail) for mail in mail_server.arrived)
    assert "Your report from “Leading service” is ready." in first
    assert "There is a new version of your report" in second
    assert "/report/" in first
    assert assignment_for_key(key_in(first)) == assignment


def test_report_of_a_person_with_an_account_lies_behind_the_sign_in(assignment, mail_server):
    assignment.person.user = User.objects.create_user(assignment.person.email)
    assignment.person.save()
    services.tell_report_is_ready(assignment.assessment_id)
    text = text_of(mail_server.arrived[0])
    assert "https://stature.example/my/reports/" in text
    assert "/a/" not in text


def test_report_of_somebody_who_withdrew_is_not_told(assignment, open_round, mail_server):
    assignment.assessment.withdrawn_at = open_round.opened_at
    assignment.assessment.save()
    services.tell_report_is_ready(assignment.assessment_id)
    assert not Message.objects.exists()


def test_e_mails_read_at_grade_eight_or_below(assignment, open_round, mail_server):
    add_rater(assignment, 1, Relationship.PEER)
    add_rater(assignment, 2, Relationship.MANAGER)
    invite(open_round)
    services.send_due_reminders(open_round.closes_on)
    services.send_fresh_link(assignment.pk)
    services.tell_report_is_ready(assignment.assessment_id)
    for mail in mail_server.arrived:
        prose = " ".join(line for line in text_of(mail).splitlines() if line.endswith((".", "?")))
        assert reading_grade(prose) <= 8
        assert mean_sentence_length(prose) <= 18
