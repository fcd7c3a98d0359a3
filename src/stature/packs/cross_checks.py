"""Whether the files of a pack fit each other: what no file shows when it is read alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from random import Random

from stature.core.document import Document
from stature.core.errors import ReportError
from stature.core.framework.role_profile import unknown_competencies
from stature.core.instrument.feedback import SelectionRule, build_questionnaire
from stature.core.instrument.feedback.selection import FULL_FORM, SHORT_FORM
from stature.core.instrument.model import Instrument, Section
from stature.core.instrument.response import CANT_SAY, Answer, Response
from stature.core.instrument.translation import differences
from stature.core.reporting.handbook import compose_handbook
from stature.core.reporting.profile import compose_profile_report
from stature.core.reporting.texts import SLOT, ReportTexts
from stature.core.scoring.profile import score_profile
from stature.packs.library import (
    COMPLETE_FRAMEWORK,
    FRAMEWORK_FILES,
    PACK_FILES,
    ROLES,
    TRANSLATIONS,
    FrameworkPack,
    Pack,
    find_framework_pack,
    find_pack,
)
from stature.packs.loader import PackProblem, dotted
from stature.packs.source import Place, line_of

# The pack whose texts have every key that its kind of report asks for.
COMPLETE_PROFILE = "service-commitment"
SLOTS_EVERYWHERE = frozenset({"customer", "customers", "capital_customers", "well"})
MIXED_PATTERNS = 12
A_DAY = date(2026, 3, 7)


def pack_problems(folder: Path) -> list[PackProblem]:
    """What keeps the files of a pack's folder from working together.

    Raises PackError when one of them cannot be read by itself.
    """
    problems: list[PackProblem] = []
    if (folder / PACK_FILES["instrument"]).is_file():
        pack = Pack(folder)
        problems += report_problems(pack)
        problems += translation_problems(pack)
        if (folder / PACK_FILES["made-up-people"]).is_file():
            problems += _people_problems(pack)
    if (folder / FRAMEWORK_FILES["framework"]).is_file():
        problems += framework_problems(FrameworkPack(folder))
    return problems


def framework_problems(pack: FrameworkPack) -> list[PackProblem]:
    """What keeps the files of a framework's pack from working together."""
    return [
        *handbook_problems(pack),
        *feedback_report_problems(pack),
        *role_problems(pack),
        *norms_problems(pack),
    ]


def report_problems(pack: Pack) -> list[PackProblem]:
    """What keeps a pack from making reports; nothing for the packs that come with Stature."""
    if pack.is_bundled:
        return []
    file, texts = pack.folder / PACK_FILES["report-texts"], pack.report_texts
    problems = _named_for(file, "for_document", texts.for_document, pack.instrument)
    missing = _missing_texts(file, texts, find_pack(COMPLETE_PROFILE).report_texts)
    return problems + (missing or _composing_problems(file, pack.instrument, texts))


def translation_problems(pack: Pack) -> list[PackProblem]:
    """Where a translation and the instrument do not stand side by side."""
    files = sorted((pack.folder / TRANSLATIONS).glob("*.yaml"))
    return [
        _problem(file, tuple(place.split(".")), f"{what}.", "Make both the same.")
        for file, translation in zip(files, pack.translations, strict=True)
        for place, _, what in (
            each.partition(": ") for each in differences(pack.instrument, translation)
        )
    ]


def handbook_problems(pack: FrameworkPack) -> list[PackProblem]:
    """What keeps a pack from making its handbook; it need not bring texts of its own."""
    file = pack.folder / FRAMEWORK_FILES["report-texts"]
    if not file.is_file():
        return []
    texts = pack.handbook_texts
    problems = _named_for(file, "for_document", texts.for_document, pack.framework)
    complete = find_framework_pack(COMPLETE_FRAMEWORK).handbook_texts
    missing = _missing_texts(file, texts, complete)
    if missing:
        return problems + missing
    try:
        compose_handbook(pack.framework, texts)
    except ReportError as error:
        problems.append(_problem(file, ("texts",), error.what, error.remedy))
    return problems


