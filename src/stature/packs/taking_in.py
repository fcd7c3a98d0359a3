"""A framework from outside taken in as a whole: one file in any form, or a zipped pack.

What is found is fit for rounds of feedback, or refused with everything that is wrong.
"""

from __future__ import annotations

import codecs
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from stature.core.errors import PackError, StatureError
from stature.core.framework.exchange import FrameworkImport, import_framework
from stature.core.framework.exchange.importing import LOOKED_AT, YAML_START
from stature.core.framework.model import Framework
from stature.core.instrument.feedback import BuildFinding
from stature.packs.cross_checks import framework_problems
from stature.packs.documents import KeptPack, PackDocuments
from stature.packs.library import FrameworkPack, bundled_frameworks
from stature.packs.loader import InvalidPackError
from stature.packs.rehearsal import TriedLength, rehearse
from stature.packs.zipped import check_unpacked_size, is_zipped_pack, unpack

MOST_BYTES: Final = 5 * 1024 * 1024
# Every value of YAML is set apart by one of these, so they bound how long reading can take. The
# bundled framework has 13,000.
MOST_MARKS: Final = 60_000
MARK: Final = re.compile(rb"[\n,:\[\]{}?-]")
SHOWN: Final = 50
NAMED: Final = 8
NUL: Final = "\\u0000"  # as JSON writes it; a database may not take the letter itself


class FrameworkRefusedError(StatureError):
    """A file cannot be used as a framework; ``problems`` says everything that is wrong."""

    def __init__(self, what: str, *, remedy: str = "", problems: tuple[str, ...] = ()) -> None:
        self.problems = problems
        super().__init__(what, remedy=remedy)


@dataclass(frozen=True)
class TakenIn:
    """What a file held: its form, the documents, the questionnaires, and what is worth a look.

    ``findings`` are the first 50 of ``n_findings``.
    """

    form: str
    documents: PackDocuments
    lengths: tuple[TriedLength, ...]
    findings: tuple[str, ...]
    n_findings: int


def take_in(data: bytes) -> TakenIn:
    """Read a framework, check that its files fit each other, and try its reports.

    Takes CSV, XLSX, YAML, our own CASE package, and a zip of a pack's folder. Raises
    FrameworkRefusedError where it cannot be used.
    """
    if len(data) > MOST_BYTES:
        raise FrameworkRefusedError(
            f"The file is larger than {MOST_BYTES // 2**20} MB.", remedy="Send a smaller one."
        )
    with tempfile.TemporaryDirectory(prefix="framework-") as place:
        folder = Path(place)
        try:
            check_unpacked_size(data)
            read = _unpacked if is_zipped_pack(data) else _imported
            return _tried(*read(data, folder))
        except StatureError as error:
            raise _refused(error, folder) from error


def _unpacked(data: bytes, folder: Path) -> tuple[str, PackDocuments, list[str]]:
    """The documents of a zipped pack; what is worth a look."""
    left_out = unpack(data, folder)
    _check_marks(b"".join(file.read_bytes() for file in folder.rglob("*.y*ml")))
    pack = FrameworkPack(folder)
    problems = framework_problems(pack)
    if problems:
        raise InvalidPackError(problems)
    findings = [f"{name}: this file is not used." for name in left_out]
    return "pack", PackDocuments.of_pack(pack), findings


def _imported(data: bytes, folder: Path) -> tuple[str, PackDocuments, list[str]]:
    """The framework of one file in any form; what is worth a look."""
    if YAML_START.match(data[:LOOKED_AT].removeprefix(codecs.BOM_UTF8)):
        _check_marks(data)
    read = _import(data, folder)
    findings = [str(finding) for finding in read.findings]
    return read.form, PackDocuments(_complete(read)), findings


def _import(data: bytes, folder: Path) -> FrameworkImport:
    file = folder / "file"
    file.write_bytes(data)
    try:
        return import_framework(file)
    finally:
        file.unlink()


def _check_marks(data: bytes) -> None:
    if sum(1 for _ in MARK.finditer(data)) > MOST_MARKS:
        raise PackError(
            f"it holds more than {MOST_MARKS:,} lines and marks of YAML.",
            remedy="Send the framework as CSV or Excel.",
        )


def _complete(read: FrameworkImport) -> Framework:
    """The framework of an import. One of another make lacks what ours need."""
    if read.framework is None:
        raise FrameworkRefusedError(
            f"The file holds a framework in another form ({read.form}). It has no tiers, no "
            "emphases and no facets, so no questionnaire can be made of it.",
            remedy="Write it as CSV or Excel, with a row for each statement, or as YAML.",
            problems=tuple(str(finding) for finding in read.findings[:SHOWN]),
        )
    return read.framework


def _tried(form: str, documents: PackDocuments, findings: list[str]) -> TakenIn:
    framework = documents.framework
    _refuse_bundled(framework)
    if NUL in documents.as_json():
        raise PackError("it holds a letter that is none (NUL).", remedy="Export it again.")
    tried = rehearse(KeptPack(framework.id, documents.sha256, documents))
    found = (*findings, *_told_once(finding for each in tried for finding in each.findings))
    return TakenIn(form, documents, tried, found[:SHOWN], len(found))


def _told_once(findings: Iterable[BuildFinding]) -> Iterator[str]:
    """Each thing that is found once, with the codes of all the parts that it is true of."""
    codes: dict[str, dict[str, None]] = {}
    for finding in findings:
        codes.setdefault(finding.what, {})[finding.code] = None
    for what, named in codes.items():
        more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
        yield f"{', '.join([*named][:NAMED])}{more}: {what}"


def _refuse_bundled(framework: Framework) -> None:
    """One id or UUID must never mean two frameworks."""
    for bundled in bundled_frameworks():
        if framework.id == bundled.id or framework.uuid == bundled.uuid:
            raise PackError(
                f"its id or UUID is that of '{bundled.title}', which comes with Stature.",
                remedy="Give your framework an id and a UUID of its own.",
            )


def _refused(error: StatureError, folder: Path) -> FrameworkRefusedError:
    """The same error without the place of the folder, which means nothing to whoever sent it."""
    if isinstance(error, FrameworkRefusedError):
        return error
    said = [str(error)]
    if isinstance(error, InvalidPackError):
        said = [str(problem) for problem in error.problems]
    shown = [each.replace(f"{folder}/", "").replace(str(folder), "pack") for each in said]
    return FrameworkRefusedError(
        "The framework cannot be used as it is.",
        remedy="Correct what is listed, then send it again.",
        problems=tuple(shown[:SHOWN]),
    )
