"""``stature organisation``: the organisations that use the site."""

from __future__ import annotations

from typing import Annotated

import typer

from stature.cli.site import DEFAULT_FOLDER, DataFolder, the_site
from stature.core.errors import StatureError

app = typer.Typer(help="The organisations that use the site.", no_args_is_help=True)
LONGEST_NAME = 120


@app.callback()
def _group() -> None:
    """The organisations that use the site."""


@app.command("create")
def create(
    name: Annotated[str, typer.Argument(help="The name of the organisation.")],
    administrator: Annotated[str, typer.Option(help="E-mail address of its administrator.")],
    data: DataFolder = DEFAULT_FOLDER,
) -> None:
    """Make an organisation, and print the link with which its administrator joins.

    The link works once and is kept nowhere else.
    """
    _check(name, administrator)
    address = the_site().create_organisation(data, name=name.strip(), administrator=administrator)
    typer.echo(f"{name.strip()} is made. Send this link to {administrator}; it works once:")
    typer.echo(address)


def _check(name: str, administrator: str) -> None:
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise StatureError(
            f"a name has 1 to {LONGEST_NAME} letters.", where="NAME", remedy="Please change it."
        )
    before, at, after = administrator.rpartition("@")
    if not (before and at and "." in after) or " " in administrator:
        raise StatureError(
            f"'{administrator}' is not an e-mail address.",
            where="--administrator",
            remedy="Please write it as name@example.org.",
        )
