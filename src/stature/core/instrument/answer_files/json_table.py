"""JSON answers, laid out as a table so that one set of rules reads every kind of file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stature.core.instrument.answer_files.limits import refuse
from stature.core.instrument.answer_files.tables import Row, Table, check_header

HOW_TO_WRITE = (
    'Write a list of people: [{"respondent": "p1", "answers": '
    '{"SL-1": {"individual": 2, "organisation": 1}}}].'
)


def read_json(path: Path) -> Table:
    """Read a list of people, each with answers by item and rating."""
    people = _people(path.name, _load(path))
    flat = [dict(_flatten(path.name, number, person)) for number, person in enumerate(people, 1)]
    header = list(dict.fromkeys(name for person in flat for name in person))
    if not header:
        refuse(path.name, "there are no answers in the file", HOW_TO_WRITE)
    check_header(path.name, header)
    rows = (
        Row(number, [person.get(name, "") for name in header])
        for number, person in enumerate(flat, 1)
    )
    return Table(path.name, header, rows)


def _load(path: Path) -> Any:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return json.loads(text, object_pairs_hook=_without_repeats)
    except UnicodeDecodeError as error:
        refuse(path.name, "the file is not written in UTF-8", "Save it as UTF-8.",
               found=f"byte {error.start}")
    except json.JSONDecodeError as error:
        refuse(
            path.name, f"this is not JSON: {error.msg}", HOW_TO_WRITE,
            row=error.lineno, column=str(error.colno),
        )
    except RecursionError:
        refuse(path.name, "the JSON is nested too deeply", HOW_TO_WRITE)
    except ValueError as error:
        refuse(path.name, str(error), HOW_TO_WRITE)


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    repeated = {name for name in names if names.count(name) > 1} if len(names) < 2_000 else set()
    if repeated:
        raise ValueError(f"the name '{sorted(repeated)[0][:40]}' stands twice in one object")
    return dict(pairs)


def _people(file: str, document: Any) -> list[dict[str, Any]]:
    if isinstance(document, dict):
        document = document.get("responses", [document])
    if not isinstance(document, list) or not document:
        refuse(file, "the JSON holds no list of people", HOW_TO_WRITE)
    for number, person in enumerate(document, 1):
        if not isinstance(person, dict):
            refuse(file, "a person must be an object", HOW_TO_WRITE, row=number,
                   found=type(person).__name__)
    return document


def _flatten(file: str, number: int, person: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Name and text of each value; nested answers get 'SL-1 individual' as their name."""
    for name, value in person.items():
        if name != "answers":
            yield name, _text(value)
            continue
        if not isinstance(value, dict):
            refuse(file, "'answers' must be an object", HOW_TO_WRITE, row=number, column=name)
        for item, ratings in value.items():
            if not isinstance(ratings, dict):
                refuse(file, "an item must hold an object with its ratings", HOW_TO_WRITE,
                       row=number, column=item)
            for perspective, rating in ratings.items():
                yield f"{item} {perspective}", _text(rating)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)
