"""People, as programs read and keep them."""

from __future__ import annotations

import pytest

from stature.web.audit.models import AuditEvent
from stature.web.people.models import Person
from tests.web.api.conftest import Program, token


def problems(reply) -> dict[str, str]:
    assert reply["Content-Type"] == "application/problem+json"
    return {each["field"]: each["problem"] for each in reply.json()["errors"]}


def test_people_are_listed_in_pages(program, organisation, asha):
    Person.objects.create(organisation=organisation, last_name="Zola", email="z@harbour.example")
    first = program.get("people/", limit=1).json()
    assert first["count"] == 2
    assert [each["email"] for each in first["items"]] == ["asha@harbour.example"]
    second = program.get("people/", limit=1, offset=1).json()
    assert [each["email"] for each in second["items"]] == ["z@harbour.example"]


def test_people_are_found_by_words(program, asha):
    assert program.get("people/", search="rao 17").json()["count"] == 1
    assert program.get("people/", search="nobody").json()["count"] == 0


def test_reading_a_list_is_written_to_the_log(program, asha):
    program.get("people/")
    event = AuditEvent.objects.get(action="people.listed")
    assert event.actor.startswith("API token")
    assert event.actor.endswith("(Staff system)")


def test_person_is_shown(program, asha):
    assert program.get(f"people/{asha.pk}/").json() == {
        "id": asha.pk,
        "email": "asha@harbour.example",
        "first_name": "Asha",
        "last_name": "Rao",
        "identifier": "17",
        "language": "",
        "unit": "",
        "manager_id": None,
    }


def test_person_is_added(program, organisation, asha):
    sent = {"email": "Ben@Harbour.example", "first_name": "Ben", "manager": asha.email}
    reply = program.post("people/", sent)
    assert reply.status_code == 201
    ben = Person.objects.get(email="ben@harbour.example")
    assert (ben.organisation, ben.manager, reply.json()["id"]) == (organisation, asha, ben.pk)
    assert AuditEvent.objects.get(action="people.added").actor.endswith("(Staff system)")


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"email": "nobody"}, "body.email"),
        ({"first_name": "Ben"}, "body.email"),
        ({"email": "asha@harbour.example"}, "body.email"),
        ({"email": "b@harbour.example", "identifier": "17"}, "body.identifier"),
        ({"email": "b@harbour.example", "manager": "x@harbour.example"}, "body.manager"),
        ({"email": "b@harbour.example", "language": "xx"}, "body.language"),
        ({"email": "b@harbour.example", "first_name": "a" * 81}, "body.first_name"),
        ({"email": "b@harbour.example", "first_name": "a\0b"}, "body.first_name"),
        ({"email": "b@harbour.example", "salary": 1}, "body.salary"),
        ({"email": ["b@harbour.example"]}, "body.email"),
    ],
)
def test_wrong_person_is_refused_by_field(program, asha, sent, field):
    reply = program.post("people/", sent)
    assert reply.status_code == 422
    assert list(problems(reply)) == [field]
    assert Person.objects.count() == 1


def test_what_is_left_out_of_a_change_stays(program, asha):
    reply = program.patch(f"people/{asha.pk}/", {"unit": "Front desk"})
    assert reply.status_code == 200
    asha.refresh_from_db()
    assert (asha.unit, asha.identifier, asha.first_name) == ("Front desk", "17", "Asha")


def test_change_to_a_taken_address_is_refused(program, organisation, asha):
    ben = Person.objects.create(organisation=organisation, email="ben@harbour.example")
    reply = program.patch(f"people/{ben.pk}/", {"email": "asha@harbour.example"})
    assert reply.status_code == 422
    assert list(problems(reply)) == ["body.email"]


def test_person_in_no_round_is_deleted(program, asha):
    assert program.delete(f"people/{asha.pk}/").status_code == 204
    assert not Person.ever.exists()


def test_person_in_a_round_loses_the_name_only(program, draft, asha):
    assert program.delete(f"people/{asha.pk}/").status_code == 204
    assert Person.ever.get().first_name == ""
    assert program.get(f"people/{asha.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("number", "status"),
    [("987654", 404), ("9" * 30, 422), ("0", 422), ("asha", 422), ("1/2", 404), ("9" * 5000, 422)],
)
def test_person_who_is_not_there_is_not_found(program, asha, number, status):
    reply = program.get(f"people/{number}/")
    assert reply.status_code == status
    assert reply["Content-Type"] == "application/problem+json"


def test_people_of_another_organisation_are_neither_seen_nor_touched(others_program, asha):
    assert others_program.get("people/").json() == {"items": [], "count": 0}
    assert others_program.get(f"people/{asha.pk}/").status_code == 404
    assert others_program.patch(f"people/{asha.pk}/", {"unit": "x"}).status_code == 404
    assert others_program.delete(f"people/{asha.pk}/").status_code == 404
    asha.refresh_from_db()
    assert (asha.unit, asha.removed_at) == ("", None)


def test_manager_of_another_organisation_is_not_known(others_program, asha):
    reply = others_program.post("people/", {"email": "o@northern.example", "manager": asha.email})
    assert list(problems(reply)) == ["body.manager"]


@pytest.mark.parametrize(
    ("scope", "method", "expected"),
    [
        ("people:read", "GET", 200),
        ("people:read", "PATCH", 403),
        ("people:read", "DELETE", 403),
        ("people:write", "GET", 403),
        ("people:write", "PATCH", 200),
        ("rounds:read", "GET", 403),
    ],
)
def test_token_does_what_its_scope_says(organisation, administrator, asha, scope, method, expected):
    program = Program(token(organisation, administrator, scope)[1])
    assert program.send(method, f"people/{asha.pk}/", {}).status_code == expected
