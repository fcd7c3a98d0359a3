"""Words that a customer would not use: acronyms, and the inside language of management."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stature.core.framework.wording.finding import Mark, WordingRule
from stature.core.framework.wording.lexicon import Hit, Lexicon
from stature.core.framework.wording.sentence import Sentence

ACRONYM = re.compile(r"\b(?:[A-Z]\.){2,}|\b[A-Z]{2,}s?\b|\b[A-Z]&[A-Z]\b|\b[A-Z][a-z]?[A-Z]{1,}s?\b")
KNOWN_TO_ALL = frozenset({"UK", "USA", "US", "EU", "TV", "PIN", "OK", "AM", "PM", "DNA", "PDF", "DVD"})
ROMAN = re.compile(r"[IVX]+")

JARGON = Lexicon(
    {
        "leverage~": "use", "leverage~ on": "use", "utilise~": "use", "synergy~": "working together",
        "synergies": "working together", "synergise~": "work together", "synergistic": "joint",
        "stakeholder~": "the people concerned, by name", "proactive": "early",
        "proactively": "before being asked", "holistic": "whole", "holistically": "as a whole",
        "reach~ out": "write, phone or ask", "touch base": "speak", "touch point~": "contact",
        "touchpoint~": "contact", "omnichannel": "by any channel", "multichannel": "by any channel",
        "seamless": "without gaps: say which", "seamlessly": "say how", "best practice~":
        "what has worked, and where", "best-in-class": "the best", "world-class": "excellent: say how",
        "cutting-edge": "new", "state-of-the-art": "new", "leading-edge": "new", "quick win~":
        "a change that shows soon", "low-hanging fruit": "the easy part", "deep dive~":
        "a close look", "deep-dive~": "a close look", "drill~ down": "look closely", "drilled down":
        "look closely", "go-live": "opening day", "go live": "open", "socialise~": "show to people",
        "operationalise~": "put to work", "actionable": "that can be done", "deliverable~": "result",
        "learnings": "lessons", "ask/NOUN": "request", "pain point~": "what annoys people",
        "pinch point~": "where it gets stuck", "value-add": "what it adds", "value add": "what it adds",
        "added value": "what it adds: say what", "add value": "say what people gain", "adds value":
        "say what people gain", "value proposition~": "what we offer", "value chain~":
        "the steps to the customer", "value stream~": "the steps to the customer", "win-win":
        "good for both", "going forward": "from now on", "moving forward": "from now on",
        "bandwidth": "time", "ringfence~": "set aside", "ring-fence~": "set aside", "silo~":
        "separate teams", "silos": "separate teams", "siloed": "separate", "paradigm~": "way of thinking",
        "paradigm shift~": "great change", "ecosystem~": "all who take part", "helicopter view":
        "wide view", "big picture": "the whole: say what", "blue-sky": "new", "blue sky": "new",
        "thought leader~": "expert", "thought leadership": "new ideas", "game changer~": "great change",
        "game-changing": "new", "move~ the needle": "change things", "north star": "main aim",
        "onboard~": "welcome and train", "onboarding": "first weeks", "upskill~": "train", "upskilled":
        "train", "reskill~": "train again", "right-size~": "make fit", "rightsize~": "make fit",
        "incentivise~": "reward", "incentivize~": "reward", "empower~": "let people decide: say what",
        "empowerment": "letting people decide", "enablement": "help", "enabler~": "help",
        "impact~/VERB": "change or harm", "impactful": "strong", "action~/VERB": "do",
        "task~/VERB": "ask", "table~/VERB": "bring up", "surface~/VERB": "bring up",
        "cascade~": "pass on", "workstream~": "work", "work stream~": "work", "granular": "detailed",
        "granularity": "detail", "robust": "strong", "scalable": "that can grow", "agile":
        "quick to change", "customer journey~": "what the customer goes through", "journey~ map":
        "list of steps", "journey mapping": "listing the steps", "passenger journey":
        "the way that a passenger goes", "patient journey": "what the patient goes through",
        "customer-centric": "for customers", "customer-centricity": "putting customers first",
        "client-centric": "for clients", "patient-centric": "for patients", "user-centric":
        "for users", "customer-facing": "who meet customers", "client-facing": "who meet clients",
        "voice of the customer": "what customers say", "moment~ of truth": "contact that counts",
        "benchmark~": "compare", "roadmap~": "plan", "road map~": "plan", "buy-in": "agreement",
        "buy in": "agreement", "bottom line": "profit", "core competency~": "what we do best",
        "core competencies": "what we do best", "end-to-end": "from start to end", "end to end":
        "from start to end", "mission-critical": "vital", "business-critical": "vital", "key driver~":
        "main cause", "drivers": "causes", "governance": "who decides", "alignment": "agreement",
        "align~": "agree or bring together", "interface~/VERB": "talk", "liaise~": "talk",
        "facilitate~": "help or lead", "solutioning": "solving", "ideate~": "think up",
        "ideation": "new ideas", "co-create~": "make together", "cocreate~": "make together",
        "hit the ground running": "start well", "think outside the box": "find a new way",
        "outside the box": "in a new way", "push the envelope": "go further", "walk the talk":
        "do as you say", "boil the ocean": "try everything", "circle back": "come back", "take offline":
        "talk about later", "double~ down": "do more", "pivot~": "change course", "mindshare":
        "attention", "headwind~": "hard times", "tailwind~": "help", "bleeding edge": "new",
        "change agent~": "someone who starts change", "centre of excellence": "expert team",
        "critical mass": "enough", "360-degree view": "full view", "single source of truth":
        "one record", "service offering~": "service", "offering~": "what is offered", "resource~/VERB":
        "staff or pay for", "resourcing": "people and money", "headcount": "number of staff",
        "footfall": "number of visitors", "churn": "customers who leave", "upsell~": "sell more",
        "upselling": "selling more", "cross-sell~": "sell other things", "cross-selling":
        "selling other things", "share of wallet": "what a customer spends", "user experience":
        "how it is to use", "customer experience": "what customers meet", "guest experience":
        "what guests meet", "patient experience": "what patients meet", "strategise~": "plan",
        "optimise~": "make better: say how", "optimisation": "making better", "streamline~":
        "make simpler", "monetise~": "earn from", "incubate~": "try out", "gamify~": "make a game of",
        "escalation~": "passing on", "backfill~": "replace", "near-shore": "move", "offshoring":
        "moving abroad", "matrix organisation": "teams with two managers", "dotted line":
        "second manager", "skillset~": "skills", "skill set~": "skills", "mindset~": "way of thinking",
        "toolkit~": "tools", "hymn sheet": "the same story", "heavy lifting": "hard work",
        "granularly": "in detail", "hyper-care": "extra care", "top-of-mind": "remembered",
    }
)  # fmt: skip


def check_jargon(sentence: Sentence) -> Iterator[Mark]:
    """Acronyms, and inside language with a plain word for it."""
    if not sentence.text.isupper():
        yield from _acronyms(sentence)
    for hit in JARGON.find(sentence):
        if fits(hit, sentence):
            yield Mark(
                WordingRule.JARGON,
                hit.start,
                hit.end,
                "This is inside language.",
                f"Use plain words, such as: {hit.entry.advice}.",
            )


def _acronyms(sentence: Sentence) -> Iterator[Mark]:
    for found in ACRONYM.finditer(sentence.text):
        if found[0].rstrip("s") not in KNOWN_TO_ALL and not ROMAN.fullmatch(found[0]):
            yield Mark(
                WordingRule.JARGON,
                *found.span(),
                "This is an acronym.",
                "Write the words out, or name the thing as a customer would.",
            )


def needs_grammar(sentence: Sentence) -> bool:
    """Whether a word is jargon only as a certain part of speech."""
    return any(hit.entry.pos for hit in JARGON.find(sentence))


def fits(hit: Hit, sentence: Sentence) -> bool:
    """Whether the word has the part of speech that its entry asks for."""
    if not hit.entry.pos:
        return True
    token = sentence.reading.at(hit.start) if sentence.reading else None
    return token is not None and token.pos == hit.entry.pos
