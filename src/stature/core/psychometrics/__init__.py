"""Psychometrics: arrays in, numbers with their error out; knows no items and no people."""
