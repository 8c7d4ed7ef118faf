"""Administration: accounts of people who sign in."""

from flask import Flask

from tracker.admin import commands, views


def init_app(app: Flask) -> None:
    """Register the command and the pages."""
    app.cli.add_command(commands.group)
    views.init_app(app)
