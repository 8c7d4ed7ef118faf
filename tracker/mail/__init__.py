"""Mail: an outbox in the database, and its delivery by SMTP."""

from flask import Flask

from tracker import jobs
from tracker.mail import actions, smtp


def init_app(app: Flask) -> None:
    """Have the outbox delivered by the jobs worker."""

    def deliver_mails() -> None:
        refused = app.extensions.get("mail_refused", _ignore)
        actions.deliver(smtp.server(app.config["SETTINGS"]), refused)

    jobs.register(app, deliver_mails)


def _ignore(_user_id: int, _address: str) -> None:
    """Nobody wants to know which addresses take no mail."""
