"""From the answers of a round to each leader's feedback, as far as it may be known."""
