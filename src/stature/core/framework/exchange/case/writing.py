"""From a framework to a CASE 1.1 package that validates against the official schema.

Competencies, facets and statements are items; clusters, tiers and the emphasis are concepts;
anchors are the levels of one rubric with a criterion for each competency. Whatever has no place
in CASE goes into extension objects, so that ``framework_from_case`` gives back the same document.
"""

from __future__ import annotations

from typing import Any, Final

from stature.core.framework.customer import CustomerWord
from stature.core.framework.exchange.case.addresses import Addresses
from stature.core.framework.exchange.case.export import Export
from stature.core.framework.exchange.case.item_export import association, children
from stature.core.framework.exchange.case.model import CaseDocument, CasePackage
from stature.core.framework.exchange.case.own_fields import extension_of
from stature.core.framework.exchange.case.plain import case_data
from stature.core.framework.exchange.case.rubric_export import rubrics
from stature.core.framework.exchange.case.vocabulary_export import definitions
from stature.core.framework.model import Framework

PLACED_DOCUMENT: Final = frozenset(
    {"kind", "uuid", "version", "language", "title", "licence", "provenance", "clusters"}
)
PLACED_PROVENANCE: Final = frozenset({"purpose", "method", "published"})


def case_package(
    framework: Framework,
    *,
    base_uri: str | None = None,
    customer_word: CustomerWord | None = None,
) -> dict[str, Any]:
    """The CASE 1.1 package of a framework as JSON data, the same for the same input.

    ``base_uri`` is where a CASE service has it, else all URIs are urn:uuid names. Dates are the
    day of publication. ``customer_word`` is put into every text instead of the framework's own.
    """
    return case_data(package_of(framework, base_uri=base_uri, customer_word=customer_word))


def package_of(
    framework: Framework,
    *,
    base_uri: str | None = None,
    customer_word: CustomerWord | None = None,
) -> CasePackage:
    """The CASE package of a framework as plain parts."""
    word = customer_word or framework.customer_word
    export = Export(framework, Addresses(base_uri), word)
    everything = list(children(export))
    return CasePackage(
        documents=(_document(export),),
        items=tuple(child.item for child in everything),
        associations=tuple(association(export, child) for child in everything),
        definitions=definitions(export),
        rubrics=rubrics(export),
    )


def _document(export: Export) -> CaseDocument:
    framework, provenance = export.framework, export.framework.provenance
    texts, templates = export.worded(
        title=framework.title,
        description=provenance.purpose,
        notes=provenance.method,
    )
    return CaseDocument(
        **export.named("CFDocuments", framework.uuid),
        **texts,
        creator=", ".join(framework.authors),
        framework_type="Competency framework",
        case_version="1.1",
        language=framework.language,
        version=framework.version,
        adoption_status="Adopted",
        status_start=provenance.published.isoformat(),
        licence=export.licence_link,
        extensions=extension_of(
            framework,
            PLACED_DOCUMENT,
            provenance=provenance.model_dump(
                mode="json", exclude=set(PLACED_PROVENANCE), exclude_defaults=True
            ),
            templates=templates,
            word_used=export.word.model_dump(mode="json"),
        ),
    )
