"""Settings that hold only where a proxy stands in front."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

ASKED = "from django.conf import settings; print(settings.ALLAUTH_TRUSTED_PROXY_COUNT)"


@pytest.mark.parametrize("behind", ["0", "1"])
def test_visitors_address_is_read_from_the_proxy_only_where_there_is_one(behind):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "stature.web.project.settings",
        "STATURE_PROXY": behind,
    }
    done = subprocess.run(
        [sys.executable, "-c", ASKED], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == behind
