"""An organisation's own word for customer, put into every text with the right grammar."""

from __future__ import annotations

import re
from typing import Final

from stature.core.document import Part, ShortText

SLOT = re.compile(r"\{([^{}]*)\}")


class CustomerWord(Part):
    """A word for those who are served: client, patient, citizen, guest, internal customer."""

    singular: ShortText
    plural: ShortText
    article: ShortText = "a"

    def put_into(self, text: str) -> str:
        """The text with its slots filled: {customer}, {Customers}, {a customer}, {customer’s} ...

        A slot that is none of these stays as it is.
        """
        forms = self.forms()
        return SLOT.sub(lambda slot: forms.get(slot[1].replace("'", "’"), slot[0]), text)

    def forms(self) -> dict[str, str]:
        """What each slot becomes, in lower case and as the start of a sentence."""
        lower = {
            "customer": self.singular,
            "customers": self.plural,
            "a customer": f"{self.article} {self.singular}",
            "customer’s": f"{self.singular}’s",
            "customers’": self.plural + ("’" if self.plural.endswith("s") else "’s"),
        }
        upper = {_capital(slot): _capital(form) for slot, form in lower.items()}
        return lower | upper


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


CUSTOMER_WORDS: Final = {
    "customer": CustomerWord(singular="customer", plural="customers"),
    "client": CustomerWord(singular="client", plural="clients"),
    "patient": CustomerWord(singular="patient", plural="patients"),
    "citizen": CustomerWord(singular="citizen", plural="citizens"),
    "guest": CustomerWord(singular="guest", plural="guests"),
    "internal customer": CustomerWord(
        singular="internal customer", plural="internal customers", article="an"
    ),
}
