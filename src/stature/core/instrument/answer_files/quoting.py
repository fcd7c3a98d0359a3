"""How an error or a finding quotes what stands in a file from outside."""

from __future__ import annotations

LONGEST_QUOTE = 40
LONGEST_NAME = 120


def shown(text: str) -> str:
    """A cell as a sentence quotes it: short, on one line, nothing that a terminal would obey."""
    return f"'{short(text)}'"


def short(text: str) -> str:
    """A cell as a finding holds it: short, on one line, nothing that a terminal would obey."""
    return plain(text, LONGEST_QUOTE)


def plain(text: str, longest: int = LONGEST_NAME) -> str:
    """A text cut to a length, with a question mark for every letter that cannot be printed."""
    start = "".join(letter if letter.isprintable() else "?" for letter in text[:longest])
    return f"{start}..." if len(text) > longest else start
