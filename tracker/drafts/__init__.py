"""Drafts of forms, kept on the server while somebody types."""

from flask import Flask

from tracker.drafts import models  # noqa: F401  # the tables


def init_app(_app: Flask) -> None:
    """Make the tables known."""
