import re

import pytest

from stature.core.framework.customer import CUSTOMER_WORDS, CustomerWord
from stature.core.framework.model import Framework

SENTENCE = "{A customer} calls. {Customers} wait. Ask {a customer} for the {customer’s} name."


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("patient", "A patient calls. Patients wait. Ask a patient for the patient’s name."),
        (
            "internal customer",
            "An internal customer calls. Internal customers wait. "
            "Ask an internal customer for the internal customer’s name.",
        ),
    ],
)
def test_every_slot_follows_the_word(word: str, expected: str) -> None:
    assert CUSTOMER_WORDS[word].put_into(SENTENCE) == expected


def test_plural_possessive_follows_its_last_letter() -> None:
    regular = CustomerWord(singular="guest", plural="guests")
    irregular = CustomerWord(singular="person", plural="people")
    assert regular.put_into("{customers’} rooms") == "guests’ rooms"
    assert irregular.put_into("{Customers’} homes") == "People’s homes"


def test_unknown_slot_stays_as_it_is() -> None:
    assert CUSTOMER_WORDS["guest"].put_into("{name} and {a {b}}") == "{name} and {a {b}}"


@pytest.mark.parametrize("word", CUSTOMER_WORDS.values(), ids=CUSTOMER_WORDS.keys())
def test_every_text_of_the_framework_follows_every_word(
    framework: Framework, word: CustomerWord
) -> None:
    texts = [word.put_into(text) for _, _, text in framework.statements()]
    for text in texts:
        assert "{" not in text
        assert not re.search(r"\ba internal\b", text), text
        assert not re.search(r"\ban (customer|client|patient|citizen|guest)\b", text), text


def test_customer_stands_in_slots_only(framework: Framework) -> None:
    outside = re.compile(r"\{[^}]*\}")
    named = ("Customer orientation", "Customer influencing")
    for _, _, text in framework.statements():
        if text not in named:
            assert "customer" not in outside.sub("", text).lower(), text
