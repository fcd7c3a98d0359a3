"""An organisation's people: list, find, add, change, remove."""

from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Path, Query, Router, Status
from ninja.pagination import paginate

from stature.web.api.authentication import BearerToken
from stature.web.api.models import ApiToken, Scope
from stature.web.api.paging import Pages
from stature.web.api.problems import FieldsRefusedError
from stature.web.api.schemas import ChangedPerson, NewPerson, PersonShown
from stature.web.api.services import program_of, record_access
from stature.web.people import services
from stature.web.people.forms import TEXTS, PersonForm
from stature.web.people.models import Person
from stature.web.people.selectors import find_person, people_of

router = Router(tags=["People"])
READ = BearerToken(Scope.PEOPLE_READ)
WRITE = BearerToken(Scope.PEOPLE_WRITE)


# Kept to what a database can hold, so that a longer number is refused in words.
Number = Annotated[int, Path(ge=1, le=2**63 - 1, description="The id.")]


class TokenRequest(HttpRequest):
    """A request whose token was found good."""

    auth: ApiToken


@router.get("people/", auth=READ, response=list[PersonShown], summary="List people")
@paginate(Pages)
def list_people(
    request: TokenRequest,
    search: str = Query("", max_length=120, description="Words to look for."),
) -> QuerySet[Person]:
    """People of the organisation, by name. Each word is found in a name, address, identifier or
    unit.
    """
    record_access("people.listed", token=request.auth, subject="people", searched=bool(search))
    return people_of(request.auth.organisation, search=search)


@router.get("people/{pk}/", auth=READ, response=PersonShown, summary="Get a person")
def get_person(request: TokenRequest, pk: Number) -> Person:
    """One person."""
    return find_person(request.auth.organisation, pk)


@router.post("people/", auth=WRITE, response={201: PersonShown}, summary="Add a person")
def add_person(request: TokenRequest, body: NewPerson) -> Status[Person]:
    """A new person. An address or an identifier that is taken is refused."""
    form = PersonForm(request.auth.organisation, body.model_dump())
    added = _kept(
        services.add_person,
        form,
        list(form.fields),
        organisation=request.auth.organisation,
        by=program_of(request.auth),
    )
    return Status(201, added)


@router.patch("people/{pk}/", auth=WRITE, response=PersonShown, summary="Change a person")
def change_person(request: TokenRequest, pk: Number, body: ChangedPerson) -> Person:
    """What is sent changes; what is left out stays."""
    person = find_person(request.auth.organisation, pk)
    sent = body.model_dump(exclude_unset=True)
    form = PersonForm(request.auth.organisation, {**_values_of(person), **sent})
    return _kept(
        services.change_person, form, list(sent), person=person, by=program_of(request.auth)
    )


@router.delete("people/{pk}/", auth=WRITE, response={204: None}, summary="Remove a person")
def remove_person(request: TokenRequest, pk: Number) -> Status[None]:
    """Somebody in no round is deleted. Of somebody who takes part, name, address and account go;
    what they answered still counts, without them.
    """
    person = find_person(request.auth.organisation, pk)
    services.remove_person(person=person, by=program_of(request.auth))
    return Status(204, None)


def _kept(service: Any, form: PersonForm, wanted: list[str], **arguments: Any) -> Person:
    """Keep what the form found good. Raises FieldsRefusedError with all that is wrong."""
    if not form.is_valid():
        raise FieldsRefusedError({name: list(texts) for name, texts in form.errors.items()})
    values = {name: form.cleaned_data[name] for name in wanted}
    try:
        kept: Person = service(**arguments, **values)
    except services.PersonRefusedError as error:
        raise FieldsRefusedError({error.field: [str(error)]}) from None
    return kept


def _values_of(person: Person) -> dict[str, str]:
    values = {name: getattr(person, name) for name in (*TEXTS, "email", "language")}
    return {**values, "manager": person.manager.email if person.manager else ""}
