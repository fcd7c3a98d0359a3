"""Files of ratings: what tables and JSON say, in which release, and what is refused."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from stature.core.errors import AnswersError
from stature.core.instrument.feedback import (
    NOT_OBSERVED,
    FeedbackInstrument,
    FeedbackTexts,
    RaterGroup,
    build_questionnaire,
)
from stature.core.instrument.feedback.rating_files import (
    RatingsFile,
    RatingsRead,
    count_ratings,
    read_ratings,
    write_ratings,
)
from stature.packs import FrameworkPack
from tests.core.instrument.feedback.conftest import MakeRating

Read = Callable[..., RatingsRead]
HEADER = ["leader", "rater", "group", "T1.1.1", "T1.2.1"]


@pytest.fixture
def read(questionnaire: FeedbackInstrument, tmp_path: Path) -> Read:
    """Reads rows under a header as CSV."""

    def given(*rows: list[str], header: list[str] = HEADER) -> RatingsRead:
        text = io.StringIO()
        csv.writer(text).writerows([header, *rows])
        file = tmp_path / "round.csv"
        file.write_text(text.getvalue(), encoding="utf-8", errors="surrogateescape")
        return read_ratings(file, questionnaire)

    return given


def test_items_of_the_questionnaire_are_those_of_these_tests(
    questionnaire: FeedbackInstrument,
) -> None:
    assert {"T1.1.1", "T1.2.1"} <= questionnaire.place_of_item.keys()


def test_a_row_is_a_rating(read: Read, questionnaire: FeedbackInstrument) -> None:
    (found,) = read(["lea", "bo", "Direct reports", "4", "-"]).ratings
    assert found.rating.participant == "lea"
    assert found.rating.rater == "bo"
    assert found.rating.group is RaterGroup.DIRECT_REPORTS
    assert found.rating.frequency == {"T1.1.1": 4, "T1.2.1": NOT_OBSERVED}
    assert found.rating.instrument == questionnaire.reference


def test_an_empty_cell_was_left_out(read: Read) -> None:
    (found,) = read(["lea", "bo", "peers", "", "2"]).ratings
    assert found.rating.frequency == {"T1.2.1": 2}


def test_leaders_may_stand_under_participant(read: Read) -> None:
    (found,) = read(["lea", "bo", "peers", "3", "2"], header=["Participant", *HEADER[1:]]).ratings
    assert found.rating.participant == "lea"


def test_a_workbook_says_the_same_as_text(
    read: Read, questionnaire: FeedbackInstrument, tmp_path: Path
) -> None:
    rows = [["lea", "lea", "self", "5", "4"], ["lea", "bo", "peers", "3", ""]]
    workbook = Workbook()
    for row in [HEADER, *rows]:
        workbook.active.append([int(cell) if cell.isdigit() else cell for cell in row])
    workbook.save(tmp_path / "round.xlsx")
    assert read_ratings(tmp_path / "round.xlsx", questionnaire).ratings == read(*rows).ratings


def test_names_and_comments_are_kept_and_other_columns_are_told(read: Read) -> None:
    header = ["leader", "name", "team", "rater", "group", "T1.1.1", "keep", "more"]
    found = read(
        ["lea", "Léa  Stone", "North", "bo", "peers", "3", " Keep calling. ", ""],
        ["lea", "", "North", "max", "manager", "3", "", "Ask more."],
        header=header,
    )
    assert found.names == {"lea": "Léa Stone"}
    assert [each.rating.comments for each in found.ratings] == [
        {"keep": "Keep calling."},
        {"more": "Ask more."},
    ]
    assert found.ignored == ("team",)


def test_the_second_scale_has_columns_of_its_own(
    framework_pack: FrameworkPack, feedback_texts: FeedbackTexts, tmp_path: Path
) -> None:
    instrument = build_questionnaire(
        framework_pack.framework, feedback_texts, with_effectiveness=True
    ).instrument
    file = tmp_path / "round.csv"
    file.write_text("leader,rater,group,T1.1.1,T1.1.1 effectiveness\nlea,bo,peers,3,5\n", "utf-8")
    (found,) = read_ratings(file, instrument).ratings
    assert found.rating.frequency == {"T1.1.1": 3}
    assert found.rating.effectiveness == {"T1.1.1": 5}


def test_ratings_of_the_first_release_stand_in_front(read: Read) -> None:
    header = ["release", *HEADER]
    found = read(
        ["2", "lea", "late", "peers", "3", "3"],
        ["", "lea", "bo", "peers", "3", "3"],
        ["1", "lea", "max", "peers", "3", "3"],
        header=header,
    )
    assert [(each.rating.rater, each.release) for each in found.ratings] == [
        ("bo", 1),
        ("max", 1),
        ("late", 2),
    ]


def test_late_ratings_of_json_belong_to_the_second_release(
    questionnaire: FeedbackInstrument, rating: MakeRating, tmp_path: Path
) -> None:
    given = RatingsFile(
        name="Lea Stone", leader="lea", ratings=(rating("bo"),), late=(rating("max"),)
    )
    write_ratings(tmp_path / "round.json", given)
    found = read_ratings(tmp_path / "round.json", questionnaire)
    assert [(each.rating, each.release) for each in found.ratings] == [
        (given.ratings[0], 1),
        (given.late[0], 2),
    ]
    assert (found.leader, found.names) == ("lea", {"lea": "Lea Stone"})


def test_json_may_be_a_list_about_several_leaders(
    questionnaire: FeedbackInstrument, rating: MakeRating, tmp_path: Path
) -> None:
    given = [rating("bo"), rating("bo", participant="ann")]
    file = tmp_path / "round.json"
    file.write_text(json.dumps([each.model_dump(mode="json") for each in given]), "utf-8")
    assert [each.rating for each in read_ratings(file, questionnaire).ratings] == given


def test_a_rating_counts_from_the_release_in_which_it_can_first_be_used(
    read: Read, questionnaire: FeedbackInstrument
) -> None:
    """The first rating of bo stands in the place of self, so the second one is the first."""
    found = read(
        ["1", "lea", "bo", "self", "3", "3"],
        ["2", "lea", "bo", "peers", "4", "3"],
        ["1", "lea", "max", "peers", "5", "3"],
        ["3", "lea", "max", "peers", "1", "3"],
        header=["release", *HEADER],
    )
    counted = count_ratings(found, questionnaire)
    assert [(each.rating.rater, each.release) for each in counted.accepted] == [
        ("max", 1),
        ("bo", 2),
    ]
    assert [finding.rater for finding in counted.findings] == ["bo", "max"]


@pytest.mark.parametrize(
    ("header", "row", "told"),
    [
        (["rater", "group", "T1.1.1"], ["bo", "peers", "3"], "no column 'leader'"),
        (["leader", "group", "T1.1.1"], ["lea", "peers", "3"], "no column 'rater'"),
        (["leader", "participant", "rater", "group", "T1.1.1"], ["l"] * 5, "say who is rated"),
        (["leader", "rater", "group", "T1.1.1", "t1.1.1"], ["l"] * 5, "two columns have this name"),
        (["leader", "rater", "group", "Q1"], ["lea", "bo", "peers", "3"], "no column is named by"),
        (HEADER, ["", "bo", "peers", "3", "3"], "this is no id"),
        (HEADER, ["lea", "bo", "pears", "3", "3"], "there is no such group"),
        (HEADER, ["lea", "bo", "peers", "0", "3"], "this is no answer"),
        (HEADER, ["lea", "b\udcffo", "peers", "3", "3"], "row 2: this row cannot be read"),
        ([*HEADER, "keep"], ["lea", "bo", "peers", "3", "3", "x" * 5000], "Look at the comments"),
        ([*HEADER, "name"], ["lea", "bo", "peers", "3", "3", "x\x1b"], "control characters"),
        ([*HEADER, "release"], ["lea", "bo", "peers", "3", "3", "²"], "this is no release"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    read: Read, header: list[str], row: list[str], told: str
) -> None:
    with pytest.raises(AnswersError, match=r"round\.csv") as refused:
        read(row, header=header)
    assert told in str(refused.value)


def test_a_leader_has_one_name(read: Read) -> None:
    rows = [["lea", "bo", "peers", "3", "3", "Lea"], ["lea", "max", "peers", "3", "3", "Leah"]]
    with pytest.raises(AnswersError, match="another name above"):
        read(*rows, header=[*HEADER, "name"])


def test_a_header_alone_holds_no_rating(read: Read) -> None:
    with pytest.raises(AnswersError, match="there is no rating"):
        read()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "this is no JSON"),
        ("[" * 100_000, "this is no JSON"),
        ("[]", "ratings"),
        ("3", "the document"),
        ('{"ratings": [{"rater": "bo"}]}', "ratings, number 1, participant"),
        ('{"ratings": [], "odd": 1}', "ratings"),
    ],
)
def test_json_that_is_no_ratings_is_refused(
    questionnaire: FeedbackInstrument, tmp_path: Path, text: str, told: str
) -> None:
    file = tmp_path / "round.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(AnswersError, match=r"round\.json") as refused:
        read_ratings(file, questionnaire)
    assert told in str(refused.value)


def document(questionnaire: FeedbackInstrument, **changes: object) -> list[dict]:
    rating = {
        "participant": "lea",
        "rater": "bo",
        "group": "peers",
        "instrument": questionnaire.reference.model_dump(mode="json"),
        "frequency": {"T1.1.1": 3},
    }
    return [rating, {**rating, "rater": "max", **changes}]


@pytest.mark.parametrize(
    ("changes", "where", "problem", "remedy"),
    [
        ({"frequency": {"T1.1.1": 7}}, "ratings, number 2, frequency of T1.1.1", "'7' is no answer",
         "from 1 to 5"),
        ({"frequency": {"T1.1.1": "often"}}, "frequency of T1.1.1", "'often' is no answer",
         "not-observed"),
        ({"group": "friends"}, "ratings, number 2, group", "'friends' is no group", "peers"),
        ({"mood": 3}, "ratings, number 2, mood", "'mood' means nothing here", "spelling"),
        ({"frequency": 3}, "ratings, number 2, frequency", "'3' does not fit here", "list of"),
    ],
)  # fmt: skip
def test_faults_of_json_are_told_in_plain_words(
    changes: dict, where: str, problem: str, remedy: str,
    questionnaire: FeedbackInstrument, tmp_path: Path,
) -> None:  # fmt: skip
    file = tmp_path / "round.json"
    file.write_text(json.dumps(document(questionnaire, **changes)), "utf-8")
    with pytest.raises(AnswersError) as refused:
        read_ratings(file, questionnaire)
    told = str(refused.value)
    assert all(words in told for words in (where, problem, remedy))
    assert "constrained" not in told
    assert "Input should" not in told


def test_missing_part_of_json_is_named(questionnaire: FeedbackInstrument, tmp_path: Path) -> None:
    found = document(questionnaire)
    del found[1]["rater"]
    file = tmp_path / "round.json"
    file.write_text(json.dumps(found), "utf-8")
    with pytest.raises(AnswersError, match="'rater' is missing") as refused:
        read_ratings(file, questionnaire)
    assert "ratings, number 2, rater" in str(refused.value)
