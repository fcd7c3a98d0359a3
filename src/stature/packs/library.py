"""The packs that come with Stature, by their id."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from stature.core.document import Document
from stature.core.errors import PackError
from stature.core.framework.model import Framework
from stature.core.framework.role_profile import RoleProfile
from stature.core.instrument.feedback.texts import FeedbackTexts
from stature.core.instrument.model import Instrument, InstrumentReference
from stature.core.instrument.people import MadeUpPeople
from stature.core.instrument.response import Response
from stature.core.instrument.translation import Translation, translate
from stature.core.reporting.texts import ReportTexts
from stature.packs.loader import load_document

if TYPE_CHECKING:
    from stature.core.scoring.feedback.norms import FeedbackNorms

DATA = Path(__file__).parent / "data"
PACK_FILES = {
    "instrument": "instrument.yaml",
    "report-texts": "report.yaml",
    "made-up-people": "people.yaml",
}
TRANSLATIONS = "translations"
FRAMEWORK_FILES = {
    "framework": "framework.yaml",
    "report-texts": "handbook.yaml",
    "feedback-texts": "feedback.yaml",
    "feedback-report-texts": "feedback-report.yaml",
}
ROLES = "roles"
NORMS = "norms"
# The framework pack whose texts have every key; they stand in where a pack brings none.
COMPLETE_FRAMEWORK = "customer-service-director"
DOCUMENTS_AT_HAND = 256
Loaded = TypeVar("Loaded", bound=Document)


@dataclass(frozen=True)
class Pack:
    """A folder with an instrument and the texts of its report."""

    folder: Path

    @property
    def id(self) -> str:
        """The pack's name, which is its folder's."""
        return self.folder.name

    @property
    def is_bundled(self) -> bool:
        """Whether the pack comes with Stature."""
        return self.folder.parent == DATA

    @property
    def instrument(self) -> Instrument:
        """The instrument; read and validated once."""
        return _load(self.folder / PACK_FILES["instrument"], Instrument)

    @property
    def report_texts(self) -> ReportTexts:
        """The texts of the personal report; read and validated once."""
        return _load(self.folder / PACK_FILES["report-texts"], ReportTexts)

    @property
    def made_up_people(self) -> tuple[Response, ...]:
        """Made-up responses for demonstrations."""
        return self.made_up.people

    @property
    def made_up(self) -> MadeUpPeople:
        """The document that holds the made-up responses; read and validated once."""
        return _load(self.folder / PACK_FILES["made-up-people"], MadeUpPeople)

    @property
    def translations(self) -> tuple[Translation, ...]:
        """The instrument's words in other languages, in order of their files' names."""
        files = sorted((self.folder / TRANSLATIONS).glob("*.yaml"))
        return tuple(_load(file, Translation) for file in files)

    def translation(self, language: str) -> Translation | None:
        """The words of the instrument in a language, when there are any."""
        return next((each for each in self.translations if each.language == language), None)

    def instrument_in(self, language: str) -> Instrument:
        """The instrument in a language; in its own when it has not been translated."""
        translation = self.translation(language)
        return translate(self.instrument, translation) if translation else self.instrument


class FrameworkContent(Protocol):
    """A framework with the words, roles and norms around it, wherever they are kept."""

    @property
    def id(self) -> str:
        """What the pack is called where one is chosen."""

    @property
    def framework(self) -> Framework:
        """The framework."""

    @property
    def handbook_texts(self) -> ReportTexts:
        """The texts of the handbook."""

    @property
    def feedback_texts(self) -> FeedbackTexts:
        """The words of the feedback questionnaire."""

    @property
    def feedback_report_texts(self) -> ReportTexts:
        """The texts of the feedback report."""

    @property
    def role_profiles(self) -> tuple[RoleProfile, ...]:
        """The roles that leaders can be compared with."""

    def norms_of(self, instrument: InstrumentReference) -> FeedbackNorms | None:
        """The norms of this very questionnaire, if there are any."""


@dataclass(frozen=True)
class FrameworkPack:
    """A folder with a competency framework and the texts of its handbook."""

    folder: Path

    @property
    def id(self) -> str:
        """The pack's name, which is its folder's."""
        return self.folder.name

    @property
    def framework(self) -> Framework:
        """The framework; read and validated once."""
        return _load(self.folder / FRAMEWORK_FILES["framework"], Framework)

    @property
    def handbook_texts(self) -> ReportTexts:
        """The texts of the handbook, the bundled ones if the pack brings none."""
        return _load(self._own_or_bundled("report-texts"), ReportTexts)

    @property
    def feedback_texts(self) -> FeedbackTexts:
        """The words of the feedback questionnaire, the bundled ones if the pack brings none."""
        return _load(self._own_or_bundled("feedback-texts"), FeedbackTexts)

    @property
    def feedback_report_texts(self) -> ReportTexts:
        """The texts of the feedback report, the bundled ones if the pack brings none."""
        return _load(self._own_or_bundled("feedback-report-texts"), ReportTexts)

    @property
    def role_profiles(self) -> tuple[RoleProfile, ...]:
        """The role profiles that come with the framework, in order of their files' names."""
        files = sorted((self.folder / ROLES).glob("*.yaml"))
        return tuple(_load(file, RoleProfile) for file in files)

    @property
    def norms_files(self) -> tuple[Path, ...]:
        """The files of norms that come with the framework, in order of their names."""
        return tuple(sorted((self.folder / NORMS).glob("*.json")))

    @property
    def norms(self) -> tuple[FeedbackNorms, ...]:
        """The norms that come with the framework, in order of their files' names."""
        from stature.core.scoring.feedback.norms import FeedbackNorms

        return tuple(_load(file, FeedbackNorms) for file in self.norms_files)

    def norms_of(self, instrument: InstrumentReference) -> FeedbackNorms | None:
        """The norms of this very questionnaire, the newest version, if the pack brings any."""
        found = [each for each in self.norms if each.instrument == instrument]
        return max(found, key=lambda each: each.version_numbers, default=None)

    def brings(self, kind: str) -> bool:
        """Whether the pack has a file of its own for a kind of FRAMEWORK_FILES."""
        return (self.folder / FRAMEWORK_FILES[kind]).is_file()

    def _own_or_bundled(self, kind: str) -> Path:
        folder = self.folder if self.brings(kind) else DATA / COMPLETE_FRAMEWORK
        return folder / FRAMEWORK_FILES[kind]


