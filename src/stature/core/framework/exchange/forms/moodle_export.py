"""A package as Moodle's CSV of a competency framework.

Moodle has one tree of competencies and one scale. Anchors have no place in it, and are left out.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from stature.core.framework.exchange.case.model import CaseConcept, CasePackage
from stature.core.framework.exchange.case.own_fields import CLUSTER
from stature.core.framework.exchange.case.tree import Node, from_the_top
from stature.core.framework.exchange.forms.html_text import html_of_text, text_of_html
from stature.core.framework.exchange.forms.moodle_import import (
    COLUMNS,
    CONFIGURATION,
    DESCRIPTION,
    EXTENSION,
    FORMAT,
    ID,
    IS_FRAMEWORK,
    IS_RELATED_TO,
    PARENT,
    RELATED,
    SCALE,
    SHORTNAME,
    TAXONOMY,
)

LONGEST_SHORTNAME: Final = 100
LONGEST_ID: Final = 100
FORMAT_IS_HTML: Final = "1"
TWO_LEVELS: Final = ("Not yet competent", "Competent")
TAXONOMIES: Final = "domain,competency,level,behaviour"
RULES: Final = {"Rule outcome (optional)": "0", "Rule config (optional)": "null"}
EXPORTED_ID: Final = "Exported id (optional)"


def moodle_rows(package: CasePackage) -> Iterator[list[str]]:
    """The rows of a package, in the order of COLUMNS; each part after its parent."""
    for cells in _rows(package):
        yield [cells.get(column, "") for column in COLUMNS]


def _rows(package: CasePackage) -> Iterator[dict[str, str]]:
    ids = _id_numbers(package)
    related = _related(package, ids)
    clusters = {concept.identifier: concept for concept in _clusters(package)}
    yield _framework_row(package)
    for concept in clusters.values():
        yield _cluster_row(concept)
    for number, node in enumerate(from_the_top(package), 1):
        item = node.item
        cells = _kept(item.extensions) or RULES | {EXPORTED_ID: str(number)}
        yield cells | {
            PARENT: _parent(node, ids, clusters),
            ID: ids[item.identifier],
            SHORTNAME: item.abbreviated_statement or _short(item.full_statement),
            DESCRIPTION: _description(item.full_statement, item.abbreviated_statement, cells),
            FORMAT: cells.get(FORMAT, FORMAT_IS_HTML),
            RELATED: ",".join(related.get(item.identifier, ())),
        }


def _framework_row(package: CasePackage) -> dict[str, str]:
    document = package.document
    cells = _kept(document.extensions)
    scale = {} if SCALE in cells else _scale(package)
    return (
        {TAXONOMY: TAXONOMIES}
        | scale
        | cells
        | {
            ID: cells.get(ID, document.identifier),
            SHORTNAME: document.title,
            DESCRIPTION: _description(document.description or "", "", cells),
            FORMAT: cells.get(FORMAT, FORMAT_IS_HTML),
            IS_FRAMEWORK: "1",
        }
    )


def _scale(package: CasePackage) -> dict[str, str]:
    """Moodle's one scale, from the rubric's levels; the upper half counts as proficient."""
    levels = {
        (level.score, level.quality)
        for rubric in package.rubrics
        for criterion in rubric.criteria
        for level in criterion.levels
        if level.score is not None and level.quality
    }
    names = tuple(name.replace(",", ";") for _, name in sorted(levels) if name) or TWO_LEVELS
    first = len(names) // 2 + 1
    proficient = [
        {"id": number, "scaledefault": int(number == first), "proficient": 1}
        for number in range(first, len(names) + 1)
    ]
    configuration: list[dict[str, Any]] = [{"scaleid": "1"}, *proficient]
    return {
        SCALE: ",".join(names),
        CONFIGURATION: json.dumps(configuration, separators=(",", ":")),
    }


def _clusters(package: CasePackage) -> list[CaseConcept]:
    return [concept for concept in package.definitions.concepts if concept.keywords == CLUSTER]


def _cluster_row(concept: CaseConcept) -> dict[str, str]:
    return RULES | {
        ID: _cluster_id(concept),
        SHORTNAME: concept.title,
        DESCRIPTION: html_of_text(concept.description or ""),
        FORMAT: FORMAT_IS_HTML,
    }


def _cluster_id(concept: CaseConcept) -> str:
    return f"cluster-{concept.hierarchy_code}"


def _parent(node: Node, ids: dict[str, str], clusters: dict[str, CaseConcept]) -> str:
    if node.parent is not None:
        return ids[node.parent.identifier]
    concept = node.item.concept and clusters.get(node.item.concept.identifier)
    return _cluster_id(concept) if concept else ""


def _id_numbers(package: CasePackage) -> dict[str, str]:
    """What Moodle calls each item: its code where that is its own and fits, else its UUID."""
    counts = Counter(item.code for item in package.items)
    return {
        item.identifier: item.code
        if item.code and counts[item.code] == 1 and _fits(item.code)
        else item.identifier
        for item in package.items
    }


def _fits(code: str) -> bool:
    return len(code) <= LONGEST_ID and "," not in code and code == code.strip()


def _related(package: CasePackage, ids: dict[str, str]) -> dict[str, list[str]]:
    related: dict[str, list[str]] = {}
    for association in package.associations:
        if association.association_type == IS_RELATED_TO:
            destination = association.destination
            name = ids.get(destination.identifier, destination.title)
            related.setdefault(association.origin.identifier, []).append(name)
    return related


def _kept(extensions: Any) -> dict[str, str]:
    """Moodle's own cells of a row that came from Moodle."""
    kept = extensions.get(EXTENSION) if isinstance(extensions, dict) else None
    return {k: v for k, v in kept.items() if isinstance(v, str)} if isinstance(kept, dict) else {}


def _description(text: str, short: str | None, cells: dict[str, str]) -> str:
    """Moodle's own HTML while it says the same as the text, else the text as HTML."""
    original = cells.get(DESCRIPTION, "")
    if (text_of_html(original) or (short if cells else None)) == text:
        return original
    return html_of_text(text)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHORTNAME else f"{line[: LONGEST_SHORTNAME - 1]}…"
