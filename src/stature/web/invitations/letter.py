"""What an e-mail says, before it is laid out as text and as HTML."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """What an e-mail says: paragraphs, one link, and what is to be known about the link."""

    subject: str
    greeting: str
    paragraphs: list[str]
    link_words: str
    link: str
    notes: list[str]
