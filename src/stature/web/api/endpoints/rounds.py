"""Programmes and rounds: which there are, how far they are, and what may be seen of results."""

from typing import Final

from django.db.models import QuerySet
from ninja import Router
from ninja.errors import HttpError
from ninja.pagination import paginate

from stature.web.api.authentication import BearerToken
from stature.web.api.endpoints.people import Number, TokenRequest
from stature.web.api.models import Scope
from stature.web.api.paging import Pages
from stature.web.api.schemas import ProgrammeShown, ResultShown, RoundShown, RoundStatusShown
from stature.web.api.services import record_access
from stature.web.programmes import selectors
from stature.web.programmes.models import Programme, Round, RoundState
from stature.web.reports.models import ReleasedReport
from stature.web.reports.released import latest_reports_of
from stature.web.reports.sight import administrators_see

router = Router(tags=["Programmes and rounds"])
READ = BearerToken(Scope.ROUNDS_READ)
RESULTS = BearerToken(Scope.RESULTS_READ)
ONLY_PARTICIPANTS: Final = (
    "People were told before they answered that only the participant sees the report. "
    "So your organisation cannot get the results of this round."
)
PARTICIPANTS_AND_MANAGERS: Final = (
    "People were told before they answered that the participant and their line manager see the "
    "report, and nobody else. So your organisation cannot get the results of this round."
)


@router.get("programmes/", auth=READ, response=list[ProgrammeShown], summary="List programmes")
@paginate(Pages)
def list_programmes(request: TokenRequest) -> QuerySet[Programme]:
    """Programmes with their rounds, newest first."""
    return selectors.programmes_of(request.auth.organisation)


@router.get("programmes/{pk}/", auth=READ, response=ProgrammeShown, summary="Get a programme")
def get_programme(request: TokenRequest, pk: Number) -> Programme:
    """One programme with its rounds."""
    return selectors.find_programme(request.auth.organisation, pk)


@router.get("rounds/", auth=READ, response=list[RoundShown], summary="List rounds")
@paginate(Pages)
def list_rounds(
    request: TokenRequest,
    state: RoundState | None = None,
) -> QuerySet[Round]:
    """Rounds, newest first; with ``state``, only those that stand there."""
    found = selectors.rounds_of(request.auth.organisation)
    return found.filter(state=state) if state else found


@router.get("rounds/{pk}/", auth=READ, response=RoundShown, summary="Get a round")
def get_round(request: TokenRequest, pk: Number) -> Round:
    """One round."""
    return selectors.find_round(request.auth.organisation, pk)


@router.get(
    "rounds/{pk}/status/",
    auth=READ,
    response=RoundStatusShown,
    summary="See how far a round is",
)
def get_status(request: TokenRequest, pk: Number) -> selectors.RoundStatus:
    """How many people of each group were asked, invited, have started, are done, or declined."""
    return selectors.status_of(selectors.find_round(request.auth.organisation, pk))


@router.get(
    "rounds/{pk}/results/",
    auth=RESULTS,
    response=list[ResultShown],
    summary="Get the results of a round",
)
@paginate(Pages)
def list_results(request: TokenRequest, pk: Number) -> QuerySet[ReleasedReport]:
    """The scores of each participant's newest released report, where the round's rule of sight
    lets the organisation see them; else 403 with the reason. Never what a colleague answered.
    """
    found = selectors.find_round(request.auth.organisation, pk)
    seen = administrators_see(found)
    action = "results.read" if seen else "results.refused"
    record_access(action, token=request.auth, subject=found, round_id=found.pk)
    if not seen:
        raise HttpError(403, why_results_are_kept_back(found))
    return results_of(found)


def why_results_are_kept_back(round: Round) -> str:
    """What was promised to the people who answered, so that the organisation sees no results."""
    return PARTICIPANTS_AND_MANAGERS if round.manager_sees_report else ONLY_PARTICIPANTS


def results_of(round: Round) -> QuerySet[ReleasedReport]:
    """The newest reports of a round, without their pages and files."""
    newest = ReleasedReport.objects.filter(pk__in=latest_reports_of(round)).order_by("pk")
    return newest.select_related("assessment").only(
        "assessment__participant", "version", "scores", "released_at"
    )
