"""The bundled content passes every wording check."""

import pytest

from stature.packs.library import DATA
from tests.cli.conftest import Run

pytest.importorskip("spacy", reason="the extra 'wording' is not installed")


@pytest.mark.parametrize(
    "file",
    [
        "customer-service-director/framework.yaml",
        "customer-service-director/feedback.yaml",
        "service-commitment/instrument.yaml",
    ],
)
def test_bundled_content_has_no_finding(run: Run, file: str) -> None:
    done = run("wording", "check", DATA / file, "--strict")
    assert done.code == 0, done.out
    assert "nothing found" in done.out
