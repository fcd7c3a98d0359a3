"""Made-up frameworks: one with everything in it, and a strategy that makes any."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import strategies as st

from stature.core.framework.model import Framework

NAMESPACE = UUID("8f3c1c62-4a2e-4a58-9b0e-6a3d5b7c9e10")
SHARED = Path(__file__).resolve().parents[5] / "shared" / "data"
EMPHASES = ("vision", "engagement", "delivery")
TIERS = ("threshold", "distinguishing")


def shared(path: str) -> Path:
    """A file of the shared data, or a skipped test where there is none."""
    if not (SHARED / path).exists():
        pytest.skip(f"the shared data are not beside the project: {path}")
    return SHARED / path


def uuid(name: str) -> str:
    return str(uuid5(NAMESPACE, name))


def statement(code: str, text: str) -> dict[str, Any]:
    return {"code": code, "uuid": uuid(code), "text": text}


def facet(code: str, *, title: str = "Listens to {customers}") -> dict[str, Any]:
    return {
        "code": code,
        "uuid": uuid(code),
        "title": title,
        "indicators": [
            statement(f"{code}.1", "Asks {a customer} what went well."),
            statement(f"{code}.2", "= writes down what {the others} said"),
        ],
        "hints": [statement(f"{code}.H1", "Sit in on ten calls of {customers}.")],
        "questions": [statement(f"{code}.Q1", "When did you last ask, “Why?”")],
    }


def competency(code: str, number: int = 0) -> dict[str, Any]:
    return {
        "code": code,
        "uuid": uuid(code),
        "name": f"Serving {code}",
        "tier": TIERS[number % 2],
        "emphasis": EMPHASIS_OF[number % 3],
        "second_emphasis": EMPHASIS_OF[(number + 1) % 3] if number % 2 else None,
        "tagline": "Sees with {customers’} eyes",
        "essence": "Understands what {a customer} needs, -and acts on it.",
        "customer_view": {
            "description": "They know what I need.",
            "benefit": "I get it sooner.",
            "words": ["quick", "kind"],
        },
        "facets": [facet(f"{code}.F1"), facet(f"{code}.F2", title="Acts")],
        "counter_indicators": [statement(f"{code}.N1", "Hides behind a rule.")],
        "anchors": [
            {"level": level, "uuid": uuid(f"{code}.A{level}"), "text": f"At {level}: {{Customers}}"}
            for level in (1, 3, 5)
        ],
    }


EMPHASIS_OF = EMPHASES


def framework_data() -> dict[str, Any]:
    return {
        "kind": "framework",
        "id": "made-up-framework",
        "uuid": uuid("framework"),
        "version": "1.2.0",
        "language": "en-GB",
        "title": "Made-up framework",
        "licence": "CC BY 4.0",
        "authors": ["A. Writer", "B. Author, Ltd"],
        "provenance": {
            "purpose": "To test exchange with {customers} in mind.",
            "target_roles": ["Team leader"],
            "method": "Made up.",
            "reviewers": ["C. Reader"],
            "published": "2026-03-07",
        },
        "customer_word": {"singular": "guest", "plural": "guests"},
        "proficiency_levels": [
            {"level": level, "name": name}
            for level, name in ((1, "Weak"), (2, "Fair"), (3, "Good"), (5, "Outstanding"))
        ],
        "clusters": [
            {
                "code": cluster,
                "uuid": uuid(cluster),
                "name": f"Cluster {cluster}",
                "description": "What belongs together for {customers}.",
                "competencies": [competency(f"{cluster}{n}", n) for n in (1, 2, 3)],
            }
            for cluster in ("T", "I")
        ],
    }


@cache
def framework() -> Framework:
    return Framework.model_validate(framework_data())


# Letters that spreadsheets, CSV, HTML and JSON might trip over, and slots of both kinds.
texts = st.lists(
    st.sampled_from(
        (
            *("{customer}", "{Customers’}", "{other}", "=1+1", "'", "''=x", "-", "@", "+", ";"),
            *("<b>", "&amp;", "ü", "𝑑", "\u200f", "\\", "word", "Asks", "2026-01-01", "007"),
            *(",", '"', "TRUE", "|", "\r\n", "\n", "\x0b"),
        )
    ),
    min_size=1,
    max_size=5,
).map(lambda parts: " ".join([*parts, "word"]))
lines = texts.map(lambda text: " ".join(text[:250].split()))


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    """Any framework that the model allows, within reason."""
    uuids = draw(
        st.lists(st.uuids(), min_size=60, max_size=60, unique=True).map(lambda found: list(found))
    )
    numbers = iter(range(60))

    def named(**more: Any) -> dict[str, Any]:
        number = next(numbers)
        return {"code": f"C{number}", "uuid": str(uuids[number]), **more}

    def statements(least: int, most: int) -> list[dict[str, Any]]:
        return [named(text=draw(texts)) for _ in range(draw(st.integers(least, most)))]

    def some(least: int, most: int) -> range:
        return range(draw(st.integers(least, most)))

    levels = draw(st.lists(st.integers(1, 9), max_size=3, unique=True))
    return Framework.model_validate(
        {
            "kind": "framework",
            "id": "any",
            "uuid": str(uuids[59]),
            "version": draw(st.sampled_from(["1.0.0", "12.34.56"])),
            "language": draw(st.sampled_from(["en", "en-GB", "de"])),
            "title": draw(lines),
            "licence": draw(lines),
            "authors": draw(st.lists(lines, min_size=1, max_size=3)),
            "provenance": {
                "purpose": draw(texts),
                "target_roles": draw(st.lists(lines, max_size=2)),
                "method": draw(texts),
                "reviewers": draw(st.lists(lines, max_size=2)),
                "published": draw(st.dates(date(1970, 1, 1), date(2999, 1, 1))).isoformat(),
            },
            "parts": draw(st.sampled_from(["facets", "levels"])),
            "customer_word": {
                "singular": draw(lines),
                "plural": draw(lines),
                "article": draw(st.sampled_from(["a", "an"])),
            },
            "proficiency_levels": [{"level": level, "name": draw(lines)} for level in levels],
            "clusters": [
                named(
                    name=draw(lines),
                    description=draw(texts),
                    competencies=[
                        named(
                            name=draw(lines),
                            tier=draw(st.sampled_from(TIERS)),
                            emphasis=draw(st.sampled_from(EMPHASES)),
                            second_emphasis=draw(st.none() | st.sampled_from(EMPHASES)),
                            tagline=draw(lines),
                            essence=draw(texts),
                            customer_view={
                                "description": draw(texts),
                                "benefit": draw(texts),
                                "words": draw(st.lists(lines, max_size=2)),
                            },
                            facets=[
                                named(
                                    title=draw(lines),
                                    indicators=statements(1, 2),
                                    hints=statements(0, 2),
                                    questions=statements(0, 1),
                                )
                                for _ in some(1, 2)
                            ],
                            counter_indicators=statements(0, 2),
                            anchors=[
                                {"level": level, "uuid": named()["uuid"], "text": draw(texts)}
                                for level in draw(st.permutations(levels))
                                if draw(st.booleans())
                            ],
                        )
                        for _ in some(1, 2)
                    ],
                )
                for _ in some(1, 2)
            ],
        }
    )
