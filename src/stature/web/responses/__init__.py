"""Answering a questionnaire: saved answer by answer, sealed at the end."""
