"""What group reports told, as a file beside them: the next run and the audit read it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from stature.core.disclosure import LeadersTold, leaders_told_document, leaders_told_of_document
from stature.core.errors import AnswersError, DisclosureError

NAME: Final = "group-basis.json"


def write_basis(folder: Path, told: LeadersTold) -> None:
    """Write it. It names leaders, and belongs where their answers are."""
    text = json.dumps(leaders_told_document(told), indent=2, ensure_ascii=False)
    (folder / NAME).write_text(text + "\n", encoding="utf-8", newline="\n")


def read_basis(path: Path) -> LeadersTold:
    """What was told. Raises AnswersError for a file that does not say so."""
    try:
        document = json.loads(path.read_text("utf-8"))
        if isinstance(document, dict):
            return leaders_told_of_document(document)
    except (OSError, ValueError, DisclosureError) as error:
        raise _no_basis(path) from error
    raise _no_basis(path)


def _no_basis(path: Path) -> AnswersError:
    return AnswersError(
        "this does not say what group reports told.",
        where=path.name,
        remedy=f"Give the file {NAME} that 'stature feedback group' wrote beside them.",
    )
