"""The sample plan."""

from flask import Flask

from tracker.sample.history import plan_file

__all__ = ["init_app", "plan_file"]


def init_app(app: Flask) -> None:
    """Register the commands."""
