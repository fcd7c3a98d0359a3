"""An organisation's own frameworks, as the tests of several areas need them."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stature.web.accounts.models import Organisation
from stature.web.frameworks.models import FrameworkUpload, OrganisationFramework
from stature.web.frameworks.services import keep_upload, take_upload
from tests.own_frameworks import zipped_pack

HOME = "/o/harbour/frameworks/"


def kept(
    organisation: Organisation, data: bytes | None = None, **changes: Any
) -> OrganisationFramework:
    """A framework that an organisation keeps, with a role to compare with."""
    sent = zipped_pack(**changes) if data is None else data
    upload = take_upload(organisation=organisation, data=sent, file_name="mine.zip")
    return keep_upload(upload=upload)


def send(browser: Client, data: bytes, name: str = "mine.zip", home: str = HOME) -> Any:
    """Send a file through the page."""
    return browser.post(f"{home}add/", {"file": SimpleUploadedFile(name, data)})


def sent(browser: Client, data: bytes) -> FrameworkUpload:
    """What came of a file that was sent and not kept yet."""
    answer = send(browser, data)
    assert answer.status_code == 302, answer.content.decode()
    return FrameworkUpload.objects.latest("pk")
