"""JSON answers, laid out as a table so that one set of rules reads every kind of file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stature.core.instrument.answer_files.limits import check_width, refuse
from stature.core.instrument.answer_files.quoting import short
from stature.core.instrument.answer_files.tables import Fault, Row, Table

HOW_TO_WRITE = (
    'Write a list of people: [{"respondent": "p1", "answers": '
    '{"SL-1": {"individual": 2, "organisation": 1}}}].'
)


@dataclass(frozen=True, slots=True)
class _Misplaced:
    """A value that may not stand where it does."""

    problem: str
    value: object

    @property
    def found(self) -> str:
        kinds: dict[type, str] = {dict: "an object", list: "a list"}
        return kinds.get(type(self.value)) or short(_text(self.value))


@dataclass(frozen=True, slots=True)
class _Person:
    """One person laid out flat: the text of each column, and what could not be laid out."""

    cells: dict[str, str]
    faults: tuple[Fault, ...]


def read_json(path: Path) -> Table:
    """Read a list of people, each with answers by item and rating."""
    people = [_lay_out(person) for person in _people(path.name, _load(path))]
    header = list(dict.fromkeys(name for person in people for name in person.cells))
    if not header:
        _refuse_all(path.name, people)
    check_width(path.name, header, row=None)
    rows = (
        Row(number, [person.cells.get(name, "") for name in header], person.faults)
        for number, person in enumerate(people, 1)
    )
    return Table(path.name, header, rows, header_row=None)


def _load(path: Path) -> Any:
    """The document, with numbers as the text they are written in: no rounding, no overflow."""
    try:
        return json.loads(
            path.read_bytes().decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_int=str,
            parse_float=str,
            parse_constant=str,
        )
    except UnicodeDecodeError as error:
        refuse(
            path.name,
            "the file is not written in UTF-8",
            "Save it as UTF-8.",
            row=error.object.count(b"\n", 0, error.start) + 1,
            found=f"the byte 0x{error.object[error.start]:02X}",
        )
    except json.JSONDecodeError as error:
        refuse(
            path.name,
            f"this is not JSON: {error.msg}",
            HOW_TO_WRITE,
            row=error.lineno,
            column=str(error.colno),
        )
    except RecursionError:
        refuse(path.name, "the JSON is nested too deeply", HOW_TO_WRITE)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any] | _Misplaced:
    """An object, unless a name in it stands twice and one of the values would be lost."""
    named = dict(pairs)
    if len(named) == len(pairs):
        return named
    counts = Counter(name for name, _ in pairs)
    twice = next(name for name, count in counts.items() if count > 1)
    return _Misplaced("a name stands twice in one object", twice)


def _people(file: str, document: Any) -> list[Any]:
    if isinstance(document, dict):
        document = document.get("responses", [document])
    if isinstance(document, _Misplaced):
        refuse(file, document.problem, HOW_TO_WRITE, found=document.found)
    if not isinstance(document, list) or not document:
        refuse(file, "the JSON holds no list of people", HOW_TO_WRITE)
    return document


def _lay_out(person: Any) -> _Person:
    cells: dict[str, str] = {}
    misplaced: list[tuple[str, _Misplaced]] = []
    for name, value in _values(person):
        if isinstance(value, _Misplaced):
            misplaced.append((name, value))
        elif name in cells:
            misplaced.append((name, _Misplaced("this answer is given twice", value)))
        else:
            cells[name] = _text(value)
            if isinstance(value, dict | list):
                misplaced.append((name, _Misplaced("a text or a number must stand here", value)))
    return _Person(cells, tuple(_fault(name, value) for name, value in misplaced))


def _fault(name: str, misplaced: _Misplaced) -> Fault:
    return Fault(name or None, misplaced.found, misplaced.problem, HOW_TO_WRITE)


def _values(person: Any) -> Iterator[tuple[str, Any]]:
    """Name and value of each column; nested answers get 'SL-1 individual' as their name."""
    if not isinstance(person, dict):
        yield "", _misplaced(person, "a person must be an object")
        return
    for name, value in person.items():
        if name == "answers":
            yield from _answers(value)
        elif name:
            yield name, value


def _answers(answers: Any) -> Iterator[tuple[str, Any]]:
    if not isinstance(answers, dict):
        yield "answers", _misplaced(answers, "'answers' must be an object")
        return
    for item, ratings in answers.items():
        if not isinstance(ratings, dict):
            yield item, _misplaced(ratings, "an item must hold an object with its ratings")
            continue
        for perspective, rating in ratings.items():
            yield f"{item} {perspective}", rating


def _misplaced(value: Any, problem: str) -> _Misplaced:
    return value if isinstance(value, _Misplaced) else _Misplaced(problem, value)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else ""


def _refuse_all(file: str, people: list[_Person]) -> None:
    for number, person in enumerate(people, 1):
        for fault in person.faults:
            refuse(file, fault.problem, fault.remedy, row=number, found=fault.found)
    refuse(file, "there are no answers in the file", HOW_TO_WRITE)