def feedback_report_problems(pack: FrameworkPack) -> list[PackProblem]:
    """Texts that a pack's own feedback report lacks; it need not bring texts of its own."""
    file = pack.folder / FRAMEWORK_FILES["feedback-report-texts"]
    if not file.is_file():
        return []
    texts = pack.feedback_report_texts
    complete = find_framework_pack(COMPLETE_FRAMEWORK).feedback_report_texts
    problems = _named_for(file, "for_document", texts.for_document, pack.framework)
    return problems + _missing_texts(file, texts, complete) + _unknown_slots(file, texts, complete)


def role_problems(pack: FrameworkPack) -> list[PackProblem]:
    """Role profiles that name another framework, competencies that it lacks, or one id twice."""
    files = sorted((pack.folder / ROLES).glob("*.yaml"))
    problems, ids = [], set[str]()
    for file, profile in zip(files, pack.role_profiles, strict=True):
        if profile.id in ids:
            what = f"another role profile has the id '{profile.id}'."
            problems.append(_problem(file, ("id",), what, "Give each role an id of its own."))
        ids.add(profile.id)
        problems += _named_for(file, "for_framework", profile.for_framework, pack.framework)
        for code in unknown_competencies(profile, pack.framework):
            what = f"the framework has no competency '{code}'."
            problems.append(_problem(file, ("behavioural",), what, "Use a known code."))
    return problems


def norms_problems(pack: FrameworkPack) -> list[PackProblem]:
    """Norms of questionnaires that this version of the framework does not make."""
    made = [
        build_questionnaire(
            pack.framework,
            pack.feedback_texts,
            rule=SelectionRule(items_per_competency=items),
            with_effectiveness=both,
        ).instrument.reference
        for items, both in product((SHORT_FORM, FULL_FORM), (False, True))
        if pack.norms_files
    ]
    what = "the framework makes no questionnaire like the one of these norms."
    remedy = "Collect norms with the questionnaire as it is now, in its short or full form."
    return [
        _problem(file, ("instrument",), what, remedy)
        for file, norms in zip(pack.norms_files, pack.norms, strict=True)
        if norms.instrument not in made
    ]


def _named_for(file: Path, field: str, named: str, document: Document) -> list[PackProblem]:
    if named == document.id:
        return []
    what = f"expected '{document.id}', the id of what stands beside it, got '{named}'."
    return [_problem(file, (field,), what, "Write the same id.")]


def _missing_texts(file: Path, texts: ReportTexts, complete: ReportTexts) -> list[PackProblem]:
    return [
        _problem(file, ("texts",), f"the text '{key}' is missing.", "Add it.")
        for key in complete.texts
        if key not in texts.texts
    ]


def _unknown_slots(file: Path, texts: ReportTexts, complete: ReportTexts) -> list[PackProblem]:
    """Slots that no report fills: a text may use those of the bundled text, and some everywhere."""
    return [
        _problem(file, ("texts",), f"the text '{key}' has no value for {{{slot}}}.", "Take it out.")
        for key, text in texts.texts.items()
        if key in complete.texts
        for slot in sorted({*SLOT.findall(text)} - {*SLOT.findall(complete.texts[key])})
        if slot not in SLOTS_EVERYWHERE
    ]


def _composing_problems(
    file: Path, instrument: Instrument, texts: ReportTexts
) -> list[PackProblem]:
    """What goes wrong in the reports of people who answer in very different ways."""
    found: dict[str, ReportError] = {}
    for response in answer_patterns(instrument):
        score = score_profile(response, instrument)
        try:
            compose_profile_report(response, score, instrument, texts)
            compose_profile_report(response, score, instrument, texts, made_up=True)
        except ReportError as error:
            found.setdefault(error.what, error)
    return [_problem(file, ("texts",), error.what, error.remedy) for error in found.values()]


