"""Which columns are about people, and that the handbook names each and says how it is erased."""

import re
from pathlib import Path

from sqlalchemy import Enum, Table

from tracker.db import db

PAGE = Path(__file__).parent.parent / "docs/personal-data.md"
# How columns are called that may hold a person, or the way to one.
PERSONAL = re.compile(
    r"name|mail|phone|recipient|sender|author|person|contact|address|device|agent|(^|_)ip(_|$)"
)
# Called so, and about things, organisations and places.
THINGS = {
    "committee.name",
    "indicator.name",
    "municipality.name",
    "organisation.contact_role",  # „Geschäftsführung“
    "organisation_name.name",
    "sign_in_try.address",  # a keyed hash
}


def columns(table: Table) -> set[str]:
    """Return the columns of a table that name a user, or are called like something personal."""
    return {
        f"{table.name}.{column.name}"
        for column in table.columns
        if any(key.target_fullname == "user.id" for key in column.foreign_keys)
        or (PERSONAL.search(column.name) and not isinstance(column.type, Enum))
    }


def named_in_the_handbook() -> set[str]:
    rows = [line.split("|")[1] for line in PAGE.read_text().splitlines() if line.startswith("| `")]
    found = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    facts = {
        f"{table.name}.recorded_by_id"
        for table in db.metadata.sorted_tables
        if "recorded_by_id" in table.columns
    }
    return found - {"RECORDED"} | facts


def test_the_handbook_names_every_column_that_is_about_a_person() -> None:
    """Whoever adds one says there who sees it and how it is erased, and asks for consent first."""
    there = set().union(*(columns(table) for table in db.metadata.sorted_tables))

    assert there - THINGS == named_in_the_handbook()
    assert there >= THINGS


def test_no_name_of_a_person_is_public_because_no_public_row_has_room_for_one() -> None:
    """The names and addresses are in tables that administration and the mails read, no page."""
    ways = {
        one
        for one in named_in_the_handbook()
        if not one.endswith("_id")  # a number that names a row of user
    }

    assert {one.partition(".")[0] for one in ways} == {
        "user", "user_session", "one_time_link", "outgoing_mail",
    }  # fmt: skip


def test_only_administration_accounts_and_mails_read_names_and_addresses() -> None:
    root = PAGE.parent.parent / "tracker"
    reads = re.compile(r"\bUser\.(name|email)\b|\b(user|one)\.email\b|\buser\.name\b")
    parts = {
        path.relative_to(root).parts[0]
        for path in root.rglob("*.py")
        if reads.search(path.read_text())
    }

    assert parts == {"accounts", "admin", "office"}
    office = [path for path in (root / "office").rglob("*.py") if reads.search(path.read_text())]
    assert [path.name for path in office] == ["reminders.py"]
