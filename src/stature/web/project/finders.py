"""Where the report's own stylesheet is found, so that the site and the file look the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

from stature.core.reporting.render_html import STYLESHEET

PUBLIC_NAME: Final = STYLESHEET.name


class ReportStylesheetFinder(BaseFinder):
    """Finds report.css beside the report's templates, and none of the templates."""

    def find(self, path: str, **kwargs: Any) -> Any:
        """The stylesheet's place, when it is what is asked for."""
        found = str(STYLESHEET) if path == PUBLIC_NAME else []
        wants_all = kwargs.get("find_all") or kwargs.get("all")
        return [found] if found and wants_all else found

    def list(
        self,
        ignore_patterns: Iterable[str] | None,  # noqa: ARG002 (named so by Django)
    ) -> Iterator[tuple[str, Storage]]:
        """The one file that there is."""
        yield PUBLIC_NAME, FileSystemStorage(location=STYLESHEET.parent)
