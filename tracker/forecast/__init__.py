"""Early hints as a list for the plan office, and how well they told what came."""

from flask import Flask

from tracker.forecast.commands import group


def init_app(app: Flask) -> None:
    """Register the command."""
    app.cli.add_command(group)
