"""Whether the aim lies with those who are served: inward-looking, and customer absent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stature.core.framework.wording.finding import Mark, WordingRule
from stature.core.framework.wording.lexicon import Lexicon, phrases, word_set
from stature.core.framework.wording.people import names_colleagues, names_served
from stature.core.framework.wording.sentence import Sentence, SentenceKind

OBEYING = phrases(
    "comply~, adhere~, follow~, obey~, observe~, abide~, conform~, enforce~, uphold~, upheld, "
    "stick to, sticks to, apply~, applies, in line with, in accordance with, in compliance "
    "with, as laid down in, according to, work to, works to"
)
KEEPING = phrases(
    "keep~, kept, manage~, monitor~, control~, controlled, update~, maintain~, submit~, "
    "complete~, meet, meets, hit, hits, reach~, exceed~, achieve~, maximise~, optimise~, "
    "minimise~, protect~, safeguard~, defend~, record~, enter~, log~, file~, audit~, track~, "
    "report~, produce~, prepare~, fill~ in, filled in, fill~ out, sign~ off, check~, review~, "
    "read~, know~, knows, learn~, study~, studies, cut~, reduce~, lower~, trim~, increase~, "
    "balance~, process~, archive~, make~ sure, ensure~, circulate~, issue~, write~ up, hand~ "
    "in, send~ in, send~, secure~, win~"
)
RULES = word_set(
    "policy~ procedure~ rule~ regulation~ guideline~ protocol~ manual~ instruction~ "
    "code~ handbook~ rulebook~ checklist~ template~ process~ law~ directive~ contract~"
)
RESOURCES = word_set(
    "budget~ overtime headcount~ target~ quota~ form~ log~ database~ timesheet~ rota~ roster~ "
    "paperwork checklist~ overhead~ cost~ figure~ statistic~ dashboard~ spreadsheet~ asset~ "
    "resource~ capacity inventory stock efficiency utilisation margin~ forecast~ record~ report~ "
    "register~ expense~ spend file~ ledger~ productivity audit~ milestone~ metric~"
)
USE_OF = re.compile(
    r"\b(use|deployment|utilisation) of [\w\s-]*?\b(staff|space|time|capacity)\b", re.I
)
REACH = 8

SERVICE = phrases(
    "service, services, service levels, level of service, quality of service, complaint~, "
    "enquiry~, enquiries, query~, order~, satisfaction, feedback, waiting time~, wait times, "
    "response time~, queue~, delivery~, deliveries, support, phone calls, repeat calls, "
    "incoming calls, call times, calls, bill~, invoice~, appointment~, booking~, repair~, "
    "repair service, refund~, replies, opening hours, help line, request~, claim~, outage~, "
    "ticket~, application~, first contact, after-sales care"
)
BETTERING = word_set(
    "resolve~ improve~ respond~ reduce~ deliver~ raise~ handle~ offer~ provide~ shorten~ fulfil~ "
    "launch~ cut~ keep~ act~ speed~ increase~ answer~ settle~ process~ close~ complete~ "
    "manage~ maintain~ give~ run~ lift~ upgrade~ fix~ correct~ simplify~ extend~ expand~ "
    "introduce~ track~ treat~ deal~ reply~ redesign~ monitor~ measure~ organise~ supply~ boost~"
)


def check_inward(sentence: Sentence, own_words: frozenset[str]) -> Iterator[Mark]:
    """A policy, a procedure or a resource of the house as the aim of what is done."""
    found = _governed(sentence, OBEYING, RULES)
    if found is None and not names_served(sentence, own_words):
        found = _kept(sentence)
    if found:
        start, end = found
        yield Mark(
            WordingRule.INWARD_LOOKING,
            start,
            end,
            "The aim lies inside the house, and no customer feels it as such.",
            "Say what reaches customers when this is done well.",
        )


def _kept(sentence: Sentence) -> tuple[int, int] | None:
    if names_use := USE_OF.search(sentence.text):
        return names_use.span()
    # A hint may well send people to look at a form or a figure.
    nouns = RULES if sentence.kind is SentenceKind.HINT else RULES | RESOURCES
    return _governed(sentence, KEEPING, nouns)


def _governed(sentence: Sentence, verbs: Lexicon, nouns: frozenset[str]) -> tuple[int, int] | None:
    """From a verb to the first of the nouns within reach after it."""
    if nouns.isdisjoint(sentence.vocabulary):
        return None
    words = sentence.words
    for hit in verbs.find(sentence):
        if words[hit.first].lower.endswith("ed"):
            continue  # ‘a recorded call’
        after = hit.first + len(hit.entry.words)
        for word in words[after : after + REACH]:
            if word.lower in nouns:
                return hit.start, word.end
    return None


def check_customer_absent(sentence: Sentence, own_words: frozenset[str]) -> Iterator[Mark]:
    """Service is made better, and nobody is named for whom."""
    if BETTERING.isdisjoint(sentence.vocabulary) or names_served(sentence, own_words):
        return
    first = next(word.start for word in sentence.words if word.lower in BETTERING)
    hit = next((hit for hit in SERVICE.find(sentence) if hit.start >= first), None)
    if hit is None or names_colleagues(sentence) or any(check_inward(sentence, own_words)):
        return
    yield Mark(
        WordingRule.CUSTOMER_ABSENT,
        hit.start,
        hit.end,
        "It speaks of service, and nobody is there who is served.",
        "Say which customers gain, and what they get from it.",
    )
