"""How our own fields travel in a package: in CASE's fields where they fit, else in extensions.

A text with slots for the customer word is exported with the word put in; the text with its slots
goes along as a template, and comes back unless somebody has changed the words since.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from stature.core.document import Part
from stature.core.framework.customer import CustomerWord

EXTENSION: Final = "stature"
TEMPLATES: Final = "templates"
WORD_USED: Final = "word_used"
CLUSTER: Final = "cluster"
TIER: Final = "tier"
EMPHASIS: Final = "emphasis"
COMPETENCY: Final = "Competency"
PARTS: Final = {"facets": "Facet", "levels": "Level"}
STATEMENTS: Final = {
    "indicators": "Behavioural indicator",
    "hints": "Development hint",
    "questions": "Coaching question",
}
COUNTER_INDICATOR: Final = "Counter-indicator"
DESCRIPTIONS: Final = {
    COMPETENCY: "A set of observable behaviours linked to good results in a role.",
    "Facet": "A part of a competency; the order shows depth.",
    "Level": "A level of a competency; each builds on the one before.",
    "Behavioural indicator": "Something a person can be seen or heard to do.",
    "Development hint": "Something to do in order to grow in a facet.",
    "Coaching question": "A question for the person who wants to grow in a facet.",
    COUNTER_INDICATOR: "Behaviour that speaks against the competency.",
}


def extension_of(part: Part, placed: frozenset[str], **more: Any) -> dict[str, Any] | None:
    """The fields of a part that have no place in CASE, as an extension object."""
    rest = part.model_dump(mode="json", exclude=set(placed), exclude_defaults=True)
    rest |= {name: value for name, value in more.items() if value}
    return {EXTENSION: rest} if rest else None


def fields_of(extensions: Any) -> dict[str, Any]:
    """Our own fields in an extension object; CASE has a list of them in one place."""
    if isinstance(extensions, list):
        return fields_of(extensions[0]) if extensions else {}
    own = extensions.get(EXTENSION) if isinstance(extensions, dict) else None
    return dict(own) if isinstance(own, dict) else {}


def put_words(
    word: CustomerWord, texts: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Texts with the customer word put in, and the templates of those that were changed by it."""
    filled = {name: word.put_into(text) for name, text in texts.items()}
    return filled, {name: text for name, text in texts.items() if filled[name] != text}


def take_words(
    word: CustomerWord, texts: Mapping[str, str | None], templates: Any
) -> dict[str, str | None]:
    """Texts with their slots back, unless the words have been changed since."""
    known = templates if isinstance(templates, dict) else {}
    return {name: _template(word, text, known.get(name)) for name, text in texts.items()}


def _template(word: CustomerWord, text: str | None, template: Any) -> str | None:
    if isinstance(template, str) and word.put_into(template) == text:
        return template
    return text
