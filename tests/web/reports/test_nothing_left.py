"""Whoever has their data deleted leaves no name and no address, in no table."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django_q.models import OrmQ, Task

from stature.web.accounts.models import MemberInvitation, Role, User
from stature.web.accounts.services import change_roles, invite_member
from stature.web.answering.promises import what_was_told
from stature.web.answering.services import start_answering
from stature.web.invitations.models import Message, MessageKind
from stature.web.people import services
from stature.web.people.models import ImportPreview, PeopleImport, Person
from stature.web.people.services import change_person
from stature.web.programmes.models import Assignment, Relationship, Round, RoundState
from tests.web.conftest import client_of, member, person
from tests.web.reports.conftest import answer, fresh_link, rate, take_part

pytestmark = pytest.mark.django_db
ADDRESS = "quenby@harbour.example"
TRACES = ("quenby", "zweiback")
TABLE = f"FirstName,LastName,Email\nQuenby,Zweiback,{ADDRESS}\nAnn,Cole,ann@harbour.example\n"


def everything_kept() -> Iterator[str]:
    """Each row of each table, and what the packed ones hold."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                yield f"{table}: {' '.join(map(as_text, row))}"
    yield from (f"session: {each.get_decoded()}" for each in Session.objects.all())
    yield from (f"job: {each.task}" for each in OrmQ.objects.all())
    yield from (f"done: {each.args} {each.result}" for each in Task.objects.all())


def as_text(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1")
    text = str(value)
    try:
        return text + base64.b64decode(text, validate=True).decode("latin-1")
    except ValueError:
        return text


def traces() -> list[str]:
    rows = (row.casefold() for row in everything_kept())
    return [row for row in rows if any(trace in row for trace in TRACES)]


@pytest.fixture
def quenby(organisation) -> User:
    user = member(organisation, ADDRESS, Role.PARTICIPANT)
    user.emailaddress_set.create(email=ADDRESS, verified=True, primary=True)
    return user


@pytest.fixture
def known(quenby, organisation, administrator, round_, bring_in) -> Assignment:
    """Quenby came by a table, was invited, signed in, answered, and was rated."""
    undone = bring_in()
    found = Person.objects.get(email=ADDRESS)
    own = answer(take_part(round_, found))
    services.undo_import(people_import=undone)
    services.preview_import(organisation=organisation, data=TABLE.encode(), file_name="a.csv")
    change_person(person=found, first_name="Quenby", unit="Desk", by=quenby)
    invite_member(
        organisation=organisation, email=ADDRESS, role=Role.EXECUTIVE, actor=administrator
    )
    change_roles(
        organisation=organisation, user=quenby, roles=[Role.PARTICIPANT], actor=administrator
    )
    Message.objects.create(
        kind=MessageKind.INVITATION, person=found, assignment=own, address=ADDRESS
    )
    rate(own.assessment, person(organisation, "Cora"), 2)
    return own


@pytest.fixture
def bring_in(organisation, administrator):
    def by_table() -> PeopleImport:
        preview = services.preview_import(
            organisation=organisation, data=TABLE.encode(), file_name="people.csv"
        )
        return services.confirm_import(preview=preview, by=administrator)

    return by_table


def test_no_table_holds_a_person_who_had_their_data_deleted(known, quenby, release, jobs):
    release()
    elsewhere, browser = client_of(quenby), client_of(quenby)
    elsewhere.get("/my/")
    browser.post("/my/reports/", {"share": "yes"})
    assert traces()
    browser.post("/my/data/delete/", {"sure": "on"})
    jobs.run()
    assert traces() == []
    assert not MemberInvitation.objects.exists()
    assert not ImportPreview.objects.filter(people_import=None).exists()
    assert elsewhere.get("/my/").status_code == 302


def test_no_table_holds_a_colleague_who_had_their_data_deleted(
    client, round_, own, organisation, release, jobs
):
    rater = Person.objects.create(
        organisation=organisation, first_name="Quenby", last_name="Zweiback", email=ADDRESS
    )
    asked = rate(own.assessment, rater, 2)
    release()
    assert traces()
    client.post(f"{fresh_link(asked)}data/delete/", {"sure": "on"})
    jobs.run()
    assert traces() == []


def traces_but_in_own_report() -> list[str]:
    """A report that was released stays as it was, and the page of the removal says so."""
    return [row for row in traces() if not row.startswith("reports_releasedreport:")]


def test_no_table_names_somebody_whom_an_administrator_removed(
    known, organisation, administration, administrator, release, jobs
):
    rater = person(organisation, "Dora")
    asked = Assignment.objects.create(
        assessment=known.assessment, person=rater, relationship=Relationship.PEER
    )
    Round.objects.update(state=RoundState.OPEN)
    start_answering(assignment_id=asked.pk, statement=what_was_told(asked))
    MemberInvitation.objects.all().delete()
    known.person.user.delete()
    assert traces_but_in_own_report()
    reply = administration.post(f"/o/harbour/people/{known.person_id}/remove/")
    assert reply.status_code == 302
    assert traces_but_in_own_report() == []
    known.refresh_from_db()
    assert known.response.answers
    asked.refresh_from_db()
    assert "a person who was removed" in asked.response.consent.statement
    assert Message.objects.get().sent_at is None


def test_answers_in_a_round_hold_no_name(own, organisation):
    asked = take_part(own.assessment.round, person(organisation, "Quenby", "Zweiback"))
    Round.objects.update(state=RoundState.OPEN)
    start_answering(assignment_id=asked.pk, statement="I agree.")
    asked.refresh_from_db()
    assert asked.response.name == ""
