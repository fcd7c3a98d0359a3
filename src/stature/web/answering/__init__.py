"""Answering in a round: by a personal link or signed in, from the first page to the thanks."""
