"""Psychometrics under one roof: every public name stands in the package, loaded when used."""

import importlib
import pkgutil
import subprocess
import sys

import pytest

from stature.core import psychometrics as ps

PACKAGES = [found.name for found in pkgutil.iter_modules(ps.__path__) if found.ispkg]
MODULES = [found.name for found in pkgutil.iter_modules(ps.__path__)]


@pytest.mark.parametrize("name", ps.__all__)
def test_every_name_leads_to_what_bears_it(name: str) -> None:
    assert getattr(ps, name).__name__ == name


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_that_a_package_makes_public_is_missing(package: str) -> None:
    home = importlib.import_module(f"{ps.__name__}.{package}")
    assert [name for name in home.__all__ if getattr(ps, name) is not getattr(home, name)] == []


def test_no_name_hides_a_module() -> None:
    assert set(ps.__all__) & set(MODULES) == set()
    for package in PACKAGES:
        home = importlib.import_module(f"{ps.__name__}.{package}")
        inner = {found.name for found in pkgutil.iter_modules(home.__path__)}
        assert set(home.__all__) & inner == set()


def test_names_are_sorted_and_listed() -> None:
    assert dir(ps) == ps.__all__ == sorted(set(ps.__all__))


def test_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'cronbachs_alpha'"):
        ps.cronbachs_alpha  # noqa: B018


def test_nothing_is_loaded_before_it_is_used() -> None:
    code = (
        "import sys; from stature.core import psychometrics as ps; "
        "assert not {'numpy', 'scipy'} & set(sys.modules); "
        "ps.cronbach_alpha; assert 'scipy.stats' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
