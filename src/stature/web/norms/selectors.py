"""Reading norms: who may be counted, which versions there are, and which one a report uses."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q, QuerySet
from pydantic import TypeAdapter

from stature.core.errors import PackError
from stature.core.instrument.feedback import FeedbackInstrument
from stature.core.scoring.feedback import FeedbackNorms, Figure, LeaderScores, norm_scores_of
from stature.packs import find_framework_pack
from stature.web.accounts.models import Organisation
from stature.web.frameworks.models import OWN
from stature.web.norms.models import NormConsent, NormVersion
from stature.web.programmes.models import Round, RoundState
from stature.web.responses.selectors import published_feedback

TAKES_NO_ANSWERS: Final = (RoundState.CLOSED, RoundState.RELEASED, RoundState.ARCHIVED)
OF_LEADERS: Final = TypeAdapter(dict[str, Figure])
RELEASED: Final = "assessment__released_feedback__"
STEP: Final = 5
LOG = logging.getLogger("stature.norms")


@dataclass(frozen=True)
class ReadyLeader:
    """A leader who agreed, has enough raters and is in no version yet."""

    consent_id: int
    scores: LeaderScores


@dataclass(frozen=True)
class RoundOfNorms:
    """A round and how many of its leaders agreed, in steps of five; None while answers come in."""

    round: Round
    agreed: int | None


def questionnaires_of(organisation: Organisation) -> list[str]:
    """The questionnaires with which leaders were rated from several sides, the newest first."""
    opened = rounds_of(organisation).exclude(instrument_sha256="")
    return list(dict.fromkeys(opened.values_list("instrument_sha256", flat=True)))


def rounds_of(organisation: Organisation, instrument_sha256: str = "") -> QuerySet[Round]:
    """The rounds in which several sides were asked, those of one questionnaire if it is named."""
    found = Round.objects.filter(programme__organisation=organisation, is_feedback=True)
    found = found.exclude(state=RoundState.DRAFT).select_related("programme")
    return found.filter(instrument_sha256=instrument_sha256) if instrument_sha256 else found


def rounds_with_consent(organisation: Organisation, instrument_sha256: str) -> list[RoundOfNorms]:
    """The rounds of a questionnaire. Counts go in steps: nobody is to see who has said yes."""
    agreed = Count(
        "assessments__norm_consent", filter=Q(assessments__withdrawn_at=None), distinct=True
    )
    return [
        RoundOfNorms(round_, in_steps(round_.agreed) if round_.state in TAKES_NO_ANSWERS else None)
        for round_ in rounds_of(organisation, instrument_sha256).annotate(agreed=agreed)
    ]


def in_steps(number: int) -> int:
    """A number of leaders rounded down to a step of five."""
    return number // STEP * STEP


def ready_leaders(organisation: Organisation, instrument_sha256: str) -> list[ReadyLeader]:
    """Whom a next version would add, each leader once, by the newest round they are in.

    Their scores are those of their released reports, so that norms tell nothing of raters which
    the reports do not.
    """
    found = (
        _not_counted(organisation, instrument_sha256)
        .order_by("assessment__round_id", f"{RELEASED}version")
        .values_list("pk", "assessment__participant_id", f"{RELEASED}result__all_others")
    )
    newest = {person: (pk, figures) for pk, person, figures in found if figures}
    return [
        ReadyLeader(pk, scores)
        for pk, figures in newest.values()
        if (scores := norm_scores_of(_figures(figures)))
    ]


def _figures(document: object) -> Mapping[str, Figure]:
    return OF_LEADERS.validate_python(document)


def _not_counted(organisation: Organisation, instrument_sha256: str) -> QuerySet[NormConsent]:
    """Consents that stand, of leaders whom no version of this questionnaire counts."""
    counted = NormConsent.objects.filter(
        version__organisation=organisation, version__instrument_sha256=instrument_sha256
    )
    return NormConsent.objects.filter(
        version=None,
        assessment__withdrawn_at=None,
        assessment__participant__removed_at=None,
        assessment__round__in=rounds_of(organisation, instrument_sha256).filter(
            state__in=TAKES_NO_ANSWERS
        ),
    ).exclude(assessment__participant__in=counted.values("assessment__participant"))


def versions_of(organisation: Organisation, instrument_sha256: str) -> QuerySet[NormVersion]:
    """The versions of a questionnaire's norms, the newest first."""
    return NormVersion.objects.filter(
        organisation=organisation, instrument_sha256=instrument_sha256
    ).select_related("made_by")


def version_before(version: NormVersion) -> NormVersion | None:
    """The version that this one grew from."""
    found = versions_of(version.organisation, version.instrument_sha256)
    return found.filter(number=version.number - 1).first()


def norms_for(round: Round) -> FeedbackNorms | None:
    """The norms that reports of a round are laid beside: those in use, else the framework's own."""
    used = versions_of(round.programme.organisation, round.instrument_sha256).filter(is_used=True)
    version = used.first()
    if version is not None:
        return version.norms
    return norms_in_pack(round.pack, published_feedback(round.instrument_sha256))


def norms_in_pack(pack: str, instrument: FeedbackInstrument) -> FeedbackNorms | None:
    """The norms of this questionnaire in the framework's pack. What cannot be read is not used.

    An organisation's own framework comes without: its norms are made from rounds.
    """
    if pack.startswith(OWN):
        return None
    try:
        return find_framework_pack(pack).norms_of(instrument.reference)
    except PackError as error:
        LOG.warning("norms of a pack cannot be used: %s", error)
        return None
