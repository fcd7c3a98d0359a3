"""Findings as people, programs and editors read them."""

from stature.core.framework.wording import WordingFinding, WordingRule
from stature.core.framework.wording.output import (
    LocatedFinding,
    Region,
    as_json,
    as_people_read,
    as_sarif,
)


def located(sentence: str = "Is patient with guests.") -> LocatedFinding:
    finding = WordingFinding(WordingRule.TRAIT, 0, sentence, 0, 10, "A trait.", "Say what is done.")
    return LocatedFinding("my pack/a.yaml", Region(3, 5, 3, 15), "stems.me", "item", finding)


def test_words_are_marked_by_carets_or_underlined() -> None:
    assert as_people_read(located(), underline=False).splitlines() == [
        "my pack/a.yaml, line 3, column 5, stems.me: trait",
        "    Is patient with guests.",
        "    ^^^^^^^^^^",
        "    A trait. Say what is done.",
    ]
    assert "\x1b[4mIs patient\x1b[24m with" in as_people_read(located(), underline=True)


def test_control_characters_of_a_file_never_reach_the_terminal() -> None:
    shown = as_people_read(located("Is patient\x1b[31m with."), underline=False)
    assert "\x1b" not in shown


def test_long_sentence_is_shown_around_its_words() -> None:
    shown = as_people_read(located("Is patient" + " with guests" * 100), underline=False)
    assert max(len(line) for line in shown.splitlines()) < 100


def test_json_holds_all_that_is_known() -> None:
    (plain,) = as_json([located()])
    assert plain["rule"] == "trait"
    assert plain["words"] == "Is patient"
    assert (plain["line"], plain["end_column"]) == (3, 15)


def test_sarif_points_each_result_at_its_rule_and_region() -> None:
    log = as_sarif([located()], version="1.2.3")
    (run,) = log["runs"]
    (result,) = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    place = result["locations"][0]["physicalLocation"]
    assert log["version"] == "2.1.0"
    assert rule["id"] == result["ruleId"] == "wording/trait"
    assert place["artifactLocation"]["uri"] == "my%20pack/a.yaml"
    assert place["region"]["startLine"] == 3
    assert place["region"]["endColumn"] == 15
    assert result["message"]["text"] == "A trait. Say what is done."
