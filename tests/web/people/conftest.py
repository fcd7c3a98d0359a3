"""People of an organisation, and tables that change them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from stature.web.accounts.models import Organisation, Role
from stature.web.people import services
from stature.web.people.models import ImportPreview, PeopleImport, Person
from tests.web.conftest import client_of, member

HEADER = ("FirstName", "LastName", "Email", "UniqueIdentifier")


def csv_bytes(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> bytes:
    """A table of people."""
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode()


def upload(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER, name: str = "staff.csv"):
    """The same table as a browser sends it."""
    return {"table": SimpleUploadedFile(name, csv_bytes(*rows, header=header))}


@pytest.fixture
def mary(organisation: Organisation) -> Person:
    """A line manager."""
    return services.add_person(
        organisation=organisation,
        email="mary@harbour.example",
        first_name="Mary",
        last_name="Stone",
        identifier="S1",
        unit="Front desk",
    )


@pytest.fixture
def stranger(other_organisation: Organisation) -> Person:
    """Somebody of the other organisation."""
    return services.add_person(
        organisation=other_organisation, email="sven@northern.example", last_name="Holm"
    )


@pytest.fixture
def preview(organisation: Organisation) -> Callable[..., ImportPreview]:
    """Read a table."""

    def read(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> ImportPreview:
        return services.preview_import(
            organisation=organisation, data=csv_bytes(*rows, header=header), file_name="staff.csv"
        )

    return read


@pytest.fixture
def bring_in(preview) -> Callable[..., PeopleImport]:
    """Read a table and confirm it."""

    def bring(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> PeopleImport:
        return services.confirm_import(preview=preview(*rows, header=header))

    return bring


@pytest.fixture
def line_manager_browser(organisation: Organisation):
    """The browser of a member who may not keep people."""
    return client_of(member(organisation, "leo@harbour.example", Role.LINE_MANAGER))


@pytest.fixture
def outsider_browser(outsider):
    """The browser of an administrator of the other organisation."""
    return client_of(outsider)
