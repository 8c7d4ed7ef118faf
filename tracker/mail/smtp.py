"""One mail to one mail server by smtplib, and what came of it; nothing is stored here."""

import contextlib
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from tracker import clock
from tracker.mail.rules import Content, failure
from tracker.settings import Settings

PATIENCE = 30  # seconds for each answer
PERMANENT = 500  # answers from here on are for good


@dataclass(frozen=True)
class Server:
    """Where mails go, and as whom."""

    host: str
    port: int
    user: str
    password: str
    security: str
    sender: str


@dataclass(frozen=True)
class Letter:
    """A claimed mail."""

    id: int
    uid: str
    recipient: str
    content: Content
    attempts: int


@dataclass(frozen=True)
class Result:
    """What the server said; is_final: trying again would not help."""

    said: str = ""
    is_sent: bool = False
    is_final: bool = False
    is_unknown_recipient: bool = False
    is_servers_fault: bool = False


def server(settings: Settings) -> Server | None:
    """Return the mail server of an installation; None where no mail is to be sent."""
    if not settings.smtp_host:
        return None
    return Server(
        host=settings.smtp_host,
        port=settings.smtp_port,
        user=settings.smtp_user,
        password=settings.smtp_password,
        security=settings.smtp_security,
        sender=settings.mail_from,
    )


def send(to: Server, letter: Letter) -> Result:
    """Send a mail; whatever goes wrong is part of the result."""
    try:
        message = _message(to, letter)
        _hand_over(to, letter.recipient, message)
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        is_final = code >= PERMANENT
        return Result(_said(code, said), is_final=is_final, is_unknown_recipient=is_final)
    except smtplib.SMTPDataError as error:
        return Result(
            _said(error.smtp_code, error.smtp_error), is_final=error.smtp_code >= PERMANENT
        )
    except smtplib.SMTPResponseException as error:  # greeting, sign-in, sender
        return Result(_said(error.smtp_code, error.smtp_error), is_servers_fault=True)
    except (smtplib.SMTPException, OSError) as error:
        return Result(type(error).__name__, is_servers_fault=True)
    except UnicodeError:  # an address that no header can hold
        return Result(failure(PERMANENT, ""), is_final=True, is_unknown_recipient=True)
    return Result(is_sent=True)


def _hand_over(to: Server, recipient: str, message: EmailMessage) -> None:
    connection = _connect(to)
    try:
        if to.user:
            connection.login(to.user, to.password)
        connection.send_message(message, to.sender, [recipient])
        with contextlib.suppress(smtplib.SMTPException, OSError):  # it has been taken
            connection.quit()
    finally:
        connection.close()


def _connect(to: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if to.security == "tls":
        return smtplib.SMTP_SSL(to.host, to.port, timeout=PATIENCE, context=context)
    connection = smtplib.SMTP(to.host, to.port, timeout=PATIENCE)
    if to.security == "starttls":
        try:
            connection.starttls(context=context)
        except BaseException:
            connection.close()
            raise
    return connection


def _message(to: Server, letter: Letter) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = to.sender
    message["To"] = letter.recipient
    message["Subject"] = letter.content.subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{letter.uid}@{to.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.content.body)
    return message


def _said(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return failure(code, text)
