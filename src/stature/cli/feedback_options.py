"""What the commands on feedback have in common: their options, and what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stature.cli.feedback import FULL, SHORT
from stature.core.errors import AnswersError, PackError, StatureError
from stature.packs import FrameworkPack, find_framework_pack

if TYPE_CHECKING:
    from stature.core.framework.model import Framework
    from stature.core.framework.role_profile import RoleProfile
    from stature.core.instrument.feedback import FeedbackInstrument
    from stature.core.reporting.texts import ReportTexts
    from stature.core.scoring.feedback import FeedbackNorms


class Form(StrEnum):
    """What a report is written as."""

    PDF = "pdf"
    HTML = "html"


RatingsArgument = Annotated[
    Path, typer.Argument(help="Ratings: a table with a row for each, or a JSON file.")
]
OutOption = Annotated[Path, typer.Option(help="The folder to write to.")]
FrameworkOption = Annotated[
    str, typer.Option("--framework", help="The id of a framework, or the folder of a pack.")
]
QuestionnaireOption = Annotated[
    Path | None,
    typer.Option(help="The questionnaire as written by 'stature instrument from-framework'."),
]
FullOption = Annotated[bool, typer.Option("--full", help="The full form, 8 items each.")]
FormOption = Annotated[
    list[Form] | None, typer.Option("--format", help="pdf or html; both unless told.")
]
RoleOption = Annotated[
    str | None, typer.Option(help="Lay the scores beside this role profile, by its id.")
]
FacilitatorOption = Annotated[
    bool, typer.Option("--facilitator", help="Make the facilitator's pack as well.")
]
NormsOption = Annotated[
    Path | None, typer.Option(help="Norms to compare with, as 'stature norms build' wrote them.")
]
DayOption = Annotated[str | None, typer.Option(help="The day to print, such as 2026-03-07.")]


@dataclass(frozen=True)
class Asked:
    """The questionnaire that was asked; the framework, words, role and norms its report needs."""

    instrument: FeedbackInstrument
    framework: Framework
    texts: ReportTexts
    role: RoleProfile | None = None
    norms: FeedbackNorms | None = None


def what_was_asked(
    framework: str,
    questionnaire: Path | None,
    *,
    full: bool,
    role: str | None = None,
    norms: Path | None = None,
) -> Asked:
    """What the options name. StatureError for a file, framework or role that is not there."""
    pack = find_framework_pack(framework)
    if questionnaire is None:
        instrument = questionnaire_of(pack, full=full)
    else:
        instrument = _questionnaire_in(questionnaire, pack)
    return Asked(
        instrument=instrument,
        framework=pack.framework,
        texts=pack.feedback_report_texts,
        role=_role(pack, role),
        norms=read_norms(norms, instrument) if norms else None,
    )


def questionnaire_of(pack: FrameworkPack, *, full: bool) -> FeedbackInstrument:
    """The short or the full questionnaire that a framework makes."""
    from stature.core.instrument.feedback import SelectionRule, build_questionnaire

    rule = SelectionRule(items_per_competency=FULL if full else SHORT)
    return build_questionnaire(pack.framework, pack.feedback_texts, rule=rule).instrument


def day_of(text: str | None) -> date | None:
    """The day that an option gives."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(
            f"'{text}' is not a day. Write it like 2026-03-07.", param_hint="--day"
        ) from None


def read_norms(path: Path, instrument: FeedbackInstrument | None = None) -> FeedbackNorms:
    """The norms in a file. PackError if they break a rule, or belong to another questionnaire."""
    from stature.core.scoring.feedback import FeedbackNorms
    from stature.packs import load_document

    document = load_document(path)
    if not isinstance(document, FeedbackNorms):
        raise PackError(
            "these are no norms.", where=path.name, remedy="'stature norms build' writes some."
        )
    if instrument and document.instrument != instrument.reference:
        raise PackError(
            f"the norms are of {document.instrument.id} {document.instrument.version}, and not of "
            f"{instrument.id} {instrument.version} as it was asked.",
            where=path.name,
            remedy="Norms fit the very questionnaire that they were collected with.",
        )
    return document


def _questionnaire_in(file: Path, pack: FrameworkPack) -> FeedbackInstrument:
    from stature.core.instrument.feedback import FeedbackInstrument
    from stature.packs import load_document

    document = load_document(file)
    if not isinstance(document, FeedbackInstrument):
        raise AnswersError(
            "this is no feedback questionnaire.",
            where=file.name,
            remedy="Write one with 'stature instrument from-framework --out FILE'.",
        )
    if missing := document.sections_by_code.keys() - pack.framework.competencies_by_code:
        raise AnswersError(
            f"the framework '{pack.id}' has no competency '{min(missing)}'.",
            where=file.name,
            remedy="Give the framework of this questionnaire with --framework.",
        )
    return document


def _role(pack: FrameworkPack, name: str | None) -> RoleProfile | None:
    if name is None:
        return None
    known = {profile.id: profile for profile in pack.role_profiles}
    if name not in known:
        raise StatureError(
            f"there is no role profile '{name}'.",
            remedy=f"Use one of these: {', '.join(known) or 'none'}.",
        )
    return known[name]
