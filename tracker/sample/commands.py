"""The command that fills an empty database with the sample plan and its sign-ins."""

import os
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from tracker.accounts import passwords
from tracker.accounts.actions import add_user
from tracker.accounts.models import Role
from tracker.db import upgrade
from tracker.i18n import _
from tracker.plan import queries as plans
from tracker.planfile.actions import import_plan
from tracker.planfile.document import check
from tracker.sample.history import plan_file
from tracker.stakeholders import queries as stakeholders

SIGN_INS = "sample-sign-ins.txt"
PEOPLE = (
    ("geschaeftsstelle@kreis.example", "Geschäftsstelle (Beispiel)", Role.STAFF, ()),
    ("jobcenter@kreis.example", "Jobcenter (Beispiel)", Role.STAKEHOLDER, ("jobcenter",)),
    (
        "ehrenamt@kreis.example",
        "Ehrenamt (Beispiel)",
        Role.STAKEHOLDER,
        ("freiwilligenagentur", "helfer-ost"),
    ),
    ("verwaltung@kreis.example", "Administration (Beispiel)", Role.ADMINISTRATOR, ()),
)


@click.command("demo")
@click.option(
    "--if-empty", is_flag=True, help="Eine Datenbank, die schon einen Plan enthält, so lassen."
)
@with_appcontext
def demo(*, if_empty: bool) -> None:
    """Füllt eine leere Datenbank mit dem Beispielplan.

    Vorher bringt der Befehl die Datenbank auf den Stand des Programms, wie `tracker db upgrade`.

    Zum Beispiel: tracker demo --if-empty
    """
    upgrade()
    path = Path(current_app.instance_path) / SIGN_INS
    if plans.plans():
        if not if_empty:
            click.echo(
                _("Die Datenbank enthält schon einen Plan. Nichts wurde geändert."), err=True
            )
            sys.exit(1)
    else:
        plan = check(plan_file())
        import_plan(plan)
        _write(path, [_person(plan.text("slug"), *person) for person in PEOPLE])
        click.echo(_("Der Beispielplan ist eingespielt."))
    if path.exists():
        click.echo(_("Beispiel-Anmeldungen (%(file)s):", file=SIGN_INS))
        click.echo(path.read_text().rstrip())


def _person(plan: str, email: str, name: str, role: Role, organisations: tuple[str, ...]) -> str:
    password = passwords.generate()
    ids = stakeholders.ids(plans.plan(plan).id, organisations)
    add_user(email, name=name, role=role, organisations=ids, password=password, is_introduced=True)
    return f"  {email:34} {password}   {role.label}"


def _write(path: Path, lines: list[str]) -> None:
    """Write the sign-ins for the owner of the instance only."""
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write("\n".join(lines) + "\n")
