"""A release as a document, to be kept with the released report, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from stature.core.disclosure.blocks import Block
from stature.core.disclosure.options import OptionBlock
from stature.core.disclosure.releases import Release
from stature.core.errors import DisclosureError


def release_document(release: Release) -> dict[str, Any]:
    """The release as plain values that JSON can hold; ``release_of_document`` reads it.

    It names raters by their ids and is for the keeper of the answers, never for readers.
    """
    document = asdict(release)
    for block in document["blocks"]:
        block["value"] = str(block["value"])
    return document


def release_of_document(document: Mapping[str, Any]) -> Release:
    """The release that was kept. Raises DisclosureError for any other document."""
    try:
        return Release(
            number=int(document["number"]),
            asked=tuple((str(item), str(scale)) for item, scale in document["asked"]),
            blocks=tuple(_block(block) for block in document["blocks"]),
            options=tuple(_counts(counts) for counts in document["options"]),
            rules_version=str(document["rules_version"]),
        )
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise DisclosureError(
            "this is no release that was kept",
            where="release",
            remedy="Give the document that was stored with the released report.",
        ) from error


def _block(document: Mapping[str, Any]) -> Block:
    return Block(
        **{
            **document,
            "raters": tuple(document["raters"]),
            "value": Fraction(document["value"]),
        }
    )


def _counts(document: Mapping[str, Any]) -> OptionBlock:
    return OptionBlock(
        **{
            **document,
            "raters": tuple(document["raters"]),
            "counts": tuple(tuple(row) for row in document["counts"]),
        }
    )
