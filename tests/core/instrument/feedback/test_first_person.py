"""A behaviour is turned to “I ...” only where its grammar is sure to hold."""

import pytest

from stature.core.instrument.feedback.first_person import first_person


@pytest.mark.parametrize(
    ("behaviour", "stem"),
    [
        ("Asks customers what they need.", "I ask customers what they need."),
        ("Carries the bag.", "I carry the bag."),
        ("Watches the door.", "I watch the door."),
        ("Goes in person.", "I go in person."),
        ("Redoes a form.", "I redo a form."),
        ("Ties up loose ends.", "I tie up loose ends."),
        ("Stays late.", "I stay late."),
        ("Passes on praise.", "I pass on praise."),
        ("Names who waits and why.", "I name who waits and why."),
    ],
)
def test_a_known_verb_is_turned_round(behaviour: str, stem: str) -> None:
    assert first_person(behaviour) == stem


@pytest.mark.parametrize(
    "behaviour",
    [
        "Is open to ideas.",
        "Able to plan ahead.",
        "Customers come first.",
        "Listening with care.",
        "Has a plan.",
        "Asks a customer to be their mentor.",
        "Defends their own view.",
        "Takes time for himself.",
        "Names the fault and thanks the finder.",
        "Plans ahead, then tells the team.",
        "Plans.",
        "Visions the future.",
    ],
)
def test_anything_doubtful_is_left_alone(behaviour: str) -> None:
    assert first_person(behaviour) is None
