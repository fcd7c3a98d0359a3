"""A scale is read as people write it, and refused in their words."""

import pytest

from stature.core.scoring.scale_definition import ScaleDefinitionError, read_scale_definition

COLUMNS = ["id", "A1", "A2", "A3", "B1", "-x", "odd name", "A-4"]


@pytest.mark.parametrize(
    ("text", "name", "items", "turned"),
    [
        ("A=A1:A3", "A", ("A1", "A2", "A3"), set()),
        ("A = A1 , B1", "A", ("A1", "B1"), set()),
        ("A=-A1,A2:A3", "A", ("A1", "A2", "A3"), {"A1"}),
        ("A=A1,-A2:A3", "A", ("A1", "A2", "A3"), {"A2", "A3"}),
        ("A?", "A?", ("A1", "A2", "A3"), set()),
        ("S=?1", "S", ("A1", "B1"), set()),
        ("A1", "A1", ("A1",), set()),
        ("S=-x,odd name", "S", ("-x", "odd name"), set()),
        ("S=A-4,--x", "S", ("A-4", "-x"), {"-x"}),
    ],
)
def test_text_names_items_in_order_and_which_are_reversed(
    text: str, name: str, items: tuple[str, ...], turned: set[str]
) -> None:
    scale = read_scale_definition(text, COLUMNS)
    assert (scale.name, scale.items, scale.reversed_items) == (name, items, turned)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("A=", "an item is missing"),
        ("A=A1,,A2", "an item is missing"),
        ("A=Z*", "no column fits 'Z*'"),
        ("A=a1", "no column fits 'a1'"),
        ("A=A1:Z9", "there is no column 'Z9'"),
        ("A=A3:A1", "'A3' stands after 'A1' in the table"),
        ("A=A1,A*", "'A1' is named twice"),
    ],
)
def test_what_fits_no_column_is_refused_with_place_and_remedy(text: str, what: str) -> None:
    with pytest.raises(ScaleDefinitionError, match=what.replace("*", r"\*")) as refused:
        read_scale_definition(text, COLUMNS)
    assert refused.value.where == f"scale '{text}'"
    assert refused.value.remedy.endswith(".")


def test_wide_table_is_told_in_short() -> None:
    with pytest.raises(ScaleDefinitionError, match="and 88 more"):
        read_scale_definition("x", [f"q{number}" for number in range(100)])
