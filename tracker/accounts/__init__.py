"""People who sign in, what they may do, and the guard that makes sure it was asked."""

from flask import Flask

from tracker import jobs
from tracker.accounts import actions, guard, removed, sessions, views
from tracker.forms import author_token


def init_app(app: Flask, organisations: views.Organisations) -> None:
    """Register sign-in, the guard and the pages.

    Args:
        organisations: reads organisations by their ids, with their names on a day.
    """
    sessions.init_app(app)
    guard.init_app(app)
    removed.init_app(app)
    views.init_app(app, organisations)
    jobs.register(app, actions.prune)
    app.extensions["mail_refused"] = actions.mark_undeliverable
    app.jinja_env.globals.update(author_token=author_token)
