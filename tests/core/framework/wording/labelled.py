"""The labelled sentences, and precision and recall of each rule on them.

``python -m tests.core.framework.wording.labelled`` prints the table of the held-out half,
``... labelled tuning`` that of the other half with every miss and every false alarm.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from stature.core.framework.wording import WordingRule, check_wording

FILE = Path(__file__).parent / "labelled.yaml"


@dataclass(frozen=True)
class Labelled:
    """A sentence, the rules that it breaks, and the rules that the checks found broken."""

    text: str
    rule: WordingRule
    broken: frozenset[WordingRule]
    found: frozenset[WordingRule]


@dataclass(frozen=True)
class Accuracy:
    """How often a rule spoke rightly, wrongly, and not though it should have."""

    rule: WordingRule
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    def __str__(self) -> str:
        counts = f"{self.right:>5} {self.wrong:>5} {self.missed:>6}"
        return f"{self.rule:<18} {self.precision:>9.2f} {self.recall:>7.2f}  {counts}"


HEADER = f"{'rule':<18} {'precision':>9} {'recall':>7}  {'right':>5} {'wrong':>5} {'missed':>6}"


def read_pairs() -> list[dict[str, object]]:
    pairs: list[dict[str, object]] = YAML(typ="safe").load(FILE.read_text("utf-8"))["pairs"]
    return pairs


def labelled(*, held_out: bool) -> Iterator[Labelled]:
    """Both sentences of every pair of one half, checked."""
    for pair in read_pairs():
        if bool(pair.get("held_out")) != held_out:
            continue
        rule = WordingRule(str(pair["rule"]))
        also = frozenset(map(WordingRule, pair.get("also", ())))  # type: ignore[call-overload]
        for text, broken in ((pair["bad"], also | {rule}), (pair["good"], frozenset())):
            found = check_wording([str(text)], kind=str(pair["as"]))
            yield Labelled(str(text), rule, broken, frozenset(one.rule for one in found))


def accuracies(sentences: list[Labelled]) -> list[Accuracy]:
    """Precision and recall of each rule over all sentences, those of other rules included."""
    return [
        Accuracy(
            rule,
            sum(rule in one.found and rule in one.broken for one in sentences),
            sum(rule in one.found and rule not in one.broken for one in sentences),
            sum(rule not in one.found and rule in one.broken for one in sentences),
        )
        for rule in WordingRule
    ]


def main(arguments: list[str]) -> None:
    tuning = "tuning" in arguments
    sentences = list(labelled(held_out=not tuning))
    print(HEADER, *accuracies(sentences), sep="\n")
    for one in sentences if tuning else []:
        for rule in sorted(one.broken - one.found):
            print(f"missed {rule}: {one.text}")
        for rule in sorted(one.found - one.broken):
            print(f"wrong {rule}: {one.text}")


if __name__ == "__main__":
    main(sys.argv[1:])
