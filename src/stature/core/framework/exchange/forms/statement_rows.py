"""A framework as one table: a row for each statement, for people who work in spreadsheets.

=====================  =====================================================================
kind                   what the row says
=====================  =====================================================================
about                  one thing about the framework: ``code`` says which, ``text`` says it
proficiency level      the name (``text``) of a level (``level``)
cluster                a cluster's code and name; its description in a row of its own
competency             code, name, tier, emphasis, second emphasis, and its cluster
tagline, essence, ...  what is said of a competency
facet                  code, title, and its competency
indicator, hint,       code, text, and its facet
question
counter-indicator      code, text, and its competency
anchor                 what is seen at a level of a competency
=====================  =====================================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from stature.core.framework.model import Cluster, Competency, Facet, Framework, Statement

COLUMNS: Final = (
    *("cluster", "competency", "tier", "facet", "kind", "code", "text"),
    *("level", "emphasis", "second emphasis", "uuid"),
)
# What 'about' rows are called, and where they lie in the document; True where there may be several.
ABOUT: Final[dict[str, tuple[tuple[str, ...], bool]]] = {
    "id": (("id",), False),
    "uuid": (("uuid",), False),
    "version": (("version",), False),
    "language": (("language",), False),
    "title": (("title",), False),
    "licence": (("licence",), False),
    "author": (("authors",), True),
    "parts": (("parts",), False),
    "purpose": (("provenance", "purpose"), False),
    "target role": (("provenance", "target_roles"), True),
    "method": (("provenance", "method"), False),
    "reviewer": (("provenance", "reviewers"), True),
    "published": (("provenance", "published"), False),
    "customer word": (("customer_word", "singular"), False),
    "customer word, plural": (("customer_word", "plural"), False),
    "customer word, article": (("customer_word", "article"), False),
}
SAID_OF_COMPETENCY: Final[dict[str, tuple[tuple[str, ...], bool]]] = {
    "tagline": (("tagline",), False),
    "essence": (("essence",), False),
    "customer description": (("customer_view", "description"), False),
    "customer benefit": (("customer_view", "benefit"), False),
    "customer words": (("customer_view", "words"), True),
}
OF_FACET: Final = {"indicator": "indicators", "hint": "hints", "question": "questions"}


def statement_rows(framework: Framework) -> Iterator[list[str]]:
    """The rows of a framework, in the order of COLUMNS."""
    for cells in _rows(framework):
        yield [str(cells.get(column) or "") for column in COLUMNS]


def _rows(framework: Framework) -> Iterator[dict[str, Any]]:
    plain = framework.model_dump(mode="json")
    for code, (path, _) in ABOUT.items():
        for text in _values(plain, path):
            yield {"kind": "about", "code": code, "text": text}
    for level in framework.proficiency_levels:
        yield {"kind": "proficiency level", "level": level.level, "text": level.name}
    for cluster in framework.clusters:
        yield from _cluster_rows(cluster)


def _values(plain: Any, path: tuple[str, ...]) -> list[str]:
    for name in path:
        plain = plain[name]
    return plain if isinstance(plain, list) else [plain]


def _cluster_rows(cluster: Cluster) -> Iterator[dict[str, Any]]:
    here = {"cluster": cluster.code}
    yield here | _named("cluster", cluster.code, cluster.uuid, cluster.name)
    yield here | {"kind": "cluster description", "text": cluster.description}
    for competency in cluster.competencies:
        yield from _competency_rows(competency, here)


def _competency_rows(competency: Competency, above: dict[str, str]) -> Iterator[dict[str, Any]]:
    here = above | {"competency": competency.code, "tier": competency.tier}
    yield (
        here
        | _named("competency", competency.code, competency.uuid, competency.name)
        | {"emphasis": competency.emphasis, "second emphasis": competency.second_emphasis}
    )
    plain = competency.model_dump(mode="json", include={"tagline", "essence", "customer_view"})
    for kind, (path, _) in SAID_OF_COMPETENCY.items():
        for text in _values(plain, path):
            yield here | {"kind": kind, "text": text}
    for facet in competency.facets:
        yield from _facet_rows(facet, here)
    for statement in competency.counter_indicators:
        yield here | _statement("counter-indicator", statement)
    for anchor in competency.anchors:
        yield here | _named("anchor", "", anchor.uuid, anchor.text) | {"level": anchor.level}


def _facet_rows(facet: Facet, above: dict[str, str]) -> Iterator[dict[str, Any]]:
    here = above | {"facet": facet.code}
    yield here | _named("facet", facet.code, facet.uuid, facet.title)
    for kind, name in OF_FACET.items():
        for statement in getattr(facet, name):
            yield here | _statement(kind, statement)


def _statement(kind: str, statement: Statement) -> dict[str, Any]:
    return _named(kind, statement.code, statement.uuid, statement.text)


def _named(kind: str, code: str, uuid: object, text: str) -> dict[str, Any]:
    return {"kind": kind, "code": code, "uuid": uuid, "text": text}
