"""Who is served, and who serves: the words by which a sentence names people."""

from __future__ import annotations

from stature.core.framework.wording.lexicon import word_set
from stature.core.framework.wording.sentence import Sentence

SERVED = word_set(
    "customer~ client~ patient~ citizen~ guest~ visitor~ caller~ passenger~ resident~ tenant~ "
    "member~ user~ pupil~ student~ learner~ parent~ carer~ family~ household~ shopper~ buyer~ "
    "reader~ applicant~ commuter~ traveller~ tourist~ claimant~ subscriber~ diner~ donor~ "
    "taxpayer~ voter~ audience~ neighbour~ neighbourhood~ community~ public homeowner~ landlord~ "
    "occupier~ lodger~ viewer~ listener~ attendee~ delegate~ child children baby~ mother~ father~ "
    "veteran~ pensioner~ newcomer~ motorist~ driver~ cyclist~ rider~ farmer~ trader~ "
    "customer's customers' client's clients' patient's patients' guest's guests' caller's "
    "people people's person person's anyone everyone everybody anybody someone somebody those "
    "whoever them"
)
COLLEAGUES = word_set(
    "team~ staff colleague~ manager~ leader~ employee~ worker~ director~ board~ supplier~ "
    "partner~ expert~ trainee~ mentor~ deputy deputies successor~ chief~ boss~ head~ peer~ union~ "
    "contractor~ volunteer~ specialist~ department~ unit~ function~ minister~ regulator~ owner~ "
    "investor~ finance rival~ other others"
)
# ‘Customer service’ and ‘complaint form’ name a thing, so nobody is served by them.
THINGS = word_set(
    "service~ data policy~ procedure~ base experience~ satisfaction record~ relations care "
    "charter~ strategy~ strategies database~ file~ survey~ process~ issue~ complaint~"
)


def names_served(sentence: Sentence, own_words: frozenset[str] = frozenset()) -> bool:
    """Whether a sentence names somebody who is served, as a person."""
    words = sentence.words
    for number, word in enumerate(words):
        if word.lower in SERVED or word.lower in own_words:
            following = words[number + 1] if number + 1 < len(words) else None
            is_plain = not word.lower.endswith(("s", "'"))
            if following and is_plain and following.lower in THINGS:
                continue
            return True
    return False


def names_colleagues(sentence: Sentence) -> bool:
    """Whether a sentence names somebody who serves, or stands beside those who do."""
    return not COLLEAGUES.isdisjoint(sentence.vocabulary)
