"""Pages that show progress: overview, field, list, recommendation, organisations, method."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the pages."""
