"""Made-up frameworks of an organisation's own, as files that somebody may send."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from stature.core.framework.exchange import Form, exported
from stature.core.framework.model import Framework
from tests.core.framework.exchange.made_up import framework_data

ROLE = """kind: role-profile
id: team-leader
uuid: 0f6f1f5e-6b3d-4b58-9e65-3c8d6a1c7b01
version: 1.0.0
language: en-GB
title: Team leader
licence: CC BY 4.0
authors: [A. Writer]
for_framework: made-up-framework
framework_version: 1.2.0
role: Team leader
serves: present
summary: Leads one team.
behavioural:
  - {competency: T1, target: 4.0, why: Guests meet the team first.}
technical: []
"""


def own_framework(*, indicators: int | None = None, **changes: Any) -> Framework:
    """Six competencies with four indicators each, or as many as wanted in each of two facets."""
    data = framework_data() | changes
    for cluster in data["clusters"]:
        for competency in cluster["competencies"]:
            for facet in competency["facets"]:
                facet["indicators"] = facet["indicators"][:indicators]
    return Framework.model_validate(data)


def file_of(form: Form = "yaml", **changes: Any) -> bytes:
    """A made-up framework as one file."""
    return exported(own_framework(**changes), form)


def zip_of(files: Mapping[str, str | bytes]) -> bytes:
    """A zip file with these names and contents."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def zipped_pack(files: Mapping[str, str | bytes] | None = None, **changes: Any) -> bytes:
    """A made-up framework as a zipped folder, with a role to compare with."""
    pack = {"framework.yaml": file_of(**changes), "roles/team-leader.yaml": ROLE}
    return zip_of({f"mine/{name}": content for name, content in {**pack, **(files or {})}.items()})
