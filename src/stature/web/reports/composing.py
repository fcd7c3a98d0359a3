"""Composing the report of one participant from what was frozen, and from nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from stature.core.instrument.response import Response
from stature.core.reporting.profile.compose import compose_profile_report
from stature.core.reporting.render_html import render_html_body
from stature.core.reporting.render_pdf import render_pdf
from stature.core.reporting.render_text import render_text
from stature.core.reporting.report import Report
from stature.core.scoring.colleagues import (
    COLLEAGUES_RULE,
    COLLEAGUES_RULE_VERSION,
    colleagues_view,
)
from stature.core.scoring.profile import ProfileScore, score_profile
from stature.web.programmes.models import Assessment, Purpose, Round
from stature.web.reports.colleagues import colleagues_totals
from stature.web.responses.models import SavedResponse
from stature.web.responses.selectors import as_response, instrument_of, texts_of

Inputs = dict[str, Any]
PARTS: Final = ("name", "answers", "colleagues", "rules", "instrument", "texts", "round")


@dataclass(frozen=True)
class MadeReport:
    """A report in all its forms."""

    scores: dict[str, Any]
    html: str
    plain_text: str
    pdf: bytes


def inputs_of(
    assessment: Assessment, saved: SavedResponse, earlier: Mapping[str, Any] | None
) -> Inputs:
    """Everything that a report is made from. A colleagues' view, once released, stays as it was."""
    score, round_ = _score(_response(assessment, saved), saved), assessment.round
    kept = (earlier or {}).get("colleagues")
    return {
        "name": _name(assessment, saved),
        "answers": {
            "completed": saved.sealed_at.date().isoformat() if saved.sealed_at else None,
            "sections_asked": saved.sections_asked,
            "answers": saved.answers,
        },
        "colleagues": kept or colleagues_totals(assessment),
        "rules": _rules(score, saved),
        "instrument": saved.instrument_sha256,
        "texts": texts_of(saved).sha256,
        "round": round_rules(round_),
    }


def round_rules(round: Round) -> dict[str, Any]:
    """What a report says of its round: what it is for, and who reads it."""
    return {
        "purpose": round.programme.purpose,
        "manager_sees_report": round.manager_sees_report,
        "administrators_see_reports": round.administrators_see_reports,
    }


def hash_of_inputs(inputs: Inputs) -> str:
    """The hash by which two versions of a report are told to be the same."""
    text = json.dumps(inputs, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def what_changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The parts of the inputs that are other than before."""
    return [part for part in PARTS if before.get(part) != after.get(part)]


def make_forms(assessment: Assessment, saved: SavedResponse, inputs: Inputs) -> MadeReport:
    """The report as a page, as plain text and as PDF, and its scores."""
    response = _response(assessment, saved)
    instrument = instrument_of(saved)
    score = _score(response, saved)
    colleagues = colleagues_view(inputs["colleagues"], instrument)
    report = compose_profile_report(
        response, score, instrument, texts_of(saved), colleagues=colleagues
    )
    report = fit_to_round(report, assessment.round)
    return MadeReport(
        scores=score.model_dump(mode="json"),
        html=in_its_language(render_html_body(report), report.language),
        plain_text=render_text(report),
        pdf=render_pdf(report),
    )


def in_its_language(article: str, language: str) -> str:
    """The article with its language: the page around it may speak another."""
    return article.replace("<article ", f'<article lang="{language}" dir="ltr" ', 1)


def fit_to_round(report: Report, round: Round) -> Report:
    """Say on the first page what the round's rules say, where the usual words would be wrong."""
    *first, purpose, sight = report.masthead.facts
    with override(report.language.lower()):
        if round.programme.purpose == Purpose.DECISIONS:
            purpose = _("Your organisation uses it for decisions, such as selection.")
        sight = _sight(round) or sight
        facts = (*first, purpose, sight, *_facilitators_sight(round))
    masthead = report.masthead.model_copy(update={"facts": facts})
    return report.model_copy(update={"masthead": masthead})


def _sight(round: Round) -> str:
    """Who reads the report beside the participant, by the round's rule; empty where nobody does."""
    if round.manager_sees_report and round.administrators_see_reports:
        return _("You, your line manager and the administrators can read it.")
    if round.administrators_see_reports:
        return _("You and the administrators can read it.")
    return _("You and your line manager can read it.") if round.manager_sees_report else ""


def _facilitators_sight(round: Round) -> list[str]:
    """That somebody leads the talk about the report, in the words of the invitation."""
    if round.facilitator_id is None:
        return []
    return [_("A facilitator reads your report too, to talk about it with you.")]


def _response(assessment: Assessment, saved: SavedResponse) -> Response:
    return as_response(saved).model_copy(update={"name": _name(assessment, saved)})


def _name(assessment: Assessment, saved: SavedResponse) -> str:
    """The name as it is kept today, so that a corrected name comes into the next version."""
    return assessment.participant.full_name or saved.name


def _score(response: Response, saved: SavedResponse) -> ProfileScore:
    return score_profile(response, instrument_of(saved))


def _rules(score: ProfileScore, saved: SavedResponse) -> dict[str, str]:
    rules = instrument_of(saved).scoring
    return {
        "scoring": score.scoring_version,
        COLLEAGUES_RULE: COLLEAGUES_RULE_VERSION,
        score.summary_rule: score.summary_rule_version,
        rules.coaching.rule: rules.coaching.version,
        rules.gaps_to_explore.rule: rules.gaps_to_explore.version,
    }
