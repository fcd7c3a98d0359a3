"""Whatever is posted to whichever address by whomever: nothing fails. ``tests/web/hostile.py``
makes the posts; ``python -m benchmarks hostile`` sends 100,000 of them.
"""

from __future__ import annotations

import os
from functools import partial
from hashlib import sha256

import pytest
from django.middleware.csrf import CsrfViewMiddleware
from django.test import Client

from tests.web.hostile import HostilePost, harm_of, hostile_posts
from tests.web.hostile_world import make_world

SEED = int(os.environ.get("STATURE_HOSTILE_SEED", "20261122"))
COUNT = int(os.environ.get("STATURE_HOSTILE_POSTS", "1000"))


@pytest.fixture
def world(settings, organisation, administrator, participant):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    return partial(make_world, organisation, administrator, participant)


def test_posts_of_a_seed_are_always_the_same():
    parts = [post.parts for post in hostile_posts(SEED, 200)]
    assert parts == [post.parts for post in hostile_posts(SEED, 200)]
    assert parts != [post.parts for post in hostile_posts(SEED + 1, 200)]
    assert HostilePost(SEED, 7).parts == parts[7]


def test_posts_differ():
    bodies = {sha256(repr(post.parts).encode()).digest() for post in hostile_posts(SEED, 500)}
    assert len(bodies) > 350


def test_fault_would_be_found(db, monkeypatch):
    monkeypatch.setattr(CsrfViewMiddleware, "process_view", lambda *_: 1 / 0)
    assert HostilePost(SEED, 1).send(Client(), "/answer/") == 500


def test_world_has_something_behind_its_addresses(world):
    clients, paths = world()
    there = [
        path
        for path in paths
        if any(client.get(path).status_code == 200 for client in clients.values())
    ]
    assert len(paths) > 100
    assert len(there) > 40


def test_hostile_posts_do_no_harm(world):
    assert harm_of(world, seed=SEED, count=COUNT) == []
