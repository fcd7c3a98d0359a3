"""Reads e-mails that came back and marks whom they were for.

From a Maildir (read ones move from ``new`` to ``cur``), from one file, or from standard input::

    read_bounces /var/mail/stature-bounces/
    read_bounces bounce.eml
    read_bounces -
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from stature.web.invitations.bounces import LARGEST, NotADeliveryReportError, read_bounce
from stature.web.invitations.services import note_bounce


class Command(BaseCommand):
    """Mark the people whose e-mails came back."""

    help = "Read e-mails that came back, from a Maildir, a file, or - for standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The place to read from."""
        parser.add_argument("source", help="a Maildir, a file with one e-mail, or -")

    def handle(self, *_args: Any, source: str, **_options: Any) -> None:
        """Read all that is new, and say what it was."""
        marked = read = 0
        for name, content in _emails(source):
            read += 1
            try:
                marked += _note(content)
            except NotADeliveryReportError as error:
                self.stderr.write(f"{name}: {error}")
        self.stdout.write(f"{read} read, {marked} marked as come back.")


def _note(content: bytes) -> bool:
    bounce = read_bounce(content)
    return bounce is not None and note_bounce(bounce.message_id, bounce.problem)


def _emails(source: str) -> Iterator[tuple[str, bytes]]:
    """Each e-mail with its name, never more of it than one byte over the limit."""
    place = Path(source)
    if source == "-":
        yield "standard input", sys.stdin.buffer.read(LARGEST + 1)
    elif (place / "new").is_dir():
        yield from _from_maildir(place)
    elif place.is_file():
        yield place.name, _beginning(place)
    else:
        raise CommandError(f"{source} is neither a Maildir nor a file. Please name one, or use -.")


def _from_maildir(place: Path) -> Iterator[tuple[str, bytes]]:
    """The new e-mails of a Maildir. Each is put among the read ones after it was dealt with."""
    for file in sorted((place / "new").iterdir()):
        if file.is_file() and not file.is_symlink():
            yield file.name, _beginning(file)
            file.replace(place / "cur" / f"{file.name}:2,S")


def _beginning(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(LARGEST + 1)
