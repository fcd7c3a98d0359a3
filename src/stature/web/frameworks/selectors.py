"""The frameworks of this site and of organisations, and their handbooks ready to be shown."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from django.db.models import QuerySet

from stature.core.framework.model import Framework
from stature.core.reporting.handbook import compose_handbook
from stature.core.reporting.render_html import render_html_body
from stature.packs import FrameworkPack, bundled_framework_packs
from stature.packs.documents import KeptPack, PackDocuments
from stature.packs.library import FrameworkContent
from stature.web.accounts.models import Organisation
from stature.web.frameworks.models import FrameworkUpload, OrganisationFramework

AT_HAND: Final = 16


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
    return handbook_of(published_packs()[framework_id])


def handbook_of(pack: FrameworkContent) -> str:
    """The handbook of a framework as the part of a page."""
    return render_html_body(compose_handbook(pack.framework, pack.handbook_texts))


def frameworks_of(organisation: Organisation) -> QuerySet[OrganisationFramework]:
    """The versions of an organisation's own frameworks, by title, the newest first."""
    found = OrganisationFramework.objects.filter(organisation=organisation)
    return found.select_related("kept_by").defer("documents")


def find_framework(organisation: Organisation, pk: int) -> OrganisationFramework:
    """One of them. Raises OrganisationFramework.DoesNotExist for any other."""
    return frameworks_of(organisation).get(pk=pk)


def find_upload(organisation: Organisation, pk: int) -> FrameworkUpload:
    """A framework that was sent. Raises FrameworkUpload.DoesNotExist for another organisation's."""
    return FrameworkUpload.objects.get(organisation=organisation, pk=pk)


def own_packs(organisation: Organisation) -> dict[str, KeptPack]:
    """The versions that a round of the organisation can choose, by what a round calls them."""
    rows = frameworks_of(organisation).filter(archived_at=None)
    return {row.pack_id: pack_of(row) for row in rows}


def pack_of(row: OrganisationFramework) -> KeptPack:
    """A version that was kept, as a pack."""
    return KeptPack(row.pack_id, row.sha256, _documents(row.pk, row.sha256))


def newest_version(organisation: Organisation, framework_id: str) -> OrganisationFramework | None:
    """The version of a framework that was kept last."""
    found = frameworks_of(organisation).filter(framework_id=framework_id)
    return found.order_by("-kept_at", "-pk").first()


@lru_cache(maxsize=AT_HAND)
def _documents(pk: int, _sha256: str) -> PackDocuments:
    """What a version holds; read once, because it never changes."""
    row = OrganisationFramework.objects.only("documents").get(pk=pk)
    return PackDocuments.of_json(row.documents)
