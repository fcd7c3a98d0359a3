"""What tests of the site have in common: a database in a file, and responses at each stage."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client
from django.utils import timezone

from stature.packs import find_pack
from stature.packs.library import find_framework_pack
from stature.web.accounts.models import Membership, Organisation, Role, User
from stature.web.people.models import Person
from stature.web.programmes.models import Programme, Purpose, Round, RoundState
from stature.web.responses import selectors, services
from stature.web.responses.models import SavedResponse
from stature.web.responses.published import feedback_questionnaire

PACK = "service-commitment"
FRAMEWORK = "customer-service-director"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory):
    """A file, as in use: a database in memory would hide what happens when two save at once.

    PostgreSQL, when asked for, has its name already (tests/databases.py).
    """
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
        return
    folder = tmp_path_factory.mktemp("database")
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(folder / "test.sqlite3")


@pytest.fixture
def key(db) -> str:
    """A response to one area, nothing answered yet."""
    return services.start_response(sections=["SL"], name="Asha")


@pytest.fixture
def sealed_key(key: str) -> str:
    """A response that was sent with one answer in it."""
    services.save_answer(key=key, item="SL-1", perspective="individual", answer=2)
    services.seal_response(key=key)
    return key


@pytest.fixture
def strict_client() -> Client:
    """A client that must bring its token with each post, as a browser must."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def organisation(db) -> Organisation:
    """An organisation of made-up people."""
    return Organisation.objects.create(name="Harbour Hotels", slug="harbour")


@pytest.fixture
def other_organisation(db) -> Organisation:
    """Another one, whose rows nobody of the first may see."""
    return Organisation.objects.create(name="Northern Rail", slug="northern")


def member(organisation: Organisation, email: str, *roles: str) -> User:
    """A user with these roles in an organisation."""
    user = User.objects.create_user(email, name=email.partition("@")[0].title())
    for role in roles:
        Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def give_password(user: User, password: str) -> None:
    """Let a user sign in by password; the address is verified."""
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def client_of(user: User) -> Client:
    """A client that is signed in as this user."""
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


@pytest.fixture
def administrator(organisation: Organisation) -> User:
    """A programme administrator of the organisation."""
    return member(organisation, "ada@harbour.example", Role.ADMINISTRATOR)


@pytest.fixture
def participant(organisation: Organisation) -> User:
    """A member who only takes part; the person of the same address is linked."""
    user = member(organisation, "paul@harbour.example", Role.PARTICIPANT)
    Person.objects.create(
        organisation=organisation, email=user.email, first_name="Paul", last_name="Reed", user=user
    )
    return user


@pytest.fixture
def outsider(other_organisation: Organisation) -> User:
    """A programme administrator of the other organisation."""
    return member(other_organisation, "olga@northern.example", Role.ADMINISTRATOR)


@pytest.fixture
def administration(administrator: User) -> Client:
    """The browser of the administrator."""
    return client_of(administrator)


def person(organisation: Organisation, first: str, last: str = "Stone", **fields) -> Person:
    """Somebody of an organisation."""
    return Person.objects.create(
        organisation=organisation,
        first_name=first,
        last_name=last,
        email=f"{first.lower()}@{organisation.slug}.example",
        **fields,
    )


def last_day() -> date:
    """A last day that is two weeks away, whenever the tests run."""
    return timezone.localdate() + timedelta(days=14)


def published_round(organisation: Organisation, state: RoundState) -> Round:
    """A round for development on the bundled pack, about which colleagues are asked too."""
    pack = find_pack(PACK)
    for document in (pack.instrument, pack.report_texts):
        services.publish_document(document, kind=document.kind)
    programme = Programme.objects.create(
        organisation=organisation, title="Better service", purpose=Purpose.DEVELOPMENT
    )
    return Round.objects.create(
        programme=programme,
        state=state,
        pack=PACK,
        instrument_sha256=pack.instrument.sha256,
        texts_sha256=pack.report_texts.sha256,
        closes_on=last_day(),
        colleagues_asked=True,
        release_at_once=False,
    )


def saved(key: str) -> SavedResponse:
    """The row behind a key."""
    return selectors.find_response(key)


def address(key: str, rest: str) -> str:
    """The address of a page of one response."""
    return f"/answer/{key}/{rest}"


def feedback_round(organisation: Organisation, state: RoundState = RoundState.OPEN) -> Round:
    """A round for development in which leaders are rated on what they are seen to do."""
    pack = find_framework_pack(FRAMEWORK)
    instrument = feedback_questionnaire(pack)
    services.publish_document(instrument, kind=instrument.kind)
    for document in (pack.framework, pack.feedback_report_texts):
        services.publish_document(document, kind=document.kind)
    programme = Programme.objects.create(
        organisation=organisation,
        title="Leaders 2027",
        purpose=Purpose.DEVELOPMENT,
        template="360-feedback",
    )
    return Round.objects.create(
        programme=programme,
        state=state,
        pack=FRAMEWORK,
        instrument_sha256=instrument.sha256,
        texts_sha256=pack.feedback_report_texts.sha256,
        closes_on=last_day(),
        colleagues_asked=True,
        is_feedback=True,
        release_at_once=False,
    )
