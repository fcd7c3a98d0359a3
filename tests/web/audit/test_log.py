"""The audit log only grows, is read by administrators, and is exported without harm."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from stature.web.accounts.models import Role
from stature.web.audit.models import AuditEvent
from stature.web.audit.services import WithoutAccount, record_event
from tests.web.conftest import client_of, member

pytestmark = pytest.mark.django_db
LOG = "/o/harbour/audit/"


def event(organisation, action: str = "people.imported", subject: str = "list.csv", **details):
    return record_event(action, organisation_id=organisation.pk, subject=subject, **details)


def exported(client, query: str = "") -> list[dict[str, str]]:
    reply = client.get(f"{LOG}events.csv{query}")
    return list(csv.DictReader(reply.getvalue().decode().splitlines()))


def test_event_cannot_be_changed_or_deleted(organisation):
    kept = event(organisation)
    with pytest.raises(TypeError):
        kept.save()
    with pytest.raises(TypeError):
        kept.delete()


def test_page_shows_the_organisations_own_events_only(
    administration, organisation, other_organisation
):
    event(organisation, subject="ours.csv", rows=3, kinds=["a", "b"])
    event(other_organisation, subject="theirs.csv")
    page = administration.get(LOG).content.decode()
    assert "ours.csv" in page
    assert "rows: 3" in page
    assert "kinds: a, b" in page
    assert "theirs.csv" not in page


def test_events_are_found_by_action_and_day(administration, organisation):
    event(organisation, "members.removed", subject="now")
    old = event(organisation, "members.removed", subject="long ago")
    event(organisation, "members.joined", subject="other")
    then = datetime(2025, 3, 4, 23, 30, tzinfo=UTC)
    AuditEvent.objects.filter(pk=old.pk).update(at=then)
    found = exported(administration, "?action=members.removed")
    assert {line["subject"] for line in found} == {"now", "long ago"}
    found = exported(administration, "?first_day=2025-03-04&last_day=2025-03-04")
    assert [line["subject"] for line in found] == ["long ago"]
    tomorrow = (timezone.now() + timedelta(days=1)).date()
    assert exported(administration, f"?first_day={tomorrow}") == []
    assert "Nothing here" in administration.get(f"{LOG}?first_day={tomorrow}").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        *("first_day=x", "first_day=0000-00-00", "last_day=9999-12-31", "first_day=0001-01-01"),
        *("action=no-such", "page=x", "page=-1", "page=999", "action=%00", "action[]=1"),
    ],
)
def test_wish_that_makes_no_sense_does_no_harm(administration, organisation, query):
    event(organisation)
    assert administration.get(f"{LOG}?{query}").status_code == 200
    assert administration.get(f"{LOG}events.csv?{query}").status_code == 200


def test_long_log_comes_in_pages_that_keep_the_choice(administration, organisation):
    for _ in range(60):
        event(organisation)
    page = administration.get(f"{LOG}?action=people.imported").content.decode()
    assert "Page 1 of 2" in page
    assert "?action=people.imported&amp;page=2" in page
    assert "Page 2 of 2" in administration.get(f"{LOG}?page=2").content.decode()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_export_holds_no_formula(administration, organisation, text):
    event(organisation, subject=text)
    subjects = [line["subject"] for line in exported(administration)]
    assert not any(subject.startswith(("=", "+", "-", "@", "\t", "\r")) for subject in subjects)


def test_export_is_itself_in_the_log(administration, administrator, organisation):
    exported(administration)
    kept = AuditEvent.objects.get(action="audit.exported", organisation_id=organisation.pk)
    assert (kept.actor_id, kept.actor) == (administrator.pk, "")


def test_names_are_looked_up_when_the_log_is_read(administration, organisation, participant):
    number = participant.pk
    record_event(
        "members.joined",
        actor=participant,
        organisation_id=organisation.pk,
        subject=f"user {number}",
    )
    kept = AuditEvent.objects.get(action="members.joined")
    assert (kept.actor_id, kept.actor) == (number, "")
    assert ">Paul<" in administration.get(LOG).content.decode()
    assert {line["actor"] for line in exported(administration)} >= {"Paul"}
    participant.delete()
    words = f"user {number}, deleted"
    assert f">{words}<" in administration.get(LOG).content.decode()
    line = exported(administration, "?action=members.joined")[0]
    assert (line["actor"], line["subject"]) == (words, words)


def test_people_without_an_account_are_kept_by_number(administration, organisation):
    record_event("answering.started", actor=WithoutAccount(34), organisation_id=organisation.pk)
    event(organisation)
    actors = {line["actor"] for line in exported(administration)}
    assert actors >= {"person 34", "the system"}


def test_consultant_may_not_read_the_log(organisation):
    client = client_of(member(organisation, "c@harbour.example", Role.CONSULTANT))
    assert client.get(LOG).status_code == 403
    assert client.get(f"{LOG}events.csv").status_code == 403
