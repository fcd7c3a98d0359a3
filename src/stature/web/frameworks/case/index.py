"""A CASE package laid out by kind and identifier, as each part stands outside of its package."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

SERVICE: Final = "/ims/case/v1p1/"
# Kinds whose parts stand in the definitions, and whether they come with those below them.
SETS: Final = ("CFConcepts", "CFItemTypes", "CFSubjects")
SINGLE_DEFINITIONS: Final = ("CFAssociationGroupings", "CFLicenses")
CRITERIA: Final = "CFRubricCriteria"
LEVELS: Final = "CFRubricCriterionLevels"

Part = dict[str, Any]
Index = Mapping[str, Mapping[str, Part]]


def index_package(package: Part) -> Index:
    """Every answer that a package can give, by the kind asked for and the identifier."""
    document, definitions = package["CFDocument"], package.get("CFDefinitions", {})
    to_document = {"CFDocumentURI": _link_to(document, "CFDocuments")}
    items = [item | to_document for item in package.get("CFItems", ())]
    associations = package.get("CFAssociations", ())
    rubrics = package.get("CFRubrics", ())
    criteria = [each for rubric in rubrics for each in rubric.get(CRITERIA, ())]
    return {
        "CFDocuments": by_identifier([standing_alone(document)]),
        "CFPackages": {document["identifier"]: package},
        "CFItems": by_identifier(items),
        "CFItemAssociations": dict(_with_associations(items, associations)),
        "CFAssociations": by_identifier(each | to_document for each in associations),
        "CFRubrics": by_identifier(rubrics),
        CRITERIA: by_identifier(criteria),
        LEVELS: by_identifier(each for criterion in criteria for each in criterion.get(LEVELS, ())),
        **{kind: by_identifier(definitions.get(kind, ())) for kind in SINGLE_DEFINITIONS},
        **{kind: dict(_with_those_below(definitions.get(kind, ()), kind)) for kind in SETS},
    }


def by_identifier(parts: Iterable[Part]) -> Mapping[str, Part]:
    """Parts by their identifier."""
    return {part["identifier"]: part for part in parts}


def standing_alone(document: Part) -> Part:
    """A document outside of its package, with the way back to it."""
    return document | {"CFPackageURI": _link_to(document, "CFPackages")}


def _link_to(document: Part, kind: str) -> Part:
    identifier = document["identifier"]
    return {
        "title": document["title"],
        "identifier": identifier,
        "uri": f"{SERVICE}{kind}/{identifier}",
    }


def _with_associations(
    items: Iterable[Part], associations: Iterable[Part]
) -> Iterator[tuple[str, Part]]:
    """Each item with all that starts or ends at it; the standard has no answer without any."""
    found: dict[str, list[Part]] = defaultdict(list)
    for association in associations:
        ends = (association["originNodeURI"], association["destinationNodeURI"])
        for identifier in dict.fromkeys(end["identifier"] for end in ends):
            found[identifier].append(association)
    for item in items:
        if item["identifier"] in found:
            own = found[item["identifier"]]
            yield item["identifier"], {"CFItem": item, "CFAssociations": own}


def _with_those_below(parts: Iterable[Part], kind: str) -> Iterator[tuple[str, Part]]:
    """Each part first, then those whose hierarchy code lies below its own: 1.2 below 1."""
    everything = list(parts)
    for part in everything:
        prefix = f"{part['hierarchyCode']}."
        below = [each for each in everything if each["hierarchyCode"].startswith(prefix)]
        yield part["identifier"], {kind: [part, *below]}


def with_base(value: Any, base: str) -> Any:
    """A part with the URIs of this service as they are for the one who asks."""
    if isinstance(value, list):
        return [with_base(each, base) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        name: f"{base}{each}"
        if name == "uri" and isinstance(each, str) and each.startswith(SERVICE)
        else with_base(each, base)
        for name, each in value.items()
    }
