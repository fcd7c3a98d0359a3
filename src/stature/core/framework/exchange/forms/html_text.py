"""The words of a description in HTML, and a plain text as HTML."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

NEW_LINE_BEFORE = frozenset({"p", "br", "li", "div", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
UNSEEN = frozenset({"script", "style"})


def text_of_html(source: str) -> str:
    """What a reader sees of some HTML, with a new line for each paragraph."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def html_of_text(text: str) -> str:
    """A plain text as HTML: a paragraph for each line, nothing taken for markup."""
    lines = (line.strip() for line in re.split(r"\r\n|\r|\n", text))
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines if line)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self._unseen += tag in UNSEEN
        if tag in NEW_LINE_BEFORE:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in UNSEEN and self._unseen > 0

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(data.replace("\n", " "))
