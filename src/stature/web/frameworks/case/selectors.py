"""Published packages: found by kind and identifier, listed by a query."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from typing import Final, Self

from stature import __version__
from stature.core.framework.exchange.case import case_package
from stature.core.framework.model import Framework
from stature.web.frameworks.case.errors import InvalidIdentifierError, UnknownObjectError
from stature.web.frameworks.case.filters import sort_key
from stature.web.frameworks.case.index import Index, Part, index_package
from stature.web.frameworks.case.query import DocumentQuery
from stature.web.frameworks.selectors import published_frameworks

UUID_TEXT: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True)
class PublishedPackage:
    """The package of one framework, laid out, with what its freshness is judged by."""

    index: Index
    sha256: str
    changed: datetime

    @classmethod
    def of(cls, framework: Framework) -> Self:
        """The package of a framework, with URIs that lack only the site in front."""
        return cls(
            index=index_package(case_package(framework, base_uri="")),
            sha256=framework.sha256,
            changed=datetime.combine(framework.provenance.published, time(), UTC),
        )


@dataclass(frozen=True)
class Answer:
    """What is sent, its fingerprint, and when it last changed."""

    payload: Part
    fingerprint: str
    changed: datetime


@dataclass(frozen=True)
class DocumentPage:
    """One page of documents, and how many there are on all pages."""

    answer: Answer
    total: int


@cache
def published_packages() -> tuple[PublishedPackage, ...]:
    """The packages of all published frameworks, laid out once."""
    return tuple(PublishedPackage.of(framework) for framework in published_frameworks())


def find_part(kind: str, identifier: str) -> Answer:
    """The part of a kind with an identifier, out of whichever package has it."""
    if UUID_TEXT.fullmatch(identifier) is None:
        raise InvalidIdentifierError(
            f"Invalid UUID: {identifier[:60]!r}.",
            where=kind,
            remedy="An identifier looks like this: c1999549-5252-532f-8ce8-8f33e497ebd8.",
        )
    for package in published_packages():
        payload = package.index[kind].get(identifier.lower())
        if payload is not None:
            return _answer(payload, [package])
    raise UnknownObjectError(
        f"Unknown Object: nothing published here has the identifier {identifier}.", where=kind
    )


def select_documents(query: DocumentQuery) -> DocumentPage:
    """The documents that a query asks for. Raises UnknownObjectError when its page is empty."""
    packages = published_packages()
    documents = _in_order(_that_fit(packages, query), query)
    shown = documents[query.offset : query.offset + query.limit]
    if not shown:
        raise _empty_page(len(documents))
    selected = [
        {name: value for name, value in document.items() if name in query.fields}
        for document in shown
    ]
    return DocumentPage(_answer({"CFDocuments": selected}, packages), len(documents))


def _that_fit(packages: Iterable[PublishedPackage], query: DocumentQuery) -> list[Part]:
    documents = [each for package in packages for each in package.index["CFDocuments"].values()]
    if query.filter is None:
        return documents
    return [each for each in documents if query.filter.holds_for(each)]


def _in_order(documents: list[Part], query: DocumentQuery) -> list[Part]:
    field = query.sort
    if field is None:
        return documents
    return sorted(
        documents,
        key=lambda document: sort_key(document.get(field, "")),
        reverse=query.descending,
    )


def _empty_page(total: int) -> UnknownObjectError:
    """The standard has no empty list of documents."""
    return UnknownObjectError(
        f"Unknown Object: this page is empty. Documents that fit on all pages: {total}.",
        where="CFDocuments",
        remedy="Ask with a smaller offset or another filter.",
    )


def _answer(payload: Part, packages: Iterable[PublishedPackage]) -> Answer:
    """The fingerprint holds the version of Stature, which may write the same framework anew."""
    used = list(packages)
    seen = "".join(package.sha256 for package in used) + __version__
    return Answer(
        payload=payload,
        fingerprint=hashlib.sha256(seen.encode()).hexdigest(),
        changed=max(package.changed for package in used),
    )
