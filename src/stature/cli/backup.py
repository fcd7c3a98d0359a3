"""``stature backup`` and ``stature restore``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from stature.cli.site import DEFAULT_FOLDER, DataFolder, the_site


def backup(
    target: Annotated[
        Path | None,
        typer.Argument(help="The new file; stature-backup-DAY-TIME.zip when left out."),
    ] = None,
    data: DataFolder = DEFAULT_FOLDER,
) -> None:
    """Write all data of the site to one file, while the site runs.

    The file is not encrypted. Only your own user may read it: keep it where answers may be kept.
    """
    target = target or Path(f"stature-backup-{datetime.now(UTC):%Y-%m-%d-%H%M%S}.zip")
    contents = the_site().back_up(data, target)
    size = sum(part.size for part in contents.parts.values())
    typer.echo(f"{target}: {size / 1e6:,.1f} MB of data, made at {contents.made_at}")
    typer.echo("It is not encrypted; only your own user may read it.")


def restore(
    archive: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="A file that 'backup' wrote.")
    ],
    data: DataFolder = DEFAULT_FOLDER,
    force: Annotated[bool, typer.Option("--force", help="Replace the data that are here.")] = False,
) -> None:
    """Put a back-up in the place of the site's data. Stop the site first.

    Restore your own back-ups only: the hashes in one find damage, they do not prove who made it.
    """
    contents = the_site().restore(data, archive, force=force)
    typer.echo(f"Restored the data of {contents.made_at} (Stature {contents.version}).")
