"""Mail: an outbox in the database, and its delivery by SMTP."""

from flask import Flask

from tracker.mail import models  # noqa: F401  # the tables


def init_app(_app: Flask) -> None:
    """Make the tables known."""
