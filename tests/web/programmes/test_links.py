"""Personal links: random, kept as a hash, and ended when they are fresh ones."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from django.utils import timezone

from stature.web.keys import hash_of_key
from stature.web.programmes.errors import LinkExpiredError
from stature.web.programmes.links import assignment_for_key, find_link, issue_link
from stature.web.programmes.models import Assignment, AssignmentLink


@pytest.fixture
def assignment(open_round) -> Assignment:
    return Assignment.objects.get()


def test_key_opens_its_assignment(assignment):
    assert assignment_for_key(issue_link(assignment)) == assignment


def test_key_has_more_than_128_bits_and_is_not_kept(assignment):
    key = issue_link(assignment)
    assert len(base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))) * 8 >= 128
    row = AssignmentLink.objects.values().get()
    assert key not in str(row)
    assert row["key_sha256"] == hash_of_key(key)


def test_each_key_differs(assignment):
    assert len({issue_link(assignment) for _ in range(20)}) == 20


@pytest.mark.parametrize("key", ["", "x", "\0", "é" * 100, "a" * 5000])
def test_strangers_key_opens_nothing(assignment, key):
    issue_link(assignment)
    with pytest.raises(AssignmentLink.DoesNotExist):
        assignment_for_key(key)


def test_invitation_does_not_end_and_fresh_link_ends_after_a_week(assignment):
    assert find_link(issue_link(assignment)).expires_at is None
    key = issue_link(assignment, fresh=True)
    assert assignment_for_key(key) == assignment
    assert find_link(key).is_fresh
    AssignmentLink.objects.filter(is_fresh=True).update(
        expires_at=timezone.now() - timedelta(seconds=1)
    )
    with pytest.raises(LinkExpiredError):
        assignment_for_key(key)


def test_fresh_link_lasts_seven_days(assignment):
    link = find_link(issue_link(assignment, fresh=True))
    assert timedelta(days=6, hours=23) < link.expires_at - timezone.now() <= timedelta(days=7)
