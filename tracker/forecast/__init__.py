"""Early hints as a list for the plan office, and how well they told what came."""

from flask import Flask

from tracker.forecast.commands import group
from tracker.forecast.views import bp


def init_app(app: Flask) -> None:
    """Register the page and the command."""
    app.register_blueprint(bp)
    app.cli.add_command(group)
