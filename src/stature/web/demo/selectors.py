"""Whether this is a demo, and as whom it can be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from stature.web.accounts.models import Organisation, User
from stature.web.demo.models import Demo, MadeUpMember, Seat


@dataclass(frozen=True)
class Choice:
    """One person of the bar: the role, its name, and whether one sees the site so now."""

    seat: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class DemoBar:
    """The bar "See this as": its choices, or that they are being prepared."""

    is_finished: bool
    choices: tuple[Choice, ...]


def the_demo() -> Demo | None:
    """The demo of this database. None on a site that is no demo, or has an organisation of its own.

    Everything that belongs to the demo asks here first.
    """
    if not settings.STATURE_DEMO:
        return None
    demo = Demo.objects.filter(pk=Demo.THE_ONE).first()
    return None if demo is None or has_others(demo) else demo


def has_others(demo: Demo | None) -> bool:
    """Whether the database holds another organisation than the made-up one."""
    made_up = demo.organisation_id if demo else None
    return Organisation.objects.exclude(pk=made_up).exists()


def find_made_up_user(seat: str) -> User:
    """The made-up person of a role. Raises MadeUpMember.DoesNotExist where there is none."""
    demo = the_demo()
    if demo is None or not demo.is_finished or seat not in Seat.values:
        raise MadeUpMember.DoesNotExist
    return demo.members.select_related("user").get(seat=seat).user


def is_made_up(user: Any) -> bool:
    """Whether the account is a made-up person's."""
    return MadeUpMember.objects.filter(user=user.pk).exists()


def bar_for(user: Any) -> DemoBar | None:
    """The bar as this user sees it; None where there is no demo."""
    demo = the_demo()
    if demo is None:
        return None
    members = demo.members.all() if demo.is_finished else ()
    order = list(Seat)
    choices = sorted(members, key=lambda each: order.index(Seat(each.seat)))
    return DemoBar(demo.is_finished, tuple(_choice(each, user) for each in choices))


def _choice(member: MadeUpMember, user: Any) -> Choice:
    return Choice(member.seat, str(Seat(member.seat).label), member.user_id == user.pk)
