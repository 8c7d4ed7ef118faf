"""The plan itself: fields of action, recommendations, versions of their wording, statuses."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the pages."""