def answer_patterns(instrument: Instrument) -> Iterator[Response]:
    """Responses that between them call for the sentences of a report; the same ones each time."""
    scale, perspectives = instrument.response_scale, instrument.perspective_ids
    items = [item.code for item in instrument.items]
    kinds: tuple[Answer | None, ...] = (0, scale.maximum // 2, scale.maximum, CANT_SAY, None)
    for answers in product(kinds, repeat=len(perspectives)):
        yield _response({item: dict(zip(perspectives, answers, strict=True)) for item in items})
    for section in instrument.sections:
        yield from _about_one_section(section, instrument)
    for seed in range(MIXED_PATTERNS):
        yield _response(_mixed(items, instrument, seed), completed=A_DAY)


def _about_one_section(section: Section, instrument: Instrument) -> Iterator[Response]:
    """Responses in which one section stands out, is one of few asked, or is hardly answered."""
    low, top = 0, instrument.response_scale.maximum
    inside = [item.code for item in section.items]
    others = [item.code for item in instrument.items if item.code not in inside]
    for given, elsewhere in ((top, low), (low, top)):
        ratings = {**dict.fromkeys(inside, given), **dict.fromkeys(others, elsewhere)}
        first = instrument.perspective_ids[0]
        yield _response({item: {first: rating} for item, rating in ratings.items()})
        yield _response(
            {
                item: dict.fromkeys(instrument.perspective_ids, each)
                for item, each in ratings.items()
            }
        )
    yield _response(_mixed(inside, instrument, seed=0), sections=(section.code,))
    yield _response(_mixed(inside[:2], instrument, seed=0))
    one_low = {item: dict.fromkeys(instrument.perspective_ids, top) for item in inside + others}
    for perspective in instrument.perspective_ids:
        step = {perspective: top - 1}
        yield _response({**one_low, inside[0]: {**one_low[inside[0]], **step}})


def _mixed(
    items: Sequence[str], instrument: Instrument, seed: int
) -> dict[str, dict[str, Answer | None]]:
    """Answers as they fall; later seeds leave more of them out."""
    fall = Random(seed)
    ratings = range(instrument.response_scale.maximum + 1)
    answered = 1 - seed / (2 * MIXED_PATTERNS)
    return {
        item: {
            perspective: fall.choice(ratings) if fall.random() < answered else None
            for perspective in instrument.perspective_ids
        }
        for item in items
    }


def _response(
    answers: Mapping[str, Mapping[str, Answer | None]],
    *,
    sections: tuple[str, ...] = (),
    completed: date | None = None,
) -> Response:
    given = {
        item: {perspective: answer for perspective, answer in each.items() if answer is not None}
        for item, each in answers.items()
    }
    return Response(
        respondent="pattern", completed=completed, sections_asked=sections, answers=given
    )


def _people_problems(pack: Pack) -> list[PackProblem]:
    """Answers of made-up people that the instrument does not know."""
    file, instrument, people = (
        pack.folder / PACK_FILES["made-up-people"],
        pack.instrument,
        pack.made_up,
    )
    problems = _named_for(file, "for_instrument", people.for_instrument, instrument)
    for number, person in enumerate(people.people):
        problems += _unknown_sections(file, number, person, instrument)
        problems += _unfit_answers(file, number, person, instrument)
    return problems


def _unknown_sections(
    file: Path, number: int, person: Response, instrument: Instrument
) -> Iterator[PackProblem]:
    for place, code in enumerate(person.sections_asked):
        if code not in instrument.sections_by_code:
            what = f"the instrument has no area '{code}'."
            yield _problem(
                file, ("people", number, "sections_asked", place), what, "Use a known code."
            )


def _unfit_answers(
    file: Path, number: int, person: Response, instrument: Instrument
) -> Iterator[PackProblem]:
    top = instrument.response_scale.maximum
    for item, given in person.answers.items():
        place: Place = ("people", number, "answers", item)
        if item not in instrument.items_by_code:
            yield _problem(file, place, "the instrument has no such item.", "Use a known code.")
            continue
        for perspective, answer in given.items():
            if perspective not in instrument.perspective_ids:
                known = ", ".join(instrument.perspective_ids)
                what = f"the instrument has no perspective '{perspective}'."
                yield _problem(file, (*place, perspective), what, f"Use one of: {known}.")
            elif isinstance(answer, int) and answer > top:
                what = f"expected a rating from 0 to {top}, got {answer}."
                yield _problem(file, (*place, perspective), what, "Correct the value.")


def _problem(file: Path, place: Place, what: str, remedy: str) -> PackProblem:
    return PackProblem(file, line_of(file, place), dotted(place), what, remedy)
