"""Who rates a leader: proposed by the leader, agreed to by the line manager or an administrator."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stature.web.audit.services import Actor
from stature.web.jobs.services import enqueue_named
from stature.web.people.models import Person
from stature.web.people.services import add_person
from stature.web.programmes.errors import RoundStateError, TakingPartError
from stature.web.programmes.models import (
    Assessment,
    Assignment,
    Nomination,
    Relationship,
    Round,
    RoundState,
)
from stature.web.programmes.rater_limits import (
    group_sizes,
    is_wanted_enough,
    most_in,
    proposed_too_often,
)
from stature.web.programmes.services.held import held_round, record
from stature.web.programmes.services.taking_part import add_rater, remove_rater

ASK_FOR_APPROVAL: Final = "stature.web.invitations.services.ask_for_approval"
TELL_SENT_BACK: Final = "stature.web.invitations.services.tell_sent_back"
TELL_APPROVED: Final = "stature.web.invitations.services.tell_approved"


@transaction.atomic
def nominate(
    *,
    assessment: Assessment,
    email: str,
    relationship: str,
    first_name: str = "",
    last_name: str = "",
    by_approver: bool = False,
) -> Nomination:
    """Put somebody on a leader's list. Raises TakingPartError where that cannot be.

    Once the list was sent, only whoever approves it may change it (``by_approver``).
    """
    round_, held = _held(assessment)
    _check_may_change(held, by_approver=by_approver)
    email = email.strip().lower()
    _check_nomination(round_, held, email, relationship)
    return Nomination.objects.create(
        assessment=held,
        email=email,
        relationship=relationship,
        first_name=first_name.strip(),
        last_name=last_name.strip(),
    )


@transaction.atomic
def take_off_list(*, nomination: Nomination, by_approver: bool = False) -> None:
    """Take somebody off the list before they are asked."""
    _round, held = _held(nomination.assessment)
    _check_may_change(held, by_approver=by_approver)
    Nomination.objects.filter(pk=nomination.pk).delete()


@transaction.atomic
def send_nominations(*, assessment: Assessment, by: Actor | None = None) -> None:
    """Send the list to be approved. Raises TakingPartError for an empty one."""
    round_, held = _held(assessment)
    _check_may_change(held, by_approver=False)
    if not held.nominations.exists():
        raise TakingPartError(
            _("Nobody new is on the list."), remedy=_("Add somebody before you send it.")
        )
    held.raters_sent_at, held.sent_back_because = timezone.now(), ""
    held.save(update_fields=["raters_sent_at", "sent_back_because"])
    record("raters.proposed", round=round_, by=by, assessment_id=held.pk)
    enqueue_named(ASK_FOR_APPROVAL, held.pk)


@transaction.atomic
def approve_nominations(*, assessment: Assessment, by: Actor | None = None) -> int:
    """Agree to a list: everybody on it is asked. Returns how many they are.

    Raises TakingPartError, and asks nobody, where one of them cannot be asked. People whom the
    organisation does not know are added to its list; who is asked already is passed over.
    """
    round_, held = _held(assessment)
    _check_was_sent(held)
    _check_can_be_asked(held)
    asked = held.assignments.values("person__email")
    wanted = list(held.nominations.exclude(email__in=asked))
    if not wanted:
        raise TakingPartError(
            _("Nobody new is on the list."), remedy=_("Add somebody, or send it back.")
        )
    for nomination in wanted:
        person = _person_of(nomination, round_)
        add_rater(
            assessment=held, person=person, relationship=nomination.relationship, announce=False
        )
    held.nominations.all().delete()
    held.raters_sent_at, held.raters_approved_at = None, timezone.now()
    held.sent_back_because = ""
    held.save(update_fields=["raters_sent_at", "raters_approved_at", "sent_back_because"])
    record("raters.approved", round=round_, by=by, assessment_id=held.pk, n=len(wanted))
    enqueue_named(TELL_APPROVED, held.pk)
    return len(wanted)


@transaction.atomic
def send_back(*, assessment: Assessment, because: str, by: Actor | None = None) -> None:
    """Give a list back to the leader, with the reason in words."""
    round_, held = _held(assessment)
    _check_was_sent(held)
    held.raters_sent_at, held.sent_back_because = None, because.strip()[:500]
    held.save(update_fields=["raters_sent_at", "sent_back_because"])
    record("raters.sent-back", round=round_, by=by, assessment_id=held.pk)
    enqueue_named(TELL_SENT_BACK, held.pk)


@transaction.atomic
def replace_rater(*, assignment: Assignment, person: Person, by: Actor | None = None) -> Assignment:
    """Ask somebody else in place of a rater who has not begun, in the same group.

    Raises TakingPartError when the rater has begun, or the other one cannot be asked.
    """
    assessment, relationship = assignment.assessment, assignment.relationship
    remove_rater(assignment=assignment, by=by)
    return add_rater(assessment=assessment, person=person, relationship=relationship, by=by)


def forget_nominations(*, person: Person) -> None:
    """Take a person off all lists that still wait, in the organisation that knows them."""
    Nomination.objects.filter(
        assessment__round__programme__organisation=person.organisation_id,
        email__iexact=person.email,
    ).delete()


def _held(assessment: Assessment) -> tuple[Round, Assessment]:
    round_ = held_round(assessment.round_id, RoundState.OPEN)
    if not round_.is_feedback:
        raise RoundStateError(_("No raters are chosen in this round."))
    held = Assessment.objects.select_for_update(of=("self",)).select_related("participant")
    found = held.get(pk=assessment.pk)
    if found.withdrawn_at is not None:
        raise TakingPartError(_("This participant was taken out of the round."))
    return round_, found


def _check_may_change(assessment: Assessment, *, by_approver: bool) -> None:
    if by_approver:
        _check_was_sent(assessment)
    elif assessment.raters_sent_at is not None:
        raise TakingPartError(
            _("Your list was sent and waits for approval."),
            remedy=_("It can be changed when it is back, or approved."),
        )


def _check_was_sent(assessment: Assessment) -> None:
    if assessment.raters_sent_at is None:
        raise TakingPartError(_("There is no list to approve now."))


def _check_can_be_asked(assessment: Assessment) -> None:
    """Raise TakingPartError with the names of those who rate as many leaders as one may."""
    names = ", ".join(str(each) for each in proposed_too_often(assessment))
    if names:
        raise TakingPartError(
            _("%(names)s: asked about %(most)d leaders in this round already.")
            % {"names": names, "most": assessment.round.rater_load},
            remedy=_("Take them off the list, then approve it."),
        )


def _check_nomination(round: Round, assessment: Assessment, email: str, relationship: str) -> None:
    if relationship not in Relationship.values or relationship == Relationship.SELF:
        raise TakingPartError(_("Choose how this person knows the leader."))
    if email == assessment.participant.email.lower():
        raise TakingPartError(_own_address(relationship), remedy=_("Name somebody else."))
    if assessment.nominations.filter(email=email).exists():
        raise TakingPartError(_("This person is on the list already."))
    if assessment.assignments.filter(person__email__iexact=email).exists():
        raise TakingPartError(_("This person is asked about the participant already."))
    _check_room(assessment, relationship)
    if is_wanted_enough(round, email, by=assessment):
        raise TakingPartError(
            _("This person is asked about, or proposed by, %(most)d leaders already.")
            % {"most": round.rater_load},
            remedy=_("Choose somebody else."),
        )


def _own_address(relationship: str) -> str:
    if relationship == Relationship.MANAGER:
        return _("Nobody is their own line manager.")
    return _("Participants rate themselves already.")


def _check_room(assessment: Assessment, relationship: str) -> None:
    sizes = {each.relationship: each for each in group_sizes(assessment)}
    if sizes[Relationship(relationship)].is_full:
        raise TakingPartError(
            _("At most %(most)d people can be asked in this group.")
            % {"most": most_in(relationship)},
            remedy=_("Take somebody off the list first."),
        )


def _known(email: str, round: Round) -> Person | None:
    return Person.objects.filter(
        organisation=round.programme.organisation_id, email__iexact=email
    ).first()


def _person_of(nomination: Nomination, round: Round) -> Person:
    """The person of an address; somebody new is added to the organisation's list."""
    return _known(nomination.email, round) or add_person(
        organisation=round.programme.organisation,
        email=nomination.email,
        first_name=nomination.first_name,
        last_name=nomination.last_name,
    )
