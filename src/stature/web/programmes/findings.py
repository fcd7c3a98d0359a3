"""What stands in the way of opening a round, and what is worth a look before it opens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from stature.web.people.models import Person
from stature.web.programmes.approving import CAN_APPROVE
from stature.web.programmes.models import Assessment, Assignment, Relationship, Round
from stature.web.programmes.programme_templates import find_template
from stature.web.programmes.questionnaires import chosen_framework, chosen_role
from stature.web.programmes.rater_limits import FEWEST_IN_GROUP

FEWEST_COLLEAGUES: Final = FEWEST_IN_GROUP

NOT_A_COLLEAGUE: Final = (Relationship.SELF, Relationship.MANAGER)


@dataclass(frozen=True)
class SetUpFinding:
    """One thing about a draft, in words, with the step where it can be changed."""

    sentence: str | Promise
    step: str


@dataclass(frozen=True)
class RowFinding:
    """One row of a list that cannot be taken over, and why."""

    participant: str
    person: str
    sentence: str | Promise


Row = tuple[Person, Person, str]


def what_is_missing(round: Round) -> list[SetUpFinding]:
    """What must be there before the round can open."""
    return [
        SetUpFinding(sentence, step)
        for is_missing, sentence, step in (
            (
                not find_template(round.programme.template).can_start,
                _("A questionnaire of this programme is not here yet."),
                "template",
            ),
            (
                round.is_feedback and chosen_framework(round) is None,
                _("The framework is no longer here. Choose another."),
                "questionnaire",
            ),
            (
                bool(round.role_profile) and chosen_role(round) is None,
                _("The role to compare with is no longer here. Choose another."),
                "questionnaire",
            ),
            (not round.programme.title, _("The programme has no title yet."), "purpose"),
            (not round.programme.purpose, _("Say what the programme is for."), "purpose"),
            (not _takes_part(round), _("Nobody takes part yet."), "people"),
            (round.closes_on is None, _("The round has no last day yet."), "plan"),
            (_is_over(round), _("The last day is over. Choose a later one."), "plan"),
            (not round.languages, _("Choose at least one language."), "plan"),
        )
        if is_missing
    ]


def worth_a_look(round: Round) -> list[SetUpFinding]:
    """What does not stop a round, and may be a mistake."""
    return [
        SetUpFinding(sentence, "people")
        for n, sentence in (
            *_too_few_colleagues(round),
            *_without_approver(round),
            *_not_reached(round),
        )
        if n
    ]


def findings_in(rows: Iterable[Row], rater_load: int | None = None) -> Iterator[RowFinding]:
    """The rows of a list that cannot be taken over: self as colleague, the same person twice, and
    somebody who would rate more leaders than ``rater_load``.
    """
    seen: set[tuple[int, int]] = set()
    load: Counter[int] = Counter()
    for participant, person, relationship in rows:
        place = (participant.pk, person.pk)
        if participant.pk == person.pk and relationship != Relationship.SELF:
            yield _row(participant, person, _("Participants rate themselves already."))
        elif relationship not in Relationship.values:
            yield _row(participant, person, _("The relationship is not one we know."))
        elif place in seen:
            yield _row(participant, person, _("This person stands twice for the participant."))
        elif relationship != Relationship.SELF:
            load[person.pk] += 1
            if rater_load is not None and load[person.pk] > rater_load:
                sentence = _("This person would rate more than %(most)d leaders.")
                yield _row(participant, person, sentence % {"most": rater_load})
        seen.add(place)


def _row(participant: Person, person: Person, sentence: str | Promise) -> RowFinding:
    return RowFinding(str(participant), str(person), sentence)


def _takes_part(round: Round) -> bool:
    return Assessment.objects.filter(round=round, withdrawn_at=None).exists()


def _is_over(round: Round) -> bool:
    return round.closes_on is not None and round.closes_on < timezone.localdate()


def _too_few_colleagues(round: Round) -> Iterator[tuple[int, str]]:
    if not round.colleagues_asked or round.is_feedback:  # there, raters are proposed later
        return
    colleagues = Count("assignments", filter=~Q(assignments__relationship__in=NOT_A_COLLEAGUE))
    n = (
        Assessment.objects.filter(round=round, withdrawn_at=None)
        .annotate(n_colleagues=colleagues)
        .filter(n_colleagues__lt=FEWEST_COLLEAGUES)
        .count()
    )
    yield (
        n,
        ngettext(
            "%(n)d participant has fewer than %(fewest)d colleagues. "
            "Their report will have no colleagues’ view.",
            "%(n)d participants have fewer than %(fewest)d colleagues. "
            "Their reports will have no colleagues’ view.",
            n,
        )
        % {"n": n, "fewest": FEWEST_COLLEAGUES},
    )


def _without_approver(round: Round) -> Iterator[tuple[int, str]]:
    if not round.is_feedback:
        return
    leaders = Assessment.objects.filter(round=round, withdrawn_at=None)
    n = leaders.exclude(CAN_APPROVE).count()
    yield (
        n,
        ngettext(
            "%(n)d leader has no line manager who can be asked. "
            "An administrator approves their raters.",
            "%(n)d leaders have no line manager who can be asked. "
            "An administrator approves their raters.",
            n,
        )
        % {"n": n},
    )


def _not_reached(round: Round) -> Iterator[tuple[int, str]]:
    asked = Assignment.objects.filter(assessment__round=round)
    n = asked.filter(~Q(person__opted_out_at=None) | ~Q(person__bounced_at=None)).count()
    yield (
        n,
        ngettext(
            "%(n)d person cannot be reached by e-mail: it came back, or they asked for no more.",
            "%(n)d people cannot be reached by e-mail: it came back, or they asked for no more.",
            n,
        )
        % {"n": n},
    )
