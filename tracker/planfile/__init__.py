"""The plan file: a whole plan as one JSON document, in and out."""

from flask import Flask

from tracker.planfile.commands import group


def init_app(app: Flask) -> None:
    """Register the commands."""
    app.cli.add_command(group)
