"""Codes of the literature against which several indices of agreement are checked."""

import numpy as np

NAN = float("nan")
# Krippendorff (2011), Computing Krippendorff's alpha-reliability, example C: units × coders.
# Also in Gwet (2014): four raters and twelve units, shipped with irrCAC as cac.raw4raters.
FOUR_CODERS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
        [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
    ]
).T
