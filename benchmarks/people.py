"""Made-up people for the benchmarks: the same seed gives the same people."""

from __future__ import annotations

import random
from pathlib import Path

from stature.core.instrument.model import Instrument
from stature.core.instrument.response import Response
from stature.packs import find_pack

PACK = "service-commitment"
SEED = 20261121
WEIGHTS = (12, 25, 38, 25)
SHARE_MISSING = 0.03


def made_up_people(count: int, instrument: Instrument) -> list[Response]:
    """Different respondents, each with a few answers missing."""
    chance = random.Random(SEED)
    return [_person(number, instrument, chance) for number in range(count)]


def _person(number: int, instrument: Instrument, chance: random.Random) -> Response:
    values = range(instrument.response_scale.maximum + 1)
    answers = {
        item.code: {
            perspective: chance.choices(values, WEIGHTS)[0]
            for perspective in instrument.perspective_ids
            if chance.random() > SHARE_MISSING
        }
        for item in instrument.items
    }
    return Response.model_validate(
        {"respondent": f"person-{number}", "name": f"Made-up Person {number}", "answers": answers}
    )


def write_tables(folder: Path, count: int) -> None:
    """Write a wide table of made-up answers as answers.parquet and answers.csv."""
    import polars as pl

    instrument = find_pack(PACK).instrument
    person = pl.int_range(count, eager=True)
    columns = {"respondent": pl.select(pl.format("r{}", person)).to_series()}
    place = 0
    for item in instrument.items:
        for perspective in instrument.perspective_ids:
            place += 1
            columns[f"{item.code}_{perspective}"] = _ratings(person, SEED + place)
    table = pl.DataFrame(columns)
    table.write_parquet(folder / "answers.parquet")
    table.write_csv(folder / "answers.csv")


def _ratings(person: object, seed: int) -> object:
    """Ratings 0 to 3 with the shares of WEIGHTS, and some missing, from a hash of the person."""
    import polars as pl

    drawn = pl.lit(person).hash(seed) % 10_000
    low, middle, high = (10_000 * sum(WEIGHTS[:end]) // 100 for end in (1, 2, 3))
    rating = (
        (drawn >= low).cast(pl.Int8)
        + (drawn >= middle).cast(pl.Int8)
        + (drawn >= high).cast(pl.Int8)
    )
    missing = (pl.lit(person).hash(seed + 1_000) % 10_000) < SHARE_MISSING * 10_000
    return pl.select(pl.when(~missing).then(rating)).to_series()
