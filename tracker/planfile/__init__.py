"""A whole plan as one JSON file: in, out, checked."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the pages."""
