"""Correcting, withdrawing and deleting one's own data. Each is one transaction and one audit line
for each organisation, whose administrators are told.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stature.core.errors import StatureError
from stature.web.accounts.models import MemberInvitation, User
from stature.web.audit.services import Actor, WithoutAccount, record_event
from stature.web.jobs.services import enqueue
from stature.web.people.models import Person
from stature.web.people.services import change_person, forget_tables_with
from stature.web.programmes.models import Assessment, Assignment, Relationship
from stature.web.programmes.services import forget_nominations
from stature.web.reports.models import ReleasedReport
from stature.web.reports.my_data.holder import Holder
from stature.web.reports.my_data.notices import tell_administrators
from stature.web.reports.my_data.sessions import end_sessions
from stature.web.responses.models import SavedResponse


class AlreadyReleasedError(StatureError):
    """The report was released, so that the participant can no longer withdraw from the round."""


@transaction.atomic
def correct(*, holder: Holder, first_name: str, last_name: str, language: str) -> None:
    """Change name and language wherever somebody is known, and in the account."""
    values = {"first_name": first_name, "last_name": last_name, "language": language}
    for person in holder.people:
        change_person(person=person, by=holder.user, **values)
        _note("data.corrected", holder, person)
    if holder.user:
        name = f"{first_name} {last_name}".strip() or holder.user.name
        User.objects.filter(pk=holder.user.pk).update(name=name, language=language)


@transaction.atomic
def withdraw(*, holder: Holder, assignment: Assignment) -> None:
    """Take back what was answered. A participant leaves the round with all that was said about
    them, a colleague leaves the list. Raises AlreadyReleasedError for a participant with a report.
    """
    Assessment.objects.select_for_update().get(pk=assignment.assessment_id)
    if assignment.relationship == Relationship.SELF:
        _leave_round(assignment.assessment)
    else:
        _take_answers_back([assignment.pk], declined_at=timezone.now())
    _note("data.withdrawn", holder, assignment.person, assignment_id=assignment.pk)


@transaction.atomic
def delete_everything(*, holder: Holder) -> None:
    """Delete all that is kept of somebody, and the account.

    An account that does more than take part stays. What stays beside it holds no link to the
    person: averages in reports on others, and the lines of the audit log.
    """
    for person in holder.people:
        _note("data.deleted", holder, person)
        _delete_person(person)
    if holder.user and not holder.account_stays:
        _forget_account(holder.user)


def _leave_round(assessment: Assessment) -> None:
    if ReleasedReport.objects.filter(assessment=assessment).exists():
        raise AlreadyReleasedError(
            _("your report was released, so you can no longer withdraw from this round."),
            remedy=_("You can delete all your data instead."),
        )
    _take_answers_back(assessment.assignments.values_list("pk", flat=True))
    Assessment.objects.filter(pk=assessment.pk).update(withdrawn_at=timezone.now())


def _take_answers_back(assignment_ids: Iterable[int], **also: Any) -> None:
    ids = list(assignment_ids)
    SavedResponse.objects.filter(assignment__in=ids).delete()
    Assignment.objects.filter(pk__in=ids).update(started_at=None, done_at=None, **also)


def _forget_account(user: User) -> None:
    """The account, and what holds its address: invitations to join, sessions in any browser."""
    others = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    addresses = {user.email, *others}
    for address in addresses:
        MemberInvitation.objects.filter(email__iexact=address).delete()
    enqueue(end_sessions, user.pk)
    User.objects.get(pk=user.pk).delete()


def _actor(action: str, holder: Holder, person: Person) -> Actor:
    """Who acts, for the log. Of a deletion the number of the account is not kept either."""
    if action == "data.deleted" or holder.user is None:
        return WithoutAccount(person.pk)
    return holder.user


def _delete_person(person: Person) -> None:
    """The person with all that points at them: what they answered, what was said about them."""
    SavedResponse.objects.filter(assignment__person=person).delete()
    SavedResponse.objects.filter(assignment__assessment__participant=person).delete()
    forget_tables_with(organisation_id=person.organisation_id, email=person.email)
    forget_nominations(person=person)
    Person.objects.select_for_update().get(pk=person.pk).delete()


def _note(action: str, holder: Holder, person: Person, **details: Any) -> None:
    """Write to the audit log, and have the administrators told."""
    event = record_event(
        action,
        actor=_actor(action, holder, person),
        organisation_id=person.organisation_id,
        subject=f"person {person.pk}",
        by="account" if holder.user else "personal link",
        **details,
    )
    enqueue(tell_administrators, event.pk)
