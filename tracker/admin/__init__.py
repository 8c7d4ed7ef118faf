"""Administration: accounts of people who sign in."""

from flask import Flask

from tracker import jobs
from tracker.admin import actions, commands, views


def init_app(app: Flask) -> None:
    """Register the command, the pages, and what is done again and again."""
    app.cli.add_command(commands.group)
    views.init_app(app)
    jobs.register(app, actions.sweep)
