"""What the commands of the site have in common: the folder of its data, and its parts."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from stature.core.errors import StatureError

DataFolder = Annotated[
    Path,
    typer.Option("--data", envvar="STATURE_DATA", help="The folder of the site's data."),
]
DEFAULT_FOLDER = Path("stature-data")


def the_site() -> ModuleType:
    """The module that starts the site. Raises StatureError where its parts are not installed."""
    try:
        import granian  # noqa: F401

        from stature.web import launch
    except ModuleNotFoundError as error:
        raise StatureError(
            f"the site needs '{error.name}', which is not installed.",
            remedy="Install it with: pip install 'stature[web]'.",
        ) from error
    return launch
