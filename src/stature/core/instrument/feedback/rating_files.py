"""Reading files of ratings: a table with a row for each rating, or ratings as a JSON document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import Field, ValidationError

from stature.core.document import Part, ShortText
from stature.core.errors import AnswersError
from stature.core.instrument.answer_files.limits import check_file, refuse
from stature.core.instrument.answer_files.quoting import plain
from stature.core.instrument.answer_files.reading import open_table
from stature.core.instrument.feedback.model import FeedbackInstrument
from stature.core.instrument.feedback.rating_problems import place_of, problem_of
from stature.core.instrument.feedback.rating_rows import RatingRead, read_rows
from stature.core.instrument.feedback.ratings import Rating
from stature.core.instrument.feedback.validation import RatingFinding, check_ratings

FIRST_RELEASE: Final = 1
LATE_RELEASE: Final = 2


class RatingsFile(Part):
    """Ratings of a round as a document; ``late`` came in after the first release.

    ``leader`` and ``name`` are for ratings about one leader; ``names`` holds the names to print by
    the leaders' ids, where there are several.
    """

    name: ShortText | None = None
    leader: ShortText | None = None
    names: dict[ShortText, ShortText] = Field(default_factory=dict)
    day: Annotated[date | None, Field(strict=False)] = None
    made_up: bool = False
    ratings: Annotated[tuple[Rating, ...], Field(strict=False, min_length=1)]
    late: Annotated[tuple[Rating, ...], Field(strict=False)] = ()


@dataclass(frozen=True)
class RatingsRead:
    """What a file of ratings holds: the ratings in the order of releases, and about whom they are.

    ``names`` has names to print by the leaders' ids; ``leader`` is the one the file is about, if
    it says so. ``ignored`` are columns that mean nothing here.
    """

    file: str
    ratings: tuple[RatingRead, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    leader: str | None = None
    day: date | None = None
    made_up: bool = False
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True)
class CountedRatings:
    """The ratings that count, each with its release, in their order; and a finding for all else."""

    accepted: tuple[RatingRead, ...]
    findings: tuple[RatingFinding, ...]


def read_ratings(path: Path, instrument: FeedbackInstrument) -> RatingsRead:
    """The ratings of a file, those of the first release in front, else in its order.

    A table (CSV, Excel, SPSS) has the columns leader (or participant), rater and group, and one for
    each item, named by its code; ``CODE effectiveness`` is the second scale. It may have: name (the
    leader's, to print), release (1, 2, ...), keep and more (comments). An empty cell was left out;
    "-" or "not seen" was not observed. JSON holds a list of ratings, or a RatingsFile.

    Raises AnswersError for the first thing that cannot be read.
    """
    if path.suffix.lower() == ".json":
        return _read_document(path)
    found = read_rows(open_table(path), instrument)
    ratings = tuple(sorted(found.ratings, key=lambda each: each.release))
    return RatingsRead(path.name, ratings, found.names, ignored=found.ignored)


def count_ratings(read: RatingsRead, instrument: FeedbackInstrument) -> CountedRatings:
    """The ratings that ``check_ratings`` accepts, with the release in which each counts first."""
    checked = check_ratings((each.rating for each in read.ratings), instrument)
    last, *before = sorted({each.release for each in read.ratings}, reverse=True)
    release_of = {_key(rating): last for rating in checked.accepted}
    for number in before:
        until = (each.rating for each in read.ratings if each.release <= number)
        release_of |= {_key(one): number for one in check_ratings(until, instrument).accepted}
    accepted = tuple(RatingRead(one, release_of[_key(one)]) for one in checked.accepted)
    return CountedRatings(accepted, checked.findings)


def write_ratings(path: Path, ratings: RatingsFile) -> None:
    """Write the ratings as JSON for people and machines."""
    document = ratings.model_dump(mode="json", exclude_defaults=True)
    text = json.dumps(document, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _key(rating: Rating) -> tuple[str, str]:
    """One rating of a person about a leader counts, so this names it."""
    return rating.participant, rating.rater


def _read_document(path: Path) -> RatingsRead:
    check_file(path)
    given = _validated(path.name, _json(path))
    names = dict(given.names)
    if given.leader is not None and given.name is not None:
        names.setdefault(given.leader, given.name)
    return RatingsRead(
        file=path.name,
        ratings=(
            *(RatingRead(rating, FIRST_RELEASE) for rating in given.ratings),
            *(RatingRead(rating, LATE_RELEASE) for rating in given.late),
        ),
        names=names,
        leader=given.leader,
        day=given.day,
        made_up=given.made_up,
    )


def _json(path: Path) -> Any:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        refuse(path.name, "this is no JSON", "Save the ratings again as JSON in UTF-8.")
    return {"ratings": document} if isinstance(document, list) else document


def _validated(file: str, document: Any) -> RatingsFile:
    try:
        return RatingsFile.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        problem, remedy = problem_of(first)
        raise AnswersError(
            problem, where=f"{plain(file)}, {place_of(first)}", remedy=remedy
        ) from None
