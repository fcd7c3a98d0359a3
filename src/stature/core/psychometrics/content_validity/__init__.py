"""Content validity: what a panel of experts says about each item."""
