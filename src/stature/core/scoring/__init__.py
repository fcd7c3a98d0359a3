"""From answers to scores: what they mean and how sure one can be."""
