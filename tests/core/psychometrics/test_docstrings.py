"""Every public function says what it computes, from where, and shows an example that runs."""

import doctest
import importlib
import inspect
import pkgutil
from types import ModuleType

import pytest

from stature.core import psychometrics

MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(psychometrics.__path__, "stature.core.psychometrics.")
]
PLUMBING = {"arguments", "arrays", "group_labels", "results"}


def public_functions() -> list[tuple[ModuleType, str]]:
    return [
        (module, name)
        for module in MODULES
        if module.__name__.rpartition(".")[2] not in PLUMBING
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    ]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_examples_in_docstrings_run(module: ModuleType) -> None:
    failures, _ = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert failures == 0


@pytest.mark.parametrize(
    ("module", "name"), public_functions(), ids=[name for _, name in public_functions()]
)
def test_public_functions_have_reference_and_example(module: ModuleType, name: str) -> None:
    text = inspect.getdoc(getattr(module, name)) or ""
    assert "Examples:" in text
    assert "Reference:" in text or "References:" in text
    assert "Raises" in text or "Never fails" in text
