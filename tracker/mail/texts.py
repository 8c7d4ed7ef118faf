"""The texts of mails: templates/mail/, the subject in the first line."""

from flask import current_app

from tracker.i18n import speaking
from tracker.mail.rules import LONGEST_SUBJECT, Content


def compose(template: str, language: str, /, **values: object) -> Content:
    """Return subject and body of a mail in a language."""
    with speaking(language):
        text = current_app.jinja_env.get_template(template).render(**values)
    subject, _line, body = text.strip().partition("\n")
    if len(subject) > LONGEST_SUBJECT:
        subject = subject[: LONGEST_SUBJECT - 1] + "…"
    return Content(subject, body.strip() + "\n")


def public_address(path: str, language: str = "de") -> str:
    """Return an address of this installation for a mail; the request's host counts for nothing."""
    begin = str(current_app.config["SETTINGS"].public_address).rstrip("/")
    return f"{begin}{path}{'?sprache=en' if language == 'en' else ''}"
