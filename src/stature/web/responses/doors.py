"""The ways by which people come to a response: each has pages of the same names."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from stature.core.instrument.model import Section
from stature.web.accounts.models import Organisation


@dataclass(frozen=True)
class Door:
    """How somebody came to a response: what the addresses of its pages begin with, and their key.

    ``store`` names the answers that a browser keeps until they are sent. ``subject`` is who the
    questions are about, when that is somebody else. ``language`` is what the page speaks, and
    ``languages`` are the codes and names that it offers: all of the site's when there are none.
    """

    pages: str
    key: str | int
    store: str
    subject: str = ""
    is_demo: bool = False
    organisation: Organisation | None = None
    language: str = ""
    languages: tuple[tuple[str, str], ...] = ()

    @property
    def area(self) -> str:
        """The name of the page of an area."""
        return f"{self.pages}area"

    @property
    def decline(self) -> str:
        """The name of the page to say no on."""
        return f"{self.pages}decline"

    @property
    def take_part(self) -> str:
        """The name of the page that takes a no back."""
        return f"{self.pages}take-part"

    @property
    def save_address(self) -> str:
        """Where single answers are sent to, with the language in which they are asked for."""
        address = self._address("save-answer")
        return f"{address}?language={self.language}" if self.language else address

    @property
    def check_address(self) -> str:
        """The page that lists what is missing."""
        return self._address("check")

    @property
    def seal_address(self) -> str:
        """Where the answers are closed."""
        return self._address("seal")

    @property
    def start_address(self) -> str:
        """What comes before the first question."""
        return self._address("change-start" if self.is_demo else "start")

    def area_address(self, section: Section) -> str:
        """The page of an area."""
        return reverse(self.area, args=[self.key, section.code.lower()])

    def _address(self, page: str) -> str:
        return reverse(f"{self.pages}{page}", args=[self.key])
