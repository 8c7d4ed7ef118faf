"""Reports to the Kreistag: prepared, frozen, published, and recomputed from the facts."""

from flask import Flask

from tracker import jobs
from tracker.editions.queries import deleted
from tracker.planfile import queries as planfile
from tracker.reports import trash
from tracker.reports.actions import files
from tracker.reports.commands import group
from tracker.reports.queries import reports
from tracker.reports.views import bp


def init_app(app: Flask) -> None:
    """Register pages, commands, what can be restored or is quoted, the job that makes the files."""
    app.register_blueprint(bp)
    app.cli.add_command(group)
    deleted.register(trash.REPORTS)
    planfile.register(reports.last_freezing)
    jobs.register(app, files.make_files, is_urgent=True)
