"""Names and contents of the files that ``stature score`` writes."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from stature.core.errors import Finding
from stature.core.scoring.profile import ProfileScore
from stature.core.spreadsheet import no_formula


def file_names(respondents: Iterable[str]) -> list[str]:
    """A safe, unique file name for each respondent, without an ending."""
    taken: set[str] = set()
    names = []
    for number, respondent in enumerate(respondents, 1):
        plain = unicodedata.normalize("NFKD", respondent).encode("ascii", "ignore").decode()
        stem = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60] or f"respondent-{number}"
        name, copy = stem, 2
        while name in taken:
            name, copy = f"{stem}-{copy}", copy + 1
        taken.add(name)
        names.append(name)
    return names


def write_scores_json(path: Path, scores: Sequence[ProfileScore]) -> None:
    """Write all scores with everything they came from."""
    document = [score.model_dump(mode="json") for score in scores]
    text = json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def write_rows(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    """Write rows as CSV for spreadsheets; the keys of the first row are the header."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]) if rows else [], lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({name: no_formula(value) for name, value in row.items()})


def write_findings(path: Path, findings: Sequence[Finding]) -> None:
    """Write a list of what was left out and why."""
    rows = [
        {
            "file": finding.file,
            "row": finding.row,
            "column": finding.column,
            "found": finding.found,
            "problem": finding.problem,
            "remedy": finding.remedy,
        }
        for finding in findings
    ]
    write_rows(path, rows)
