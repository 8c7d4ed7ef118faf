"""Every setting once: name, type, default and the sentence that explains it.

The environment (TRACKER_NAME) wins over instance/settings.toml (name in lower case), which wins
over the default. Nothing else in the program reads the environment.
"""

import difflib
import os
import re
import secrets
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from tracker.errors import SettingsError

PREFIX = "TRACKER_"
FOREIGN = {
    "TRACKER_INSTANCE",
    "TRACKER_TEST_DATABASE_URL",
}  # read before any settings exist
SECRET_LENGTH = 32
SECURITIES = ("none", "starttls", "tls")
MAILBOX = re.compile(r"[^@\s<>\",;:]+@[^@\s<>\",;:]+")
WEB = re.compile(r"https?://[^\s/?#@]+(/[^\s?#]*)?")
WHOLE = re.compile(r"\s*[+-]?[0-9]{1,9}\s*")


def _setting(default: str | int, sentence: str, *, least: int | None = None) -> Any:
    return field(default=default, metadata={"sentence": sentence, "least": least})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of one installation."""

    secret_key: str = _setting("", "Random key that signs cookies; at least 32 characters.")
    database_url: str = _setting(
        "", "SQLAlchemy address; empty means SQLite in the instance folder."
    )
    trusted_hosts: str = _setting(
        "localhost,127.0.0.1", "Host names the program answers to, separated by commas."
    )
    trusted_proxies: int = _setting(
        0, "Number of proxies in front whose X-Forwarded-For counts.", least=0
    )
    session_idle_minutes: int = _setting(
        180, "A stakeholder is signed out after this idle time.", least=1
    )
    staff_idle_minutes: int = _setting(60, "Staff are signed out after this idle time.", least=1)
    session_hours: int = _setting(
        12, "Everybody is signed out this long after signing in.", least=1
    )
    sign_in_tries: int = _setting(
        10, "Wrong passwords per account or address in five minutes.", least=1
    )
    cached_pages: int = _setting(
        256, "Rendered public pages each process keeps; 0 keeps none.", least=0
    )
    public_address: str = _setting(
        "http://localhost:8000", "Where people open this installation; begins links in mails."
    )
    smtp_host: str = _setting("", "Mail server; empty sends no mail.")
    smtp_port: int = _setting(587, "Port of the mail server.", least=1)
    smtp_user: str = _setting("", "Name to sign in to the mail server with; empty signs in not.")
    smtp_password: str = _setting("", "Password to sign in to the mail server with.")
    smtp_security: str = _setting(
        "starttls", "How the way to the mail server is kept secret: starttls, tls or none."
    )
    mail_from: str = _setting("", "Address that mails come from, such as plan@kreis.example.")
    imprint_de: str = _setting("", "Text of the Impressum; blank lines separate paragraphs.")
    imprint_en: str = _setting("", "Text of the legal notice in English.")
    privacy_de: str = _setting("", "Text of the privacy notice; empty shows sample text.")
    privacy_en: str = _setting("", "Text of the privacy notice in English.")
    accessibility_de: str = _setting("", "Text of the accessibility statement.")
    accessibility_en: str = _setting("", "Text of the accessibility statement in English.")
    plain_language_de: str = _setting("", "The product explained in easy-to-read German.")
    plain_language_en: str = _setting("", "The product explained in easy-to-read English.")
    help_de: str = _setting("", "Additional help text, above the product's own.")
    help_en: str = _setting("", "Additional help text in English.")

    @property
    def hosts(self) -> list[str]:
        """The trusted host names."""
        return [host.strip() for host in self.trusted_hosts.split(",") if host.strip()]

    @property
    def is_local(self) -> bool:
        """Whether the program answers on this machine only, where cookies may go without TLS."""
        return set(self.hosts) <= {"localhost", "127.0.0.1"}


def instance_folder() -> Path:
    """Return the instance folder: TRACKER_INSTANCE, else instance/ beside the package."""
    named = os.environ.get("TRACKER_INSTANCE")
    return Path(named).resolve() if named else Path(__file__).parent.parent / "instance"


def load(instance: Path, environment: Mapping[str, str]) -> Settings:
    """Return the settings of an instance folder.

    Raises:
        SettingsError: listing every problem at once, each with what to do.
    """
    problems: list[str] = []
    given = _from_file(instance / "settings.toml", problems)
    known = {setting.name: setting for setting in fields(Settings)}
    for name, text in environment.items():
        if name.startswith(PREFIX) and name not in FOREIGN:
            given[name.removeprefix(PREFIX).lower()] = text
    values: dict[str, object] = {}
    refused: set[str] = set()
    for name, value in given.items():
        try:
            values[name] = _typed(value, known[name].metadata["least"])
        except KeyError:
            problems.append(_unknown(name, list(known)))
        except ValueError as error:
            problems.append(f"{PREFIX}{name.upper()}: {error}")
            refused.add(name)
    settings = Settings(**values)  # type: ignore[arg-type]  # checked by _typed
    problems += [
        f"{PREFIX}{name.upper()} {problem}"
        for name, problem in _implausible(settings, given, instance / "settings.toml").items()
        if name not in refused
    ]
    if problems:
        raise SettingsError(problems)
    return settings


def write_first(instance: Path) -> bool:
    """Write settings.toml (0600) with a random key where none is; return whether it was written.

    Raises:
        SettingsError: the folder cannot be written to.
    """
    path = instance / "settings.toml"
    try:
        instance.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        if os.path.lexists(path):
            return False
        problem = (
            f"{instance.name}/settings.toml lässt sich nicht schreiben. Geben Sie dem Konto,"
            " unter dem das Programm läuft, das Recht, in den Ordner zu schreiben."
        )
        raise SettingsError([problem]) from error
    with os.fdopen(handle, "w") as file:
        file.write(
            "# Einstellungen dieser Installation; die README nennt alle.\n"
            f'secret_key = "{secrets.token_urlsafe(SECRET_LENGTH)}"\n'
        )
    return True


def _from_file(path: Path, problems: list[str]) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError:
        problems.append(f"{path.name} ist kein Text in UTF-8. Speichern Sie die Datei in UTF-8.")
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+), column (\d+)", str(error))
        place = "in Zeile {}, Spalte {}".format(*found.groups()) if found else "am Ende der Datei"
        problems.append(f"{path.name} ist {place} kein gültiges TOML. Berichtigen Sie die Stelle.")
    except OSError:
        problems.append(
            f"{path.name} lässt sich nicht öffnen."
            " Geben Sie dem Konto, unter dem das Programm läuft, das Recht, die Datei zu lesen."
        )
    return {}


def _unknown(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    todo = (
        f"Meinten Sie {PREFIX}{near[0].upper()}?"
        if near
        else "Entfernen Sie sie; die README nennt alle Einstellungen."
    )
    return f"{PREFIX}{name.upper()} ist keine Einstellung. {todo}"


def _typed(value: object, least: int | None) -> object:
    """Return the value in the type of its setting: a number where there is a least one."""
    if least is None:
        if isinstance(value, str):
            return value
        raise ValueError("Erwartet wird ein Text in Anführungszeichen.")
    number = int(value) if isinstance(value, str) and WHOLE.fullmatch(value) else value
    if isinstance(number, int) and not isinstance(number, bool) and number >= least:
        return number
    raise ValueError(f"Erwartet wird eine ganze Zahl ab {least}, nicht „{value}“.")


def _implausible(settings: Settings, given: Collection[str], file: Path) -> dict[str, str]:
    """Return what is wrong with values of the right type: name of the setting to sentence."""
    problems = {}
    place = f"{file.parent.name}/{file.name}"
    if "secret_key" not in given:
        problems["secret_key"] = (
            f"fehlt. Tragen Sie in {place} einen Schlüssel aus mindestens {SECRET_LENGTH}"
            " zufälligen Zeichen ein."
            if os.path.lexists(file)
            else "fehlt. Rufen Sie `tracker db upgrade` auf:"
            f" Der Befehl schreibt einen Schlüssel in {place}."
        )
    elif len(settings.secret_key) < SECRET_LENGTH:
        problems["secret_key"] = (
            f"ist zu kurz. Nehmen Sie mindestens {SECRET_LENGTH} zufällige Zeichen."
        )
    if settings.database_url and not _is_address(settings.database_url):
        problems["database_url"] = (
            "ist keine gültige Adresse. Erwartet wird eine wie sqlite:///tracker.sqlite"
            " oder postgresql://name:passwort@rechner/datenbank."
        )
    if not settings.hosts:
        problems["trusted_hosts"] = (
            "nennt keinen Rechner. Nennen Sie mindestens einen, zum Beispiel localhost."
        )
    return problems | _implausible_mail(settings)


def _implausible_mail(settings: Settings) -> dict[str, str]:
    problems = {}
    if not WEB.fullmatch(settings.public_address):
        problems["public_address"] = (
            "ist keine Adresse einer Seite. Erwartet wird eine wie https://plan.kreis.example."
        )
    if settings.smtp_security not in SECURITIES:
        problems["smtp_security"] = "ist unbekannt. Wählen Sie starttls, tls oder none."
    if settings.smtp_host and not MAILBOX.fullmatch(settings.mail_from):
        problems["mail_from"] = (
            "ist keine E-Mail-Adresse. Erwartet wird eine wie plan@kreis.example."
        )
    return problems


def _is_address(text: str) -> bool:
    try:
        return make_url(text).get_backend_name() in {"sqlite", "postgresql"}
    except (ArgumentError, ValueError):
        return False
