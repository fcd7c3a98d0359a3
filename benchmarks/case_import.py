"""A CASE package of 50,000 items and 300,000 associations, from a file to a checked package.

Asked: under 10 s and under 1 GB. Pydantic reads the same file into models of the same fields and
checks no structure; jsonschema checks a twentieth of it against the official schema.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from benchmarks.measuring import HEADER, Comparison, is_here, measure, measure_several, timed

ITEMS = 50_000
ASSOCIATIONS_PER_ITEM = 6
RUNS = 3
SMALLER = 20
MOST_SECONDS = 10.0
MOST_MB = 1024.0
SCHEMA = Path(__file__).parents[2] / "shared/data/specs/case-v1p1-cfpackage.schema.json"
BASE = "https://competencies.example.org/ims/case/v1p1"
CHANGED = "2026-01-01T00:00:00+00:00"


def run(items: int = ITEMS) -> list[Comparison]:
    """Import the same files with each; print seconds and memory against what was asked."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sound, damaged, small = (folder / f"{each}.json" for each in ("sound", "damaged", "small"))
        measure(_write, sound, items, False)
        measure(_write, damaged, items, True)
        measure(_write, small, items // SMALLER, False)
        lines = _against_pydantic(sound)
        _print_run("damaged", damaged, *measure_several(1, (_ours, damaged)))
        return lines + _against_jsonschema(small)


def _against_pydantic(path: Path) -> list[Comparison]:
    ours, peer = measure_several(RUNS, (_ours, path), (_pydantic, path))
    _print_run("sound", path, ours)
    print(f"pydantic: peak memory {peer.peak_mb:.0f} MB")
    _say("seconds", ours.seconds, MOST_SECONDS)
    _say("MB", ours.peak_mb, MOST_MB)
    return [Comparison("CASE import, structure checked", ours.seconds, "pydantic", peer.seconds, 1)]


def _against_jsonschema(path: Path) -> list[Comparison]:
    if not is_here("jsonschema") or not SCHEMA.is_file():
        return []
    ours, peer = measure_several(1, (_ours, path), (_jsonschema, path))
    what = f"CASE import, a {SMALLER}th of it"
    return [Comparison(what, ours.seconds, "jsonschema", peer.seconds, 10)]


def _print_run(what: str, path: Path, result: Any) -> None:
    megabytes = path.stat().st_size / 2**20
    print(
        f"{what} package, {megabytes:.0f} MB: {result.value}; "
        f"{result.seconds:.2f} s, peak memory {result.peak_mb:.0f} MB"
    )


def _say(what: str, value: float, most: float) -> None:
    print(f"{what}: {value:.1f} of at most {most:.0f}: {'ok' if value < most else 'NOT MET'}")


def _ours(path: Path) -> tuple[float, dict[str, int]]:
    from stature.core.framework.exchange.case import read_case  # loading is not what is measured

    seconds, case = timed(lambda: read_case(path))
    return seconds, case.counts


def _pydantic(path: Path) -> tuple[float, int]:
    from pydantic import BaseModel, ConfigDict, TypeAdapter

    class Link(BaseModel):
        model_config = ConfigDict(extra="forbid")
        title: str
        identifier: UUID
        uri: str

    class Item(BaseModel):
        model_config = ConfigDict(extra="forbid")
        identifier: UUID
        uri: str
        lastChangeDateTime: str  # noqa: N815
        fullStatement: str  # noqa: N815
        humanCodingScheme: str  # noqa: N815
        CFItemType: str
        CFItemTypeURI: Link
        language: str

    class Association(BaseModel):
        model_config = ConfigDict(extra="forbid")
        identifier: UUID
        uri: str
        lastChangeDateTime: str  # noqa: N815
        associationType: str  # noqa: N815
        sequenceNumber: int  # noqa: N815
        originNodeURI: Link  # noqa: N815
        destinationNodeURI: Link  # noqa: N815

    class Package(BaseModel):
        CFDocument: dict[str, str]
        CFItems: list[Item]
        CFAssociations: list[Association]

    adapter = TypeAdapter(Package, config=None)
    seconds, package = timed(lambda: adapter.validate_python(json.loads(path.read_bytes())))
    return seconds, len(package.CFAssociations)


def _jsonschema(path: Path) -> tuple[float, int]:
    import jsonschema

    validator = jsonschema.Draft201909Validator(json.loads(SCHEMA.read_bytes()))

    def check() -> int:
        return len(list(validator.iter_errors(json.loads(path.read_bytes()))))

    return timed(check)


def _write(path: Path, items: int, damaged: bool) -> tuple[float, None]:
    return timed(lambda: path.write_text(json.dumps(made_up(items, damaged)), "utf-8"))


def made_up(items: int, damaged: bool) -> dict[str, Any]:
    """A tree of items with five further associations each.

    Damaged, every association has its number as text and a field that CASE does not know.
    """
    dice = random.Random(7)
    names = [str(UUID(int=dice.getrandbits(128), version=4)) for _ in range(items + 1)]
    associations = []
    for number in range(1, items + 1):
        ends = [(number // 10, "isChildOf")]
        ends += [(dice.randint(1, items), "isRelatedTo") for _ in range(ASSOCIATIONS_PER_ITEM - 1)]
        for destination, kind in ends:
            name = str(UUID(int=dice.getrandbits(128), version=4))
            associations.append(
                _part("CFAssociations", name)
                | {
                    "associationType": kind,
                    "sequenceNumber": str(number) if damaged else number,
                    "originNodeURI": _link("CFItems", names[number], f"S.{number}"),
                    "destinationNodeURI": _link(
                        "CFItems" if destination else "CFDocuments", names[destination], "S"
                    ),
                }
                | ({"colour": "blue"} if damaged else {})
            )
    document = _part("CFDocuments", names[0]) | {"title": "Made up", "creator": "Nobody"}
    return {
        "CFDocument": document,
        "CFItems": [_item(name, number) for number, name in enumerate(names) if number],
        "CFAssociations": associations,
    }


def _part(kind: str, name: str) -> dict[str, Any]:
    return {"identifier": name, "uri": f"{BASE}/{kind}/{name}", "lastChangeDateTime": CHANGED}


def _link(kind: str, name: str, title: str) -> dict[str, str]:
    return {"title": title, "identifier": name, "uri": f"{BASE}/{kind}/{name}"}


def _item(name: str, number: int) -> dict[str, Any]:
    return _part("CFItems", name) | {
        "fullStatement": f"Does thing number {number} for customers, at the time they need it.",
        "humanCodingScheme": f"S.{number}",
        "CFItemType": "Behavioural indicator",
        "CFItemTypeURI": _link("CFItemTypes", name, "Behavioural indicator"),
        "language": "en",
    }


if __name__ == "__main__":
    lines = run(int(sys.argv[1]) if len(sys.argv) > 1 else ITEMS)
    print(HEADER, *lines, sep="\n")
