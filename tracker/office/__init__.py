"""The desk of the plan office (Geschäftsstelle): worklist, follow-ups, sitting mode."""

from flask import Flask

from tracker.office import models  # noqa: F401  # the tables


def init_app(_app: Flask) -> None:
    """Make the tables known."""
