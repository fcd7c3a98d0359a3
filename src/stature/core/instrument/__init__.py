"""Instruments and the answers given to them."""
