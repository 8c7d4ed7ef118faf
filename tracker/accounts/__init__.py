"""People who sign in, what they may do, and the guard that makes sure it was asked."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the pages."""
