"""Findings for people, for programs, and for editors and code review (SARIF)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from stature.core.framework.wording.finding import WordingFinding, WordingRule

SHOWN_BEFORE, SHOWN_AFTER = 90, 60
UNDERLINE, PLAIN = "\x1b[4m", "\x1b[24m"
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a file; lines and columns count from 1, the end column is the one after."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class LocatedFinding:
    """A finding and where it stands: the file, the region, and the place inside a document."""

    file: str
    region: Region
    place: str
    kind: str
    finding: WordingFinding


def as_people_read(located: LocatedFinding, *, underline: bool) -> str:
    """Where, the sentence with the words underlined (or marked by carets), why, and what to do."""
    finding = located.finding
    where = f"{located.file}, line {located.region.line}, column {located.region.column}"
    place = f", {located.place}" if located.place else ""
    lines = [f"{where}{place}: {finding.rule}", *_sentence_lines(finding, underline=underline)]
    return "\n".join([*lines, f"    {finding.why} {finding.suggestion}"])


def _sentence_lines(finding: WordingFinding, *, underline: bool) -> list[str]:
    first = max(0, finding.start - SHOWN_BEFORE)
    last = min(len(finding.sentence), finding.end + SHOWN_AFTER)
    before = ("… " if first else "") + _visible(finding.sentence[first : finding.start])
    words = _visible(finding.words)
    after = _visible(finding.sentence[finding.end : last])
    after += " …" if last < len(finding.sentence) else ""
    if underline:
        return [f"    {before}{UNDERLINE}{words}{PLAIN}{after}"]
    return [f"    {before}{words}{after}", f"    {' ' * len(before)}{'^' * len(words)}"]


def _visible(text: str) -> str:
    """The text without control characters, which could move the cursor."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def as_json(findings: Iterable[LocatedFinding]) -> list[dict[str, Any]]:
    """The findings as plain data."""
    return [
        {
            "file": one.file,
            "line": one.region.line,
            "column": one.region.column,
            "end_line": one.region.end_line,
            "end_column": one.region.end_column,
            "place": one.place,
            "kind": one.kind,
            "rule": str(one.finding.rule),
            "sentence": one.finding.sentence,
            "start": one.finding.start,
            "end": one.finding.end,
            "words": one.finding.words,
            "why": one.finding.why,
            "suggestion": one.finding.suggestion,
        }
        for one in findings
    ]


def as_sarif(findings: Sequence[LocatedFinding], *, version: str) -> dict[str, Any]:
    """The findings as a SARIF 2.1.0 log with one run."""
    rules = list(WordingRule)
    driver = {
        "name": "stature wording check",
        "semanticVersion": version,
        "rules": [
            {
                "id": f"wording/{rule}",
                "name": "".join(part.capitalize() for part in rule.split("-")),
                "shortDescription": {"text": rule.summary},
                "defaultConfiguration": {"level": "warning"},
            }
            for rule in rules
        ],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(one, rules.index(one.finding.rule)) for one in findings],
    }
    return {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


def _sarif_result(one: LocatedFinding, rule_index: int) -> dict[str, Any]:
    region = {
        "startLine": one.region.line,
        "startColumn": one.region.column,
        "endLine": one.region.end_line,
        "endColumn": one.region.end_column,
        "snippet": {"text": one.finding.words},
    }
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": _as_uri(one.file)}, "region": region}
    }
    if one.place:
        location["logicalLocations"] = [{"fullyQualifiedName": one.place}]
    return {
        "ruleId": f"wording/{one.finding.rule}",
        "ruleIndex": rule_index,
        "level": "warning",
        "message": {"text": f"{one.finding.why} {one.finding.suggestion}"},
        "locations": [location],
    }


def _as_uri(path: str) -> str:
    """A relative path as a URI reference; what a URI may not hold is written in hexadecimal."""
    allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/"
    return "".join(
        letter if letter in allowed else "".join(f"%{byte:02X}" for byte in letter.encode())
        for letter in path.replace("\\", "/")
    )
