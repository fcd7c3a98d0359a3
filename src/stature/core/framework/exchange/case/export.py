"""What every part of an export needs: the framework, how things are called, the customer word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from stature.core.framework.customer import CustomerWord
from stature.core.framework.exchange.case.addresses import Addresses, derived
from stature.core.framework.exchange.case.model import Link
from stature.core.framework.exchange.case.own_fields import put_words
from stature.core.framework.model import Framework


@dataclass(frozen=True)
class Export:
    """One framework on its way into a package."""

    framework: Framework
    addresses: Addresses
    word: CustomerWord

    @cached_property
    def _changed(self) -> str:
        return f"{self.framework.provenance.published.isoformat()}T00:00:00+00:00"

    def named(self, kind: str, identifier: UUID) -> dict[str, Any]:
        """What every part of a package has: identifier, URI and day of publication."""
        return {
            "identifier": str(identifier),
            "uri": self.addresses.uri(kind, identifier),
            "last_change": self._changed,
        }

    def worded(self, **texts: str) -> tuple[dict[str, Any], dict[str, str]]:
        """Texts with the customer word in them, and the templates of those that had a slot."""
        return put_words(self.word, texts)

    @cached_property
    def document_link(self) -> Link:
        """The reference to the document."""
        title = self.word.put_into(self.framework.title)
        return self.addresses.link("CFDocuments", self.framework.uuid, title)

    @cached_property
    def licence_link(self) -> Link:
        """The reference to the licence."""
        identifier = derived(self.framework.uuid, "licence")
        return self.addresses.link("CFLicenses", identifier, self.framework.licence)

    def item_type_link(self, title: str) -> Link:
        """The reference to a kind of item."""
        identifier = derived(self.framework.uuid, "item type", title)
        return self.addresses.link("CFItemTypes", identifier, title)
