"""A CASE package as plain data: what stands in the file, under the standard's own names.

The field names are CASE's in Python's spelling. A field that is absent, or null where it may be
absent, is None or empty; fields that CASE does not know are kept in ``unknown``.
"""

from __future__ import annotations

from typing import Any, Final

from msgspec import Struct, field

ASSOCIATION_TYPES: Final = (
    "isChildOf",
    "isPeerOf",
    "isPartOf",
    "exactMatchOf",
    "precedes",
    "isRelatedTo",
    "replacedBy",
    "exemplar",
    "hasSkillLevel",
    "isTranslationOf",
)
IS_CHILD_OF: Final = "isChildOf"
# A name that no file uses, so that only the lenient reader fills the field.
UNKNOWN: Final = "(unknown)"


class Link(Struct, frozen=True, forbid_unknown_fields=True, gc=False, omit_defaults=True):
    """A reference: the title, identifier and URI of what is meant, kept word for word."""

    title: str = field(name="title")
    identifier: str = field(name="identifier")
    uri: str = field(name="uri")
    target_type: str | None = field(name="targetType", default=None)
    unknown: dict[str, Any] | None = field(name=UNKNOWN, default=None)


class CasePart(
    Struct, frozen=True, forbid_unknown_fields=True, gc=False, omit_defaults=True, kw_only=True
):
    """What every object of a package has."""

    identifier: str = field(name="identifier")
    uri: str = field(name="uri")
    last_change: str = field(name="lastChangeDateTime")
    extensions: Any = field(name="extensions", default=None)
    unknown: dict[str, Any] | None = field(name=UNKNOWN, default=None)


class CaseDocument(CasePart, frozen=True, kw_only=True):
    """What a framework says about itself (CFDocument)."""

    title: str
    creator: str
    framework_type: str | None = field(name="frameworkType", default=None)
    case_version: str | None = field(name="caseVersion", default=None)
    official_source: str | None = field(name="officialSourceURL", default=None)
    publisher: str | None = None
    description: str | None = None
    subject: tuple[str, ...] = ()
    subject_links: tuple[Link, ...] = field(name="subjectURI", default=())
    language: str | None = None
    version: str | None = None
    adoption_status: str | None = field(name="adoptionStatus", default=None)
    status_start: str | None = field(name="statusStartDate", default=None)
    status_end: str | None = field(name="statusEndDate", default=None)
    licence: Link | None = field(name="licenseURI", default=None)
    notes: str | None = None
    package: Link | None = field(name="CFPackageURI", default=None)


class CaseItem(CasePart, frozen=True, kw_only=True):
    """One competency, level or statement (CFItem)."""

    full_statement: str = field(name="fullStatement")
    alternative_label: str | None = field(name="alternativeLabel", default=None)
    item_type: str | None = field(name="CFItemType", default=None)
    code: str | None = field(name="humanCodingScheme", default=None)
    list_enumeration: str | None = field(name="listEnumeration", default=None)
    abbreviated_statement: str | None = field(name="abbreviatedStatement", default=None)
    concept_keywords: tuple[str, ...] = field(name="conceptKeywords", default=())
    concept: Link | None = field(name="conceptKeywordsURI", default=None)
    notes: str | None = None
    subject: tuple[str, ...] = ()
    subject_links: tuple[Link, ...] = field(name="subjectURI", default=())
    language: str | None = None
    education_level: tuple[str, ...] = field(name="educationLevel", default=())
    item_type_link: Link | None = field(name="CFItemTypeURI", default=None)
    licence: Link | None = field(name="licenseURI", default=None)
    status_start: str | None = field(name="statusStartDate", default=None)
    status_end: str | None = field(name="statusEndDate", default=None)
    document: Link | None = field(name="CFDocumentURI", default=None)


class CaseAssociation(CasePart, frozen=True, kw_only=True):
    """How one item stands to another (CFAssociation)."""

    association_type: str = field(name="associationType")
    origin: Link = field(name="originNodeURI")
    destination: Link = field(name="destinationNodeURI")
    sequence: int | None = field(name="sequenceNumber", default=None)
    grouping: Link | None = field(name="CFAssociationGroupingURI", default=None)
    notes: str | None = None
    document: Link | None = field(name="CFDocumentURI", default=None)


class CaseConcept(CasePart, frozen=True, kw_only=True):
    """A term of the framework's vocabulary (CFConcept)."""

    title: str
    hierarchy_code: str = field(name="hierarchyCode")
    keywords: str | None = None
    description: str | None = None


class CaseSubject(CasePart, frozen=True, kw_only=True):
    """A subject (CFSubject)."""

    title: str
    hierarchy_code: str = field(name="hierarchyCode")
    description: str | None = None


class CaseLicence(CasePart, frozen=True, kw_only=True):
    """A licence (CFLicense)."""

    title: str
    text: str = field(name="licenseText")
    description: str | None = None


class CaseItemType(CasePart, frozen=True, kw_only=True):
    """A kind of item (CFItemType)."""

    title: str
    description: str
    hierarchy_code: str = field(name="hierarchyCode")
    type_code: str | None = field(name="typeCode", default=None)


class CaseGrouping(CasePart, frozen=True, kw_only=True):
    """A group of associations (CFAssociationGrouping)."""

    title: str
    description: str | None = None


class CaseCriterionLevel(CasePart, frozen=True, kw_only=True):
    """What is seen at one level of a criterion (CFRubricCriterionLevel)."""

    description: str | None = None
    quality: str | None = None
    score: float | None = None
    feedback: str | None = None
    position: int | None = None
    criterion: str | None = field(name="rubricCriterionId", default=None)


class CaseCriterion(CasePart, frozen=True, kw_only=True):
    """What a rubric judges (CFRubricCriterion)."""

    category: str | None = None
    description: str | None = None
    item: Link | None = field(name="CFItemURI", default=None)
    weight: float | None = None
    position: int | None = None
    rubric: str | None = field(name="rubricId", default=None)
    levels: tuple[CaseCriterionLevel, ...] = field(name="CFRubricCriterionLevels", default=())


class CaseRubric(CasePart, frozen=True, kw_only=True):
    """How competencies are judged, level by level (CFRubric)."""

    title: str | None = None
    description: str | None = None
    criteria: tuple[CaseCriterion, ...] = field(name="CFRubricCriteria", default=())


class CaseDefinitions(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The vocabularies of a package (CFDefinitions)."""

    concepts: tuple[CaseConcept, ...] = field(name="CFConcepts", default=())
    subjects: tuple[CaseSubject, ...] = field(name="CFSubjects", default=())
    licences: tuple[CaseLicence, ...] = field(name="CFLicenses", default=())
    item_types: tuple[CaseItemType, ...] = field(name="CFItemTypes", default=())
    groupings: tuple[CaseGrouping, ...] = field(name="CFAssociationGroupings", default=())
    extensions: Any = None
    unknown: dict[str, Any] | None = field(name=UNKNOWN, default=None)


class CasePackage(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A framework with all of its parts; a list of documents has several and no items."""

    documents: tuple[CaseDocument, ...]
    items: tuple[CaseItem, ...] = ()
    associations: tuple[CaseAssociation, ...] = ()
    definitions: CaseDefinitions = CaseDefinitions()
    rubrics: tuple[CaseRubric, ...] = ()
    extensions: Any = None
    unknown: dict[str, Any] | None = None

    @property
    def document(self) -> CaseDocument:
        """The framework's own document: the first."""
        return self.documents[0]
