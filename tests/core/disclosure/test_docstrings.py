"""The examples in the docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

import stature.core.disclosure as package

MODULES = [
    module.name
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    if not module.ispkg
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name: str) -> None:
    module = importlib.import_module(name)
    assert doctest.testmod(module, extraglobs=vars(module)).failed == 0
