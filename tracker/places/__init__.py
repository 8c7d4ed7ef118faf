"""Municipalities of the county."""
