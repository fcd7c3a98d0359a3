"""Answering the questionnaire on delivered behaviour, page by page."""
