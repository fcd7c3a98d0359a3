"""The frameworks of this site, and their handbooks ready to be shown."""

from __future__ import annotations

from functools import cache

from stature.core.framework.model import Framework
from stature.core.reporting.handbook import compose_handbook
from stature.core.reporting.render_html import render_html_body
from stature.packs import FrameworkPack, bundled_framework_packs


@cache
def published_packs() -> dict[str, FrameworkPack]:
    """The packs of the published frameworks by the framework's id."""
    return {pack.framework.id: pack for pack in bundled_framework_packs()}


def published_frameworks() -> tuple[Framework, ...]:
    """The frameworks that anyone may read."""
    return tuple(pack.framework for pack in published_packs().values())


@cache
def handbook_page(framework_id: str) -> str:
    """The handbook of a published framework as the part of a page."""
    pack = published_packs()[framework_id]
    return render_html_body(compose_handbook(pack.framework, pack.handbook_texts))
