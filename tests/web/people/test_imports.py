"""Bringing in a table: what it would change, confirming, undoing."""

from __future__ import annotations

import pytest

from stature.web.audit.models import AuditEvent
from stature.web.people import selectors, services
from stature.web.people.models import ImportedChange, ImportPreview, Person

WITH_MANAGER = ("FirstName", "Email", "ManagerEmail")


def kinds(preview) -> dict[int, str]:
    return {each.row: each.kind for each in selectors.plan_of(preview).people}


def problems(preview) -> list[str]:
    return [each.problem for each in selectors.plan_of(preview).findings]


def test_rows_are_new_changed_or_unchanged(preview, mary):
    read = preview(
        ("Mary", "Stone", "mary@harbour.example", "S1"),
        ("Ann", "Cole", "ann@harbour.example", ""),
    )
    assert kinds(read) == {2: "unchanged", 3: "new"}
    read = preview(("Maria", "", "MARY@harbour.example", ""))
    change = selectors.plan_of(read).people[0].changes
    assert [(each.field, each.before, each.after) for each in change] == [
        ("first_name", "Mary", "Maria")
    ]


def test_preview_changes_nothing(preview, mary):
    preview(("Maria", "", "mary@harbour.example", ""), ("Ann", "", "ann@harbour.example", ""))
    assert [person.first_name for person in Person.objects.all()] == ["Mary"]


def test_confirming_brings_everything_in_once(preview, mary, administrator):
    read = preview(
        ("Maria", "", "mary@harbour.example", ""), ("Ann", "Cole", "ann@harbour.example", "S2")
    )
    done = services.confirm_import(preview=read, by=administrator)
    assert services.confirm_import(preview=read, by=administrator) == done
    mary.refresh_from_db()
    assert (mary.first_name, mary.last_name, mary.unit) == ("Maria", "Stone", "Front desk")
    assert Person.objects.count() == 2
    assert (done.n_new, done.n_changed, done.n_unchanged) == (1, 1, 0)
    assert AuditEvent.objects.filter(action="people.imported").count() == 1


def test_confirmed_preview_keeps_no_people(preview, bring_in):
    bring_in(("Ann", "", "ann@harbour.example", ""))
    assert [(each.people, each.findings) for each in ImportPreview.objects.all()] == [([], [])]


def test_identifier_lets_an_address_change(preview, participant, organisation):
    paul = Person.objects.get(user=participant)
    services.change_person(person=paul, identifier="P1")
    read = preview(("Paul", "Reed", "paul.reed@harbour.example", "P1"))
    assert kinds(read) == {2: "changed"}
    services.confirm_import(preview=read)
    paul.refresh_from_db()
    assert paul.email == "paul.reed@harbour.example"
    assert paul.user is None


def test_identifier_of_somebody_else_is_a_finding(preview, organisation, mary):
    services.add_person(organisation=organisation, email="ann@harbour.example")
    read = preview(("Ann", "", "ann@harbour.example", "S1"))
    assert problems(read) == ["this identifier belongs to mary@harbour.example"]
    assert kinds(read) == {}


def test_two_rows_about_one_person_are_a_finding(preview, mary):
    read = preview(
        ("Mary", "", "mary@harbour.example", ""), ("Mary", "", "mary.stone@harbour.example", "S1")
    )
    assert problems(read) == ["row 2 is about the same person"]


def test_same_person_of_another_organisation_is_somebody_new(preview, stranger):
    read = preview(("Sven", "Holm", stranger.email, ""))
    assert kinds(read) == {2: "new"}
    services.confirm_import(preview=read)
    stranger.refresh_from_db()
    assert stranger.first_name == ""


def test_managers_come_before_their_people_whatever_the_order(bring_in, mary):
    bring_in(
        ("Cy", "cy@x.example", "bo@x.example"),
        ("Bo", "bo@x.example", "ann@x.example"),
        ("Ann", "ann@x.example", "mary@harbour.example"),
        header=WITH_MANAGER,
    )
    found = Person.objects.get(email="cy@x.example")
    assert found.manager.manager.manager == mary


