"""What group reports told as a document, to be kept with them, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from fractions import Fraction
from typing import Any, Final

from stature.core.disclosure.figures import PublishedFigure
from stature.core.disclosure.leader_parts import LeaderPart
from stature.core.disclosure.leader_told import FigureTold, LeadersTold, MeasureTold
from stature.core.errors import DisclosureError

FORM: Final = "leaders told, 1"


def leaders_told_document(told: LeadersTold) -> dict[str, Any]:
    """What was told as plain values that JSON can hold; ``leaders_told_of_document`` reads it.

    It names leaders by their ids and is for the keeper of the answers, never for readers.
    """
    return {
        "form": FORM,
        "measures": {name: _measure_document(each) for name, each in told.measures.items()},
        "figures": [_figure_document(each) for each in told.figures],
        "members": {name: sorted(leaders) for name, leaders in told.members.items()},
        "hidden": dict(told.hidden),
        "left_out": dict(told.left_out),
        "spreads": dict(told.spreads),
    }


def leaders_told_of_document(document: Mapping[str, Any]) -> LeadersTold:
    """What was kept. Raises DisclosureError for any other document."""
    try:
        if document["form"] != FORM:
            raise ValueError(document["form"])
        return LeadersTold(
            measures={name: _measure(each) for name, each in document["measures"].items()},
            figures=tuple(_figure(each) for each in document["figures"]),
            members={name: frozenset(each) for name, each in document["members"].items()},
            hidden=dict(document["hidden"]),
            left_out=dict(document["left_out"]),
            spreads=dict(document["spreads"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise DisclosureError(
            "this does not say what group reports told",
            where="earlier group reports",
            remedy="Give the document that was kept with them.",
        ) from error


def _measure_document(told: MeasureTold) -> dict[str, Any]:
    parts = [
        {
            "entries": sorted(part.entries),
            "value": str(part.value),
            "band": part.band,
            "edge": str(part.edge),
        }
        for part in told.parts
    ]
    return {"parts": parts, "counted": sorted(told.counted)}


def _measure(document: Mapping[str, Any]) -> MeasureTold:
    parts = tuple(
        LeaderPart(
            frozenset(each["entries"]),
            Fraction(each["value"]),
            each["band"],
            Fraction(each["edge"]),
        )
        for each in document["parts"]
    )
    return MeasureTold(parts, frozenset(document["counted"]))


def _figure_document(told: FigureTold) -> dict[str, Any]:
    figure = asdict(told.published)
    del figure["rests_on"]
    return {"selection": told.selection, "published": figure, "parts": list(told.parts)}


def _figure(document: Mapping[str, Any]) -> FigureTold:
    published = PublishedFigure(**document["published"])
    return FigureTold(document["selection"], published, tuple(document["parts"]))
