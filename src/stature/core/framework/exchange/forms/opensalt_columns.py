"""The three sheets of OpenSALT's workbook, and which CASE field each column holds."""

from __future__ import annotations

from typing import Final

DOCUMENT_SHEET: Final = "CF Doc"
ITEM_SHEET: Final = "CF Item"
ASSOCIATION_SHEET: Final = "CF Association"

# Column: field of the document; a column without a field is handled by name.
DOCUMENT: Final[dict[str, str]] = {
    "identifier": "identifier",
    "creator": "creator",
    "title": "title",
    "lastChangeDate": "last_change",
    "officialSourceURL": "official_source",
    "publisher": "publisher",
    "description": "description",
    "subject": "",
    "language": "language",
    "version": "version",
    "adoptionStatus": "adoption_status",
    "statusStartDate": "status_start",
    "statusEndDate": "status_end",
    "licenseTitle": "",
    "licenseText": "",
    "notes": "notes",
}
ITEM: Final[dict[str, str]] = {
    "identifier": "identifier",
    "fullStatement": "full_statement",
    "humanCodingScheme": "code",
    "smartLevel": "",
    "listEnumeration": "list_enumeration",
    "abbreviatedStatement": "abbreviated_statement",
    "conceptKeywords": "",
    "notes": "notes",
    "language": "language",
    "educationLevel": "",
    "CFItemType": "item_type",
    "license": "",
}
ASSOCIATION: Final = (
    "identifier",
    "originNodeURI",
    "originNodeIdentifier",
    "originNodeHumanCodingScheme",
    "associationType",
    "destinationNodeURI",
    "destinationNodeIdentifier",
    "destinationNodeHumanCodingScheme",
    "associationGroupIdentifier",
    "associationGroupName",
)
SUBJECT_SEPARATOR: Final = "|"
LIST_SEPARATOR: Final = ","
EXTENSION: Final = "opensalt"