def test_unknown_manager_is_a_finding_and_the_person_comes_in(preview):
    read = preview(("Ann", "ann@x.example", "zoe@x.example"), header=WITH_MANAGER)
    assert problems(read) == ["nobody with this address is in the table or in your list"]
    services.confirm_import(preview=read)
    assert Person.objects.get().manager is None


def test_person_who_is_named_as_their_own_manager_is_a_finding_with_the_name(preview):
    read = preview(("Lou", "lou@x.example", "lou@x.example"), header=WITH_MANAGER)
    [problem] = problems(read)
    assert problem.startswith("Lou")
    assert problem.endswith("is named as their own line manager")
    services.confirm_import(preview=read)
    assert Person.objects.get().manager is None


@pytest.mark.parametrize("length", [2, 3])
def test_circle_of_managers_is_a_finding(preview, length):
    rows = [(f"P{n}", f"p{n}@x.example", f"p{(n + 1) % length}@x.example") for n in range(length)]
    read = preview(*rows, header=WITH_MANAGER)
    assert len(problems(read)) == 1
    assert "circle" in problems(read)[0]
    services.confirm_import(preview=read)
    assert Person.objects.count() == length


def test_circle_through_managers_who_are_there_is_a_finding(preview, organisation, mary):
    services.add_person(organisation=organisation, email="ann@x.example", manager=mary)
    read = preview(("Mary", "mary@harbour.example", "ann@x.example"), header=WITH_MANAGER)
    assert "circle" in problems(read)[0]


def test_manager_and_person_can_change_places(bring_in, organisation, mary):
    ann = services.add_person(organisation=organisation, email="ann@x.example", manager=mary)
    zoe = services.add_person(organisation=organisation, email="zoe@x.example")
    bring_in(
        ("Mary", "mary@harbour.example", "ann@x.example"),
        ("Ann", "ann@x.example", "zoe@x.example"),
        header=WITH_MANAGER,
    )
    mary.refresh_from_db()
    ann.refresh_from_db()
    assert (mary.manager, ann.manager) == (ann, zoe)


def test_line_of_managers_without_end_is_a_finding_and_quickly_found(preview):
    rows = [(f"P{n}", f"p{n}@x.example", f"p{n - 1}@x.example") for n in range(1, 400)]
    read = preview(("P0", "p0@x.example", ""), *rows, header=WITH_MANAGER)
    assert all("too many levels" in problem for problem in problems(read))
    assert problems(read)
    assert services.confirm_import(preview=read).n_new == 400


def test_ratings_are_kept_for_rounds(bring_in, mary):
    header = ("Email", "SubjectEmail", "Relationship")
    done = bring_in(
        ("ann@x.example", "mary@harbour.example", "peer"),
        ("ann@x.example", "bo@x.example", "Direct reports"),
        ("bo@x.example", "bo@x.example", "self"),
        ("bo@x.example", "nobody@x.example", "peer"),
        header=header,
    )
    rows = [(s.email, r.email, name) for s, r, name in selectors.rater_rows(done)]
    assert rows == [
        ("mary@harbour.example", "ann@x.example", "peer"),
        ("bo@x.example", "ann@x.example", "direct-report"),
        ("bo@x.example", "bo@x.example", "self"),
    ]


def test_participant_who_is_not_known_is_a_finding(preview):
    header = ("Email", "SubjectEmail", "Relationship")
    read = preview(("ann@x.example", "nobody@x.example", "peer"), header=header)
    assert problems(read) == ["nobody with this address is in the table or in your list"]


def test_confirming_what_has_changed_meanwhile_is_refused(preview, mary):
    read = preview(("Maria", "", "mary@harbour.example", ""))
    seen = selectors.plan_of(read).digest()
    services.change_person(person=mary, first_name="Maria")
    with pytest.raises(services.PlanChangedError):
        services.confirm_import(preview=read, seen=seen)
    assert Person.objects.get().first_name == "Maria"
    done = services.confirm_import(preview=read, seen=selectors.plan_of(read).digest())
    assert done.n_changed == 0


