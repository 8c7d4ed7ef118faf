"""The command `tracker user`: accounts of people who sign in."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import click
from flask.cli import AppGroup
from sqlalchemy.exc import NoResultFound

from tracker.accounts import actions, passwords
from tracker.accounts import queries as accounts
from tracker.accounts.models import Role
from tracker.admin import queries
from tracker.errors import RuleError

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
    user = actions.add_user(email, name=name, role=Role(role), organisations=own, password=password)
    click.echo(f"Das Konto {user.email} ist angelegt.")
    _show(password, is_read=password_stdin)


@group.command("disable")
@click.argument("email", metavar="ADRESSE")
@told
def disable(email: str) -> None:
    """Sperrt ein Konto und beendet alle seine Anmeldungen.

    Zum Beispiel: tracker user disable name@kreis.example
    """
    actions.disable_user(_email(email))
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
    actions.set_password(user.id, new)
    click.echo(f"Das Konto {user.email} hat ein neues Passwort. Seine Anmeldungen sind beendet.")
    _show(new, is_read=password_stdin)


@group.command("list")
def list_users() -> None:
    """Zeigt alle Konten mit Rolle und Organisationen.

    Zum Beispiel: tracker user list
    """
    affiliations = queries.affiliations()
    users = accounts.users()
    for user in users:
        state = "" if user.is_active else ", gesperrt"
        own = ", ".join(affiliations.get(user.id, ())) or "keine Organisation"
        click.echo(f"{user.email}: {user.name}, {user.role}{state}, {own}")
    if not users:
        click.echo("Es gibt noch kein Konto. `tracker user add` legt eines an.")


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


def _organisation(text: str) -> int:
    plan, _slash, slug = text.partition("/")
    try:
        return queries.organisation_id(plan, slug)
    except NoResultFound:
        raise RuleError(
            f"Es gibt keine Organisation {text}. Nennen Sie sie als PLAN/ORGANISATION."
        ) from None
