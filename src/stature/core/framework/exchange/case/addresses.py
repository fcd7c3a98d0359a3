"""Identifiers and URIs of what we export: the same for the same framework, on any machine."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

from stature.core.framework.exchange.case.model import Link


@dataclass(frozen=True)
class Addresses:
    """How the parts of a package are named.

    With a base URI they lie where a CASE service has them; without one they are urn:uuid names.
    """

    base_uri: str | None = None

    def uri(self, kind: str, identifier: UUID) -> str:
        """The URI of one part: its kind is CFItems, CFDocuments ..."""
        if self.base_uri is None:
            return f"urn:uuid:{identifier}"
        return f"{self.base_uri.rstrip('/')}/ims/case/v1p1/{kind}/{identifier}"

    def link(self, kind: str, identifier: UUID, title: str) -> Link:
        """A reference to one part."""
        return Link(title, str(identifier), self.uri(kind, identifier))


def derived(owner: UUID, *names: object) -> UUID:
    """The identifier of something that has none of its own, from its owner and its name."""
    return uuid5(owner, "/".join(str(name) for name in names))
