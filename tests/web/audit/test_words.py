"""Whatever is written to the audit log has words for those who read it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import stature.web
from stature.web.audit.words import WORDS

ACTION = re.compile(r"[a-z]+\.[a-z_-]+")
SITE = Path(stature.web.__file__).parent


def recorded_actions() -> Iterator[str]:
    """The first argument of every call that records an event, where it stands as text."""
    for path in SITE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record_event":
                for value in ast.walk(node.args[0]):
                    text = getattr(value, "value", None)
                    if isinstance(text, str) and ACTION.fullmatch(text):
                        yield text


def test_every_recorded_action_has_words() -> None:
    actions = set(recorded_actions())
    assert len(actions) > 15
    assert actions - set(WORDS) == set()
