"""The classic sample: what the made-up leader's answers must give."""

COACHED = [
    "SL-6", "FVC-3", "FVC-7", "SS-2", "SS-4", "ES-1", "ES-5",
    "CSP-2", "CSP-4", "CSP-7", "CSP-8", "RRS-3", "RRS-7", "RRS-8",
]  # fmt: skip
TOTALS = {"SL": 15, "FVC": 13, "SS": 12, "ES": 15, "CSP": 13, "RRS": 15}
