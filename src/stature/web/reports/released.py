"""Reading the reports of rounds: who is ready, what was released, how far a release is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stature.web.programmes.models import Assessment, Assignment, Relationship, Round
from stature.web.programmes.rater_limits import FEWEST_IN_GROUP, SHOWN_SINGLY
from stature.web.reports.models import (
    FacilitatorPack,
    Release,
    ReleasedReport,
    ReleaseOutcome,
)
from stature.web.responses.models import SavedResponse

OWN_SEALED: Final = Q(
    relationship=Relationship.SELF, done_at__isnull=False, response__sealed_at__isnull=False
)
ANY_SEALED: Final = Q(declined_at=None, done_at__isnull=False, response__sealed_at__isnull=False)
COUNTED: Final = (
    ReleaseOutcome.WAITING,
    ReleaseOutcome.MADE,
    ReleaseOutcome.UNCHANGED,
    ReleaseOutcome.FAILED,
)
# By then a job that failed has been tried for the last time.
LONGEST_RELEASE: Final = timedelta(hours=12)


@dataclass(frozen=True)
class Readiness:
    """How many participants a release would reach. ``new`` are ready and have no report yet."""

    ready: int
    not_ready: int
    released: int
    new: int


@dataclass(frozen=True)
class Progress:
    """How far a release is, in numbers of participants."""

    wanted: int
    waiting: int
    made: int
    unchanged: int
    failed: int

    @property
    def settled(self) -> int:
        """How many are dealt with."""
        return self.wanted - self.waiting


def ready_assessments(round: Round) -> QuerySet[Assessment]:
    """The participants who sent their own answers and are still there; in a round of feedback,
    those about whom anybody sent answers.
    """
    return _there(round).filter(Exists(_sealed(round)))


def not_ready_assessments(round: Round) -> QuerySet[Assessment]:
    """The participants whose report cannot be made, with their own assignment in ``own``."""
    own = Assignment.objects.filter(relationship=Relationship.SELF)
    return (
        _there(round)
        .filter(~Exists(_sealed(round)))
        .select_related("participant", "round")
        .prefetch_related(Prefetch("assignments", own, to_attr="own"))
    )


def why_not_ready(assessment: Assessment) -> Any:
    """Why there is no report to make, for one of ``not_ready_assessments``."""
    own = next(iter(assessment.own), None)  # type: ignore[attr-defined]
    if assessment.round.is_feedback:
        return _why_nobody_answered(assessment)
    if own is None:
        return _("Was not asked")
    if own.declined_at:
        return _("Declined")
    return _("Started, and did not send the answers") if own.started_at else _("Did not start")


def _why_nobody_answered(assessment: Assessment) -> Any:
    """In a round of feedback a report needs one person who answered, whoever that is."""
    asked = assessment.assignments.exclude(relationship=Relationship.SELF)
    if asked.exists():
        return _("Nobody answered")
    if assessment.raters_sent_at:
        return _("Nobody answered: the list of raters was not approved")
    return _("Nobody answered: no list of raters was sent")


def thinly_rated(round: Round) -> list[tuple[Assessment, int]]:
    """The leaders who are ready, and of whose peers, direct reports, customers and others too few
    answered for any of their scores to be shown; with how many did.
    """
    rule = Q(assignments__done_at__isnull=False, assignments__declined_at=None) & ~Q(
        assignments__relationship__in=SHOWN_SINGLY
    )
    counted = ready_assessments(round).annotate(n_raters=Count("assignments", filter=rule))
    found = counted.filter(n_raters__lt=FEWEST_IN_GROUP).select_related("participant")
    return [(each, each.n_raters) for each in found]


def _sealed(round: Round) -> QuerySet[Assignment]:
    """The answers that make a report, of the outer assessment."""
    rule = ANY_SEALED if round.is_feedback else OWN_SEALED
    return Assignment.objects.filter(rule, assessment=OuterRef("pk"))


def _there(round: Round) -> QuerySet[Assessment]:
    return Assessment.objects.filter(
        round=round, withdrawn_at=None, participant__removed_at__isnull=True
    )


def readiness_of(round: Round) -> Readiness:
    """How many are ready, how many are not, and how many have a report already or not yet."""
    ready, has_report = ready_assessments(round).count(), Exists(_reports_of_outer())
    return Readiness(
        ready=ready,
        new=ready_assessments(round).filter(~has_report).count(),
        not_ready=_there(round).count() - ready,
        released=_there(round).filter(has_report).count(),
    )


def find_ready(assessment_id: int) -> Assessment | None:
    """The assessment, if a report can be made from it."""
    found = Assessment.objects.select_related(
        "round__programme__organisation", "participant__manager"
    )
    assessment = found.filter(pk=assessment_id).first()
    is_ready = assessment and ready_assessments(assessment.round).filter(pk=assessment_id).exists()
    return assessment if is_ready else None


def own_sealed_response(assessment: Assessment) -> SavedResponse:
    """The answers that the participant sent about themselves."""
    return SavedResponse.objects.get(
        assignment__assessment=assessment,
        assignment__relationship=Relationship.SELF,
        sealed_at__isnull=False,
    )


def versions_of(assessment: Assessment) -> QuerySet[ReleasedReport]:
    """The versions of a report, newest first, without their pages and files."""
    return ReleasedReport.objects.filter(assessment=assessment).defer("html", "plain_text", "pdf")


def latest_report(assessment: Assessment) -> ReleasedReport | None:
    """The newest version of a participant's report."""
    return versions_of(assessment).first()


def latest_pack(assessment: Assessment) -> FacilitatorPack | None:
    """The newest facilitator's pack about a participant."""
    packs = FacilitatorPack.objects.filter(report__assessment=assessment)
    return packs.select_related("report").order_by("-report__version").first()


def find_version(assessment: Assessment, version: int | None) -> ReleasedReport:
    """A version of a report, or the newest. Raises ReleasedReport.DoesNotExist."""
    found = versions_of(assessment)
    return found[:1].get() if version is None else found.get(version=version)


def latest_reports_of(round: Round) -> list[int]:
    """The numbers of the newest reports of everybody in a round, by name."""
    newest = _there(round).annotate(newest=Subquery(_reports_of_outer().values("pk")[:1]))
    found = newest.filter(newest__isnull=False)
    return list(found.values_list("newest", flat=True))


def _reports_of_outer() -> QuerySet[ReleasedReport]:
    return ReleasedReport.objects.filter(assessment=OuterRef("pk")).order_by("-version")


def running_release(round: Round) -> Release | None:
    """The release of a round that is under way. One that stands still holds up no other."""
    since = timezone.now() - LONGEST_RELEASE
    return Release.objects.filter(round=round, finished_at=None, started_at__gt=since).first()


def last_release(round: Round) -> Release | None:
    """The newest release of a round."""
    return Release.objects.filter(round=round).order_by("-number").first()


def progress_of(release: Release) -> Progress:
    """How far a release is. One query, whatever the number of people."""
    counts = release.entries.order_by().aggregate(
        wanted=Count("pk"),
        **{outcome.value: Count("pk", filter=Q(outcome=outcome)) for outcome in COUNTED},
    )
    return Progress(**counts)


def changes_of(release: Release) -> Counter[str]:
    """What is other than in the version before, and in how many reports of a release."""
    later = release.reports.filter(version__gt=1).values_list("changed", flat=True)
    return Counter(part for changed in later for part in changed)
