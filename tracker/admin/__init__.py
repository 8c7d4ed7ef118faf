"""Administration: accounts of people who sign in."""

from flask import Flask

from tracker.admin import commands


def init_app(app: Flask) -> None:
    """Register the commands."""
    app.cli.add_command(commands.group)
