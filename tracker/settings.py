"""Every setting once: name, type, default and the sentence that explains it.

The environment (TRACKER_NAME) wins over instance/settings.toml (name in lower case), which wins
over the default. Nothing else in the program reads the environment.
"""

import difflib
import os
import secrets
import tomllib
from collections.abc import Mapping
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


def _setting(default: str | int, sentence: str) -> Any:
    return field(default=default, metadata={"sentence": sentence})


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
    trusted_proxies: int = _setting(0, "Number of proxies in front whose X-Forwarded-For counts.")
    session_idle_minutes: int = _setting(180, "A stakeholder is signed out after this idle time.")
    staff_idle_minutes: int = _setting(60, "Staff are signed out after this idle time.")
    session_hours: int = _setting(12, "Everybody is signed out this long after signing in.")
    sign_in_tries: int = _setting(10, "Wrong passwords per account or address in five minutes.")
    cached_pages: int = _setting(256, "Rendered public pages each process keeps; 0 keeps none.")
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
    types = {setting.name: type(setting.default) for setting in fields(Settings)}
    for name, text in environment.items():
        if name.startswith(PREFIX) and name not in FOREIGN:
            given[name.removeprefix(PREFIX).lower()] = text
    values: dict[str, object] = {}
    refused: set[str] = set()
    for name, value in given.items():
        try:
            values[name] = _typed(value, types[name])
        except KeyError:
            problems.append(_unknown(name, list(types)))
        except ValueError as error:
            problems.append(f"{PREFIX}{name.upper()} must be {error}, not {value!r}.")
            refused.add(name)
    settings = Settings(**values)  # type: ignore[arg-type]  # checked by _typed
    problems += [
        f"{PREFIX}{name.upper()} {problem}"
        for name, problem in _implausible(settings, instance).items()
        if name not in refused
    ]
    if problems:
        raise SettingsError(problems)
    return settings


def write_first(instance: Path) -> bool:
    """Write settings.toml (0600) with a random key where none is; return whether it was written."""
    path = instance / "settings.toml"
    instance.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w") as file:
        file.write(
            "# Settings of this installation; the README lists all of them.\n"
            f'secret_key = "{secrets.token_urlsafe(SECRET_LENGTH)}"\n'
        )
    return True


def _from_file(path: Path, problems: list[str]) -> dict[str, object]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(f"settings.toml cannot be read: {error}.")
    except OSError as error:
        problems.append(f"settings.toml cannot be opened: {error.strerror}.")
    return {}


def _unknown(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    hint = f" Did you mean {PREFIX}{near[0].upper()}?" if near else ""
    return f"{PREFIX}{name.upper()} is not a setting.{hint}"


def _typed(value: object, kind: type) -> object:
    if kind is int:
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, str) and value.strip().isdecimal():
            return int(value)
        raise ValueError("a whole number")
    if isinstance(value, str):
        return value
    raise ValueError("a text")


def _implausible(settings: Settings, instance: Path) -> dict[str, str]:
    """Return what is wrong with values of the right type: name of the setting to sentence."""
    problems = {}
    if not settings.secret_key:
        problems["secret_key"] = (
            f"is missing. `tracker db upgrade` writes one into {instance.name}/settings.toml."
        )
    elif len(settings.secret_key) < SECRET_LENGTH:
        problems["secret_key"] = "is too short: at least 32 characters are needed."  # noqa: S105  # a sentence
    if settings.database_url and not _is_address(settings.database_url):
        problems["database_url"] = (
            "must be an address that begins with sqlite:/// or postgresql://."
        )
    if not settings.hosts:
        problems["trusted_hosts"] = "names no host."
    least = {
        "trusted_proxies": 0,
        "session_idle_minutes": 1,
        "staff_idle_minutes": 1,
        "session_hours": 1,
        "sign_in_tries": 1,
        "cached_pages": 0,
    }
    problems |= {
        name: f"must be at least {number}."
        for name, number in least.items()
        if getattr(settings, name) < number
    }
    return problems


def _is_address(text: str) -> bool:
    try:
        return make_url(text).get_backend_name() in {"sqlite", "postgresql"}
    except (ArgumentError, ValueError):
        return False
