"""The pages on psychometrics show what the code gives, and leave out nothing public.

``python -m tests.docs.test_psychometrics_pages`` writes the list of functions anew.
"""

import doctest
import inspect
from itertools import groupby
from pathlib import Path

import pytest

from stature.core import psychometrics

FOLDER = Path(__file__).parents[2] / "docs/psychometrics"
PAGES = sorted(FOLDER.glob("*.md"))
LIST = FOLDER / "functions.md"
OPENING = """# All functions

Everything here is called as `psychometrics.NAME`. Each docstring says formula, shapes, range,
errors and source, with an example that runs: see `help(psychometrics.cronbach_alpha)`.
"""


def list_of_functions() -> str:
    """The functions by subject, each with the first sentence of its docstring."""
    named = [(_subject(name), name) for name in psychometrics.__all__ if name.islower()]
    parts = [OPENING]
    for subject, group in groupby(sorted(named), key=lambda pair: pair[0]):
        lines = [f"| `{name}` | {_first_sentence(name)} |" for _, name in group]
        heading = subject.replace("_", " ").capitalize()
        parts.append(
            "\n".join([f"## {heading}\n", "| function | gives |", "|---|---|", *lines]) + "\n"
        )
    return "\n".join(parts)


def _subject(name: str) -> str:
    module = getattr(psychometrics, name).__module__
    return str(module.removeprefix(f"{psychometrics.__name__}.").partition(".")[0])


def _first_sentence(name: str) -> str:
    text = inspect.getdoc(getattr(psychometrics, name)) or ""
    return " ".join(text.partition("\n\n")[0].split()).replace("|", "\\|")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_run(page: Path) -> None:
    failures, _ = doctest.testfile(
        str(page), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE, encoding="utf-8"
    )
    assert failures == 0


def test_list_of_functions_is_that_of_the_code() -> None:
    assert LIST.read_text("utf-8") == list_of_functions()


if __name__ == "__main__":
    LIST.write_text(list_of_functions(), "utf-8")
