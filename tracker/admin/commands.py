"""The command `tracker user`: accounts of people who sign in."""

import sys
from collections.abc import Callable, Iterator
from functools import wraps
from typing import ParamSpec

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.exc import NoResultFound

from tracker.accounts import actions as people
from tracker.accounts import passwords
from tracker.accounts import queries as accounts
from tracker.accounts.actions import By
from tracker.accounts.models import Role, User
from tracker.admin import actions, queries
from tracker.admin.rules import Remains
from tracker.errors import RuleError, StaleError

Given = ParamSpec("Given")

group = AppGroup("user", help="Konten der Menschen, die sich anmelden.")
READ = click.option(
    "--password-stdin", is_flag=True, help="Passwort aus der Standardeingabe lesen."
)


def told(command: Callable[Given, None]) -> Callable[Given, None]:
    """Turn what a rule says no to into one sentence and exit code 1."""

    @wraps(command)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except RuleError as error:
            click.echo(str(error), err=True)
            sys.exit(1)

    return run


@group.command("add")
@click.argument("email", metavar="ADRESSE")
@click.option("--name", required=True, help="Vor- und Nachname.")
@click.option(
    "--role", required=True, type=click.Choice([str(role) for role in Role]), help="Rolle."
)
@click.option(
    "--organisation",
    "organisations",
    metavar="PLAN/ORGANISATION",
    multiple=True,
    help="Für wen die Person handelt, zum Beispiel integration/vhs; mehrfach möglich.",
)
@READ
@told
def add(
    email: str, *, name: str, role: str, organisations: tuple[str, ...], password_stdin: bool
) -> None:
    """Legt ein Konto an und zeigt sein Passwort einmal.

    Zum Beispiel: tracker user add name@kreis.example --name "Maria Muster" --role staff
    """
    own = [_organisation(text) for text in organisations]
    password = _password(is_read=password_stdin)
    user = people.add_user(email, name=name, role=Role(role), organisations=own, password=password)
    click.echo(f"Das Konto {user.email} ist angelegt.")
    _show(password, is_read=password_stdin)


@group.command("disable")
@click.argument("email", metavar="ADRESSE")
@told
def disable(email: str) -> None:
    """Sperrt ein Konto und beendet alle seine Anmeldungen.

    Zum Beispiel: tracker user disable name@kreis.example
    """
    people.disable_user(_email(email))
    click.echo(f"Das Konto {_email(email)} ist gesperrt. Seine Anmeldungen sind beendet.")


@group.command("password")
@click.argument("email", metavar="ADRESSE")
@READ
@told
def password(email: str, *, password_stdin: bool) -> None:
    """Gibt einem Konto ein neues Passwort und beendet seine Anmeldungen.

    Zum Beispiel: tracker user password name@kreis.example
    """
    user = accounts.user_by_email(_email(email))
    new = _password(is_read=password_stdin)
    people.set_password(user.id, new)
    click.echo(f"Das Konto {user.email} hat ein neues Passwort. Seine Anmeldungen sind beendet.")
    _show(new, is_read=password_stdin)


@group.command("erase")
@click.argument("email", metavar="ADRESSE")
@click.option("--yes", is_flag=True, help="Nicht nachfragen.")
@told
def erase(email: str, *, yes: bool) -> None:
    """Entfernt eine Person für immer: Name und Adresse werden gelöscht, Einträge bleiben.

    Statt der Adresse geht auch die Kennung des Kontos: nach dem Einspielen einer alten Sicherung.

    Zum Beispiel: tracker user erase name@kreis.example
    """
    user = _user(email)
    found = queries.remains(user.id)
    for line in _remains(user, found):
        click.echo(line)
    if not yes and not click.confirm("Diese Person endgültig entfernen?"):
        click.echo("Nichts ist geändert.")
        return
    secret = current_app.config["SETTINGS"].secret_key
    try:
        actions.erase(user.id, user.version, secret=secret, by=By())
    except StaleError:
        raise RuleError("Das Konto ist inzwischen anders. Rufen Sie den Befehl neu auf.") from None
    click.echo(f"Die Person ist entfernt. Die Kennung ihres Kontos: {user.uid}")


def _remains(user: User, found: Remains) -> Iterator[str]:
    yield f"{user.name}, {user.email}, {user.role}"
    yield "Gelöscht werden Name und Adresse, Anmeldungen und Links, Zuordnungen zu Organisationen."
    yield f"Nicht abgeschickte Entwürfe, die gelöscht werden: {found.drafts}"
    yield f"Mails an die Person, die gelöscht werden: {found.mails}"
    yield "Was sie eingetragen hat, bleibt und heißt „Person entfernt“. Keine Zahl ändert sich."
    if found.alone:
        yield f"Danach kann niemand mehr melden für: {', '.join(found.alone)}"
    for kind, number in found.texts.items():
        yield f"Name oder Adresse stehen auch in Texten, die bleiben: {kind} {number}"


@group.command("list")
def list_users() -> None:
    """Zeigt alle Konten mit Rolle und Organisationen, und wie viele Personen entfernt sind.

    Zum Beispiel: tracker user list
    """
    affiliations = queries.affiliations()
    everybody = accounts.users()
    users = [user for user in everybody if user.erased_at is None]
    for user in users:
        state = "" if user.is_active else ", gesperrt"
        own = ", ".join(affiliations.get(user.id, ())) or "keine Organisation"
        click.echo(f"{user.email}: {user.name}, {user.role}{state}, {own}")
    if not users:
        click.echo("Es gibt noch kein Konto. `tracker user add` legt eines an.")
    if len(everybody) > len(users):
        click.echo(f"Entfernte Personen: {len(everybody) - len(users)}")


def _password(*, is_read: bool) -> str:
    if not is_read:
        return passwords.generate()
    return sys.stdin.readline().rstrip("\r\n")


def _show(password: str, *, is_read: bool) -> None:
    if not is_read:
        click.echo(f"Passwort, nur dieses Mal zu sehen: {password}")


def _email(text: str) -> str:
    try:
        return accounts.user_by_email(text).email
    except NoResultFound:
        raise RuleError(f"Es gibt kein Konto mit der Adresse {text}.") from None


def _user(text: str) -> User:
    """Return the account of an address, or the one that administration calls so."""
    try:
        return accounts.user_by_uid(text.strip())
    except NoResultFound:
        return accounts.user_by_email(_email(text))


def _organisation(text: str) -> int:
    plan, _slash, slug = text.partition("/")
    try:
        return queries.organisation_id(plan, slug)
    except NoResultFound:
        raise RuleError(
            f"Es gibt keine Organisation {text}. Nennen Sie sie als PLAN/ORGANISATION."
        ) from None
