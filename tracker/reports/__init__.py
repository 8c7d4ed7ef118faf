"""Reports to the Kreistag: prepared, frozen, published, and recomputed from the facts."""

from flask import Flask

from tracker import jobs
from tracker.editions.queries.deleted import register
from tracker.reports import trash
from tracker.reports.actions import files
from tracker.reports.commands import group
from tracker.reports.views import bp


def init_app(app: Flask) -> None:
    """Register pages, commands, what can be restored, and the job that makes the files."""
    app.register_blueprint(bp)
    app.cli.add_command(group)
    register(trash.REPORTS)
    jobs.register(app, files.make_files, is_urgent=True)
