"""``stature disclose audit`` with the number of a round that the site holds."""

from __future__ import annotations

import subprocess
import sys

from tests.web.operations.conftest import clean_environment

STATURE = "from stature.cli.main import main; main()"


def test_a_round_that_the_site_does_not_have_is_told(sqlite_folder):
    done = subprocess.run(
        [sys.executable, "-c", STATURE, "disclose", "audit", "7", "--data", str(sqlite_folder)],
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert "there is no round 7 of feedback from several sides" in done.stderr
