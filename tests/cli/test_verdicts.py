"""The last words of an audit: they promise no more than was tried."""

import pytest

from stature.cli.verdicts import print_whole
from stature.core.disclosure.adversary import Disclosure, Verdict

SAFE = Verdict(disclosures=(), asked=40, worlds=2)
FOUND = Verdict(disclosures=(Disclosure("answer", "rater 3"),), asked=40, worlds=2)


@pytest.mark.parametrize(
    ("verdicts", "changed", "last"),
    [
        ([SAFE, SAFE], 0, "Nobody can be found out."),
        ([SAFE, SAFE], 1, "Nobody can be found out, but 1 of 2 leaders stay open."),
        ([SAFE, FOUND], 1, "Do not release this round."),
    ],
)
def test_last_words(capsys, verdicts, changed, last):
    print_whole(2, verdicts, 0.1, changed=changed)
    assert capsys.readouterr().out.splitlines()[-1] == last
