"""What belongs to the whole site: foot pages, display choice, health."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the pages."""
