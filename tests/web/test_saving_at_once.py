"""Two savers at once: neither answer is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from django.db import connection

from stature.web.responses import services
from tests.databases import wants_postgresql
from tests.web.conftest import saved


@pytest.mark.django_db(transaction=True)
def test_answers_saved_at_once_are_all_kept(instrument):
    key = services.start_response(sections=["SL"])
    wanted = list(
        product([item.code for item in instrument.sections[0].items], instrument.perspective_ids)
    )

    def save(question: tuple[str, str]) -> None:
        try:
            services.save_answer(key=key, item=question[0], perspective=question[1], answer=1)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as savers:
        list(savers.map(save, wanted))
    kept = saved(key).answers
    assert sorted((item, side) for item, given in kept.items() for side in given) == sorted(wanted)


@pytest.mark.skipif(wants_postgresql(), reason="about SQLite's way of keeping answers")
@pytest.mark.django_db(transaction=True)
def test_database_keeps_a_log_ahead_of_writing_and_takes_turns():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.django_db(transaction=True)
def test_nothing_is_saved_after_sealing_however_late_it_arrives():
    key = services.start_response(sections=["SL"])
    services.seal_response(key=key)
    with pytest.raises(services.ResponseSealedError):
        services.save_answer(key=key, item="SL-1", perspective="individual", answer=1)
    assert saved(key).answers == {}
