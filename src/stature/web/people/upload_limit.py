"""Which files from outside are taken at all: tables of people and frameworks, of bounded size.

Django reads the body of a post before any page can look at it, so the limit must stand here.
"""

from __future__ import annotations

from typing import Any, Final

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from stature.web.people.import_file.table import MOST_BYTES

TAKES_FILES: Final = ("people:import", "frameworks:add")
ROUND_ABOUT: Final = 64 * 1024  # what a form has around its file
TOO_LARGE: Final = "stature.file_too_large"


class TableUploadHandler(FileUploadHandler):
    """Skips every file that no page asks for, and says of one when it was too large."""

    request: HttpRequest

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Skip a file that is too large, or that nobody asked for."""
        super().new_file(*args, **kwargs)
        match = self.request.resolver_match
        if match is None or match.view_name not in TAKES_FILES:
            raise SkipFile
        if int(self.request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES + ROUND_ABOUT:
            self.request.META[TOO_LARGE] = True
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002
        """Hand each piece on to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""
