"""Dated facts: what held on which day, who recorded it when, and what was withdrawn."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the pages."""
