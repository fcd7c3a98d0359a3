"""A framework pack as documents, for whoever keeps packs in another place than a folder."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from stature.core.document import canonical_json
from stature.core.framework.model import Framework
from stature.core.framework.role_profile import RoleProfile
from stature.core.instrument.feedback.texts import FeedbackTexts
from stature.core.instrument.model import InstrumentReference
from stature.core.reporting.texts import ReportTexts
from stature.packs.library import COMPLETE_FRAMEWORK, FrameworkPack, find_framework_pack

if TYPE_CHECKING:
    from stature.core.scoring.feedback.norms import FeedbackNorms

OWN_TEXTS: dict[str, type[ReportTexts] | type[FeedbackTexts]] = {
    "handbook_texts": ReportTexts,
    "feedback_texts": FeedbackTexts,
    "feedback_report_texts": ReportTexts,
}


@dataclass(frozen=True)
class PackDocuments:
    """What a framework pack holds, each part validated. Texts are None where it brings none."""

    framework: Framework
    handbook_texts: ReportTexts | None = None
    feedback_texts: FeedbackTexts | None = None
    feedback_report_texts: ReportTexts | None = None
    role_profiles: tuple[RoleProfile, ...] = ()

    @classmethod
    def of_pack(cls, pack: FrameworkPack) -> Self:
        """What the files of a folder hold. Raises PackError where one cannot be read."""
        return cls(
            framework=pack.framework,
            handbook_texts=pack.handbook_texts if pack.brings("report-texts") else None,
            feedback_texts=pack.feedback_texts if pack.brings("feedback-texts") else None,
            feedback_report_texts=pack.feedback_report_texts
            if pack.brings("feedback-report-texts")
            else None,
            role_profiles=pack.role_profiles,
        )

    @classmethod
    def of_json(cls, text: str) -> Self:
        """The documents that ``as_json`` wrote."""
        data = json.loads(text)
        texts = {
            name: model.model_validate_json(json.dumps(data[name]))
            for name, model in OWN_TEXTS.items()
            if name in data
        }
        return cls(
            framework=Framework.model_validate_json(json.dumps(data["framework"])),
            role_profiles=tuple(
                RoleProfile.model_validate_json(json.dumps(each)) for each in data["role_profiles"]
            ),
            **texts,  # type: ignore[arg-type]
        )

    def as_json(self) -> str:
        """All documents as one JSON text; the same text for the same documents."""
        data: dict[str, Any] = {
            name: json.loads(canonical_json(document))
            for name in ("framework", *OWN_TEXTS)
            if (document := getattr(self, name)) is not None
        }
        data["role_profiles"] = [json.loads(canonical_json(each)) for each in self.role_profiles]
        return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of all documents together, as hexadecimal."""
        return hashlib.sha256(self.as_json().encode()).hexdigest()


@dataclass(frozen=True)
class KeptPack:
    """A framework pack made of documents; where it brings no texts, the bundled ones stand in.

    Two of them are equal if their id and their documents' SHA-256 are.
    """

    id: str
    sha256: str
    documents: PackDocuments = field(compare=False, repr=False)

    @property
    def framework(self) -> Framework:
        """The framework."""
        return self.documents.framework

    @property
    def handbook_texts(self) -> ReportTexts:
        """The texts of the handbook."""
        return self.documents.handbook_texts or _bundled().handbook_texts

    @property
    def feedback_texts(self) -> FeedbackTexts:
        """The words of the feedback questionnaire."""
        return self.documents.feedback_texts or _bundled().feedback_texts

    @property
    def feedback_report_texts(self) -> ReportTexts:
        """The texts of the feedback report."""
        return self.documents.feedback_report_texts or _bundled().feedback_report_texts

    @property
    def role_profiles(self) -> tuple[RoleProfile, ...]:
        """The roles that leaders can be compared with."""
        return self.documents.role_profiles

    def norms_of(self, instrument: InstrumentReference) -> FeedbackNorms | None:  # noqa: ARG002
        """None: norms are made from rounds, and do not come with the documents."""
        return None


def _bundled() -> FrameworkPack:
    return find_framework_pack(COMPLETE_FRAMEWORK)