def bundled_framework_packs() -> tuple[FrameworkPack, ...]:
    """The framework packs that come with Stature, in order of their names."""
    return tuple(FrameworkPack(path.parent) for path in sorted(DATA.glob("*/framework.yaml")))


def bundled_frameworks() -> tuple[Framework, ...]:
    """The frameworks that come with Stature."""
    return tuple(pack.framework for pack in bundled_framework_packs())


def find_framework_pack(name: str) -> FrameworkPack:
    """A bundled framework pack by its id, or an author's own by the path of its folder."""
    for pack in bundled_framework_packs():
        if pack.id == name:
            return pack
    if (Path(name) / FRAMEWORK_FILES["framework"]).is_file():
        return FrameworkPack(Path(name))
    known = ", ".join(pack.id for pack in bundled_framework_packs())
    raise PackError(
        f"there is no framework '{name}'.",
        remedy=f"Use one of these: {known}, or the path of a folder with a framework.yaml.",
    )


def made_up_responses() -> tuple[Response, ...]:
    """The made-up people of the demo, the one shown first in front."""
    return find_pack("service-commitment").made_up_people


def bundled_packs() -> tuple[Pack, ...]:
    """The packs that come with Stature, in order of their names."""
    return tuple(Pack(path.parent) for path in sorted(DATA.glob("*/instrument.yaml")))


def find_pack(name: str) -> Pack:
    """A bundled pack by its id, or an author's own by the path of its folder."""
    for pack in bundled_packs():
        if pack.id == name:
            return pack
    folder = Path(name)
    if (folder / PACK_FILES["instrument"]).is_file():
        return Pack(folder)
    known = ", ".join(pack.id for pack in bundled_packs())
    raise PackError(
        f"there is no pack '{name}'.",
        remedy=f"Use one of these: {known}, or the path of a folder with an instrument.yaml.",
    )


def _load(path: Path, model: type[Loaded]) -> Loaded:
    if not path.is_file():
        raise PackError(
            f"the pack has no file {path.name}.",
            where=str(path.parent),
            remedy="Add it; a pack that comes with Stature is an example.",
        )
    document = _load_once(path, path.stat().st_mtime_ns)
    if not isinstance(document, model):
        raise PackError(f"expected a pack of kind {model.__name__}.", where=str(path))
    return document


@lru_cache(maxsize=DOCUMENTS_AT_HAND)
def _load_once(path: Path, _changed: int) -> Document:
    return load_document(path)
