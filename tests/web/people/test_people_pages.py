"""The list of people, and adding, correcting and removing one."""

from __future__ import annotations

import pytest

from stature.web.audit.models import AuditEvent
from stature.web.people import services
from stature.web.people.models import Person

LIST = "/o/harbour/people/"


def events() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def test_list_shows_own_people_only(administration, mary, stranger):
    page = administration.get(LIST).content.decode()
    assert "Mary Stone" in page
    assert "Holm" not in page


def test_list_of_nobody_says_what_to_do(administration):
    assert "Nobody here yet" in administration.get(LIST).content.decode()


def test_each_word_of_a_search_narrows(administration, organisation, mary):
    services.add_person(organisation=organisation, email="mary@kitchen.example", last_name="Cole")
    found = administration.get(LIST, {"q": "mary stone"})
    assert [each.last_name for each in found.context["page"]] == ["Stone"]
    assert "Nobody found" in administration.get(LIST, {"q": "mary xyz"}).content.decode()


def test_search_for_a_null_character_finds_all_the_rest(administration, mary):
    assert administration.get(LIST, {"q": "mary\0"}).status_code == 200


def test_list_goes_on_by_page(administration, organisation):
    Person.objects.bulk_create(
        Person(organisation=organisation, email=f"p{n}@harbour.example") for n in range(120)
    )
    page = administration.get(LIST, {"page": "3"}).context["page"]
    assert (len(page), page.paginator.num_pages) == (20, 3)


def test_list_takes_few_queries_however_many_people(
    administration, organisation, django_assert_max_num_queries
):
    Person.objects.bulk_create(
        Person(organisation=organisation, email=f"p{n}@harbour.example") for n in range(500)
    )
    with django_assert_max_num_queries(8):
        administration.get(LIST)


def test_person_is_added_by_hand(administration, mary):
    answer = administration.post(
        f"{LIST}add/",
        {"first_name": "Ann", "email": "Ann@Harbour.Example", "manager": "mary@harbour.example"},
    )
    ann = Person.objects.get(email="ann@harbour.example")
    assert answer["Location"] == f"{LIST}{ann.pk}/"
    assert ann.manager == mary
    assert events()[-1] == "people.added"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"email": ""}, "Give an e-mail address"),
        ({"email": "ann"}, "This is not an e-mail address"),
        ({"email": "mary@harbour.example"}, "has this address already"),
        ({"identifier": "S1"}, "has this identifier already"),
        ({"first_name": "=1+1"}, "begins like a formula"),
        ({"first_name": "A" * 81}, "80"),
        ({"manager": "nobody@harbour.example"}, "Nobody in your list has this address"),
        ({"language": "xx"}, "xx"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(administration, mary, wrong, words):
    typed = {"first_name": "Ann", "last_name": "Kept-as-typed", "email": "ann@harbour.example"}
    page = administration.post(f"{LIST}add/", {**typed, **wrong})
    assert page.status_code == 400
    assert words in page.content.decode()
    assert "Kept-as-typed" in page.content.decode()
    assert Person.objects.count() == 1


def test_person_is_corrected(administration, mary):
    administration.post(
        f"{LIST}{mary.pk}/change/", {"email": mary.email, "first_name": "Maria", "unit": ""}
    )
    mary.refresh_from_db()
    assert (mary.first_name, mary.unit, mary.identifier) == ("Maria", "", "")
    event = AuditEvent.objects.get(action="people.changed")
    assert event.details["fields"] == ["first_name", "last_name", "identifier", "unit"]


def test_saving_without_a_change_writes_no_event(mary):
    services.change_person(person=mary, first_name="Mary")
    assert "people.changed" not in events()


def test_manager_who_reports_to_the_person_is_refused(organisation, mary):
    ann = services.add_person(organisation=organisation, email="ann@harbour.example", manager=mary)
    with pytest.raises(services.PersonRefusedError, match="reports to the person"):
        services.change_person(person=mary, manager=ann)
    with pytest.raises(services.PersonRefusedError, match="reports to the person"):
        services.change_person(person=mary, manager=mary)


def test_manager_of_another_organisation_is_refused(mary, stranger):
    with pytest.raises(services.PersonRefusedError):
        services.change_person(person=mary, manager=stranger)


def test_new_address_leaves_the_old_account_and_its_bounce(participant, organisation):
    paul = Person.objects.get(user=participant)
    Person.objects.filter(pk=paul.pk).update(bounced_at="2026-01-01T00:00Z")
    paul = services.change_person(person=paul, email="paul.reed@harbour.example")
    assert paul.user is None
    assert paul.bounced_at is None


def test_removing_says_what_happens_and_deletes_who_is_in_no_round(administration, mary):
    page = administration.get(f"{LIST}{mary.pk}/remove/").content.decode()
    assert "is in no round" in page
    administration.post(f"{LIST}{mary.pk}/remove/")
    assert not Person.ever.filter(pk=mary.pk).exists()
    assert events()[-1] == "people.removed"


def test_person_page_shows_the_team(administration, organisation, mary):
    services.add_person(
        organisation=organisation, email="ann@harbour.example", last_name="Cole", manager=mary
    )
    assert "Cole" in administration.get(f"{LIST}{mary.pk}/").content.decode()


def test_download_is_read_back_by_an_import_and_runs_no_formula(administration, organisation, mary):
    Person.objects.create(
        organisation=organisation, email="x@harbour.example", unit="=HYPERLINK(1)", manager=mary
    )
    answer = administration.get(f"{LIST}people.csv")
    lines = answer.content.decode().splitlines()
    assert lines[0] == "FirstName,LastName,Email,UniqueIdentifier,Language,Unit,ManagerEmail"
    assert "'=HYPERLINK(1)" in lines[1] + lines[2]
    assert "mary@harbour.example" in lines[1] or "mary@harbour.example" in lines[2]
    assert events()[-1] == "people.exported"


PAGES = ("", "add/", "people.csv", "{pk}/", "{pk}/change/", "{pk}/remove/", "import/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_people_are_for_administration_only(
    page, method, client, line_manager_browser, outsider_browser, mary
):
    address = LIST + page.format(pk=mary.pk)
    assert getattr(client, method)(address).status_code == 302
    assert getattr(line_manager_browser, method)(address).status_code == 403
    assert getattr(outsider_browser, method)(address).status_code == 404
    assert Person.objects.filter(pk=mary.pk, first_name="Mary").exists()


@pytest.mark.parametrize("page", ["{pk}/", "{pk}/change/", "{pk}/remove/"])
def test_person_of_another_organisation_is_not_there(administration, stranger, page):
    address = LIST + page.format(pk=stranger.pk)
    assert administration.get(address).status_code == 404
    assert administration.post(address.replace("//", "/")).status_code in (404, 405)
    assert Person.objects.filter(pk=stranger.pk).exists()
