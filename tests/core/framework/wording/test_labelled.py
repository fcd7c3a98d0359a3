"""Precision and recall of each rule on the half of the labelled set that was held out."""

from collections import Counter

import pytest

from stature.core.framework.wording import SentenceKind, WordingRule
from tests.core.framework.wording.labelled import Accuracy, accuracies, labelled, read_pairs

pytest.importorskip("spacy", reason="the extra stature[wording] is not installed")
