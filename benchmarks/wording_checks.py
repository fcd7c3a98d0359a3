"""Wording checks: sentences a second, with proselint and a full spaCy pipeline beside them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import HEADER, Comparison, is_here, measure_several, timed

ASKED_PER_SECOND = 2_000
SENTENCES = 20_000
FEWER = 1_000  # peers are slower
RUNS = 3
SPACY_ASKED, PROSELINT_ASKED = 2.0, 1.0
LABELLED = Path(__file__).parent.parent / "tests/core/framework/wording/labelled.yaml"


def run() -> list[Comparison]:
    """Seconds for a thousand sentences each, after loading."""
    peers = [("spaCy, all parts", _spacy, SPACY_ASKED)]
    if is_here("proselint"):
        peers.append(("proselint", _proselint, PROSELINT_ASKED))
    ours, *others = measure_several(
        RUNS, (_ours, SENTENCES), *((task, FEWER) for _, task, _ in peers)
    )
    _print_speed(ours.seconds, ours.value, ours.peak_mb)
    return [
        Comparison("wording checks, 1,000 sentences", ours.seconds, name, other.seconds, asked)
        for (name, _, asked), other in zip(peers, others, strict=True)
    ]


def _print_speed(seconds: float, value: tuple[float, float, float], peak_mb: float) -> None:
    loading, cpu_seconds, read = value
    rate, cpu_rate = 1_000 / seconds, 1_000 / cpu_seconds
    verdict = "ok" if rate >= ASKED_PER_SECOND else "NOT MET"
    print(
        f"wording checks: {rate:,.0f} sentences a second ({cpu_rate:,.0f} a second of CPU), asked "
        f"{ASKED_PER_SECOND:,}: {verdict}; loaded in {loading:.1f} s; grammar read for "
        f"{read:.0%} of the sentences; peak memory {peak_mb:.0f} MB"
    )


def sentences_by_kind(count: int) -> Iterator[tuple[str, str]]:
    """Sentences of the bundled profile and the labelled set, all different, with their kinds."""
    from ruamel.yaml import YAML

    from stature.core.framework.wording.placed import sentences_of_document

    folder = Path(__file__).parent.parent / "src/stature/packs/data"
    bundled = [
        (str(one.kind), one.written)
        for path in sorted(folder.rglob("*.yaml"))
        for one in sentences_of_document(YAML(typ="safe").load(path.read_text("utf-8")))
    ]
    pairs = YAML(typ="safe").load(LABELLED.read_text("utf-8"))["pairs"]
    labelled = [(pair["as"], pair[side]) for pair in pairs for side in ("bad", "good")]
    sources = bundled + labelled
    for number in range(count):
        kind, text = sources[number % len(sources)]
        # Its own number makes every sentence a new one, so that nothing is remembered.
        yield kind, f"{text[:-1]} in office {number}{text[-1]}"


def _ours(count: int) -> tuple[float, tuple[float, float, float]]:
    from stature.core.framework.wording import check, check_wording

    loading, _ = timed(lambda: check_wording(["Knows customers."], kind="indicator"))
    by_kind: dict[str, list[str]] = {}
    for kind, text in sentences_by_kind(count):
        by_kind.setdefault(kind, []).append(text)
    read = sum(
        check._needs_grammar(check.Sentence(text, check.SentenceKind(kind)))
        for kind, texts in by_kind.items()
        for text in texts
    )
    cpu_before = time.process_time()
    seconds, found = timed(
        lambda: [one for kind in by_kind for one in check_wording(by_kind[kind], kind=kind)]
    )
    cpu_seconds = time.process_time() - cpu_before
    if len(Counter(one.rule for one in found)) != 10:
        raise SystemExit("the checks did not find all kinds of faults.")
    thousands = count / 1_000
    return seconds / thousands, (loading, cpu_seconds / thousands, read / count)


def _spacy(count: int) -> tuple[float, int]:
    import spacy

    from stature.core.framework.wording.grammar import MODEL

    model = spacy.load(MODEL)
    texts = [text for _, text in sentences_by_kind(count)]
    next(iter(model.pipe(texts[:1])))
    seconds, read = timed(lambda: sum(1 for _ in model.pipe(texts)))
    return seconds / (count / 1_000), read


def _proselint(count: int) -> tuple[float, int]:
    from proselint.checks import __register__
    from proselint.registry import CheckRegistry
    from proselint.tools import LintFile

    CheckRegistry().register_many(__register__)
    texts = [text for _, text in sentences_by_kind(count)]
    LintFile("first", texts[0]).lint()
    seconds, found = timed(lambda: sum(len(LintFile("one", text).lint()) for text in texts))
    return seconds / (count / 1_000), found


if __name__ == "__main__":
    print(HEADER, *run(), sep="\n")
