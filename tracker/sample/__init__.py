"""The sample plan: a complete plan file with ten years of history, and the command to load it."""

from flask import Flask

from tracker.sample.commands import demo
from tracker.sample.history import plan_file

__all__ = ["init_app", "plan_file"]


def init_app(app: Flask) -> None:
    """Register the command."""
    app.cli.add_command(demo)
