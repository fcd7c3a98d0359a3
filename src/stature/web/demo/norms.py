"""Made-up norms for the demo's reports: labelled as made up wherever they are shown."""

from __future__ import annotations

from stature.core.document import canonical_json
from stature.core.scoring.feedback.made_up_norms import LEADERS, made_up_norms
from stature.packs.made_up_feedback import DAY, SEED
from stature.web.demo.rounds import Cast
from stature.web.norms.models import NormVersion
from stature.web.norms.services import use_version
from stature.web.programmes.models import Round
from stature.web.responses.selectors import published_feedback


def lay_beside_norms(cast: Cast, round: Round) -> None:
    """Have the reports of a round's questionnaire laid beside made-up norms from now on."""
    opened = Round.objects.get(pk=round.pk)
    norms = made_up_norms(published_feedback(opened.instrument_sha256), seed=SEED, on=DAY)
    version = NormVersion.objects.create(
        organisation=cast.organisation,
        instrument_sha256=opened.instrument_sha256,
        number=1,
        document=canonical_json(norms),
        leaders=LEADERS,
        new_leaders=LEADERS,
        made_up=True,
        made_by=cast.administrator,
    )
    use_version(version=version, by=cast.administrator)