def test_undo_puts_everything_back(bring_in, mary, administrator):
    done = bring_in(
        ("Maria", "Steen", "mary@harbour.example", ""), ("Ann", "", "ann@harbour.example", "")
    )
    services.undo_import(people_import=done, by=administrator)
    done = services.undo_import(people_import=done, by=administrator)
    mary.refresh_from_db()
    assert (mary.first_name, mary.last_name) == ("Mary", "Stone")
    assert Person.objects.get() == mary
    assert done.kept == []
    assert AuditEvent.objects.filter(action="people.import-undone").count() == 1


def test_undo_leaves_what_was_changed_since_and_lists_it(bring_in, mary):
    done = bring_in(
        ("Maria", "Steen", "mary@harbour.example", ""),
        ("Ann", "", "ann@harbour.example", ""),
        ("Bo", "", "bo@harbour.example", ""),
    )
    services.change_person(person=mary, last_name="Stein")
    services.change_person(person=Person.objects.get(first_name="Ann"), unit="Kitchen")
    done = services.undo_import(people_import=done)
    mary.refresh_from_db()
    assert (mary.first_name, mary.last_name) == ("Mary", "Stein")
    assert [(each["field"], each["reason"]) for each in done.kept] == [
        ("", "changed-since"),
        ("last_name", "changed-since"),
    ]
    assert {each.first_name for each in Person.objects.all()} == {"Mary", "Ann"}


def test_undo_leaves_an_address_that_is_taken_meanwhile(bring_in, organisation, mary):
    done = bring_in(("Mary", "Stone", "mary.stone@harbour.example", "S1"))
    services.add_person(organisation=organisation, email="mary@harbour.example")
    done = services.undo_import(people_import=done)
    mary.refresh_from_db()
    assert mary.email == "mary.stone@harbour.example"
    assert [(each["field"], each["reason"]) for each in done.kept] == [("email", "taken")]


def test_undo_puts_managers_back_and_leaves_those_who_are_gone(bring_in, organisation, mary):
    header = ("Email", "ManagerEmail")
    ann = services.add_person(organisation=organisation, email="ann@x.example", manager=mary)
    services.undo_import(
        people_import=bring_in(
            ("zoe@x.example", ""), ("ann@x.example", "zoe@x.example"), header=header
        )
    )
    ann.refresh_from_db()
    assert ann.manager == mary
    done = bring_in(("zoe@x.example", ""), ("ann@x.example", "zoe@x.example"), header=header)
    services.remove_person(person=mary)
    done = services.undo_import(people_import=done)
    assert [(each["field"], each["reason"]) for each in done.kept] == [("manager_id", "taken")]


def test_undo_passes_over_whoever_was_removed(bring_in):
    done = bring_in(("Ann", "", "ann@x.example", ""), ("Bo", "", "bo@x.example", ""))
    services.remove_person(person=Person.objects.get(first_name="Ann"))
    assert services.undo_import(people_import=done).kept == []
    assert not ImportedChange.objects.exists()


def test_queries_do_not_grow_with_the_people(preview, django_assert_max_num_queries):
    rows = [(f"P{n}", f"p{n}@x.example", f"p{n // 10}@x.example" if n else "") for n in range(600)]
    read = preview(*rows, header=WITH_MANAGER)
    with django_assert_max_num_queries(3):
        selectors.plan_of(read)
    with django_assert_max_num_queries(60):
        done = services.confirm_import(preview=read)
    read = preview(*[(f"Q{row[0]}", *row[1:]) for row in rows], header=WITH_MANAGER)
    with django_assert_max_num_queries(60):
        changed = services.confirm_import(preview=read)
    assert changed.n_changed == 600
    with django_assert_max_num_queries(60):
        services.undo_import(people_import=changed)
    with django_assert_max_num_queries(90):
        services.undo_import(people_import=done)
    assert not Person.objects.exists()
