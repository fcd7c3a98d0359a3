"""What the page says of a framework that was read: its parts, and what is new in it."""

from __future__ import annotations

from collections import Counter

from stature.core.framework.model import Framework
from stature.core.framework.versions import ChangeKind, FrameworkVersionError, diff_frameworks
from stature.web.frameworks.models import OrganisationFramework
from stature.web.frameworks.selectors import pack_of


def counts_of(framework: Framework) -> dict[str, int]:
    """How many parts of each kind a framework has."""
    tiers = Counter(competency.tier for competency in framework.competencies)
    return {
        "clusters": len(framework.clusters),
        "competencies": len(framework.competencies),
        "threshold": tiers["threshold"],
        "distinguishing": tiers["distinguishing"],
        "facets": sum(len(competency.facets) for competency in framework.competencies),
        "indicators": sum(len(competency.indicators) for competency in framework.competencies),
    }


def changes_since(
    before: OrganisationFramework | None, framework: Framework
) -> dict[str, int] | None:
    """How much changed since an earlier version, by kind; None where there is none."""
    if before is None:
        return None
    try:
        found = diff_frameworks(pack_of(before).framework, framework)
    except FrameworkVersionError:  # the same version was kept meanwhile; keeping it says so
        return None
    kinds = Counter(change.kind for change in found)
    return {str(kind): kinds[kind] for kind in ChangeKind}
