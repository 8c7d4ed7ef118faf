"""Section 6: what is late, what comes next, and what the council is asked to decide."""

from collections.abc import Iterator

from tracker.i18n import _, say
from tracker.milestones.rules import State
from tracker.reports.content import Content
from tracker.reports.content.members.milestones import Milestone
from tracker.reports.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    Kind,
    Paragraph,
    Table,
)
from tracker.reports.rules import OUTLOOK
from tracker.reports.wording import linked
from tracker.reports.wording.council import committee
from tracker.reports.wording.facts import full_name, left_open, status_words
from tracker.reports.wording.texts import day, name, paragraphs, period_cell

# Tables that list what is counted elsewhere.
OVERDUE, COMING, DECISIONS = "outlook.overdue", "outlook.coming", "outlook.decisions"


def blocks(content: Content) -> Iterator[Block]:
    """Look ahead."""
    yield Heading(1, _("Ausblick und Entscheidungsbedarf"), "ausblick")
    if text := content["texts"].get(OUTLOOK):
        yield from paragraphs(text)
    yield Heading(2, _("Was überfällig ist"), "ueberfaellig")
    yield from _overdue(content)
    yield Heading(2, _("Was bis zum %(day)s ansteht", day=day(content["until"])), "kommend")
    yield from _coming(content)
    yield from _sittings(content)
    yield Heading(2, _("Was der Kreistag entscheiden kann"), "entscheidungsbedarf")
    yield from _decisions(content)
    if content["resolution"].strip():
        yield Heading(2, _("Beschlussvorschlag"), "beschlussvorschlag")
        yield from paragraphs(content["resolution"])


def _overdue(content: Content) -> Iterator[Block]:
    rows = content["milestones"]["overdue"]
    if not rows:
        yield Paragraph(_("Kein Meilenstein ist überfällig."))
        return
    sheets = {one["code"]: one for one in content["recommendations"]}
    yield Table(
        key=OVERDUE,
        caption=_("Überfällige Meilensteine, die ältesten zuerst"),
        columns=(
            *_columns(),
            Column(_("Tage überfällig"), Kind.NUMBER),
            Column(_("Umsetzungsstand der Empfehlung")),
        ),
        rows=tuple(
            (*_milestone(one), one["days_late"], status_words(sheets[one["code"]])) for one in rows
        ),
        links=tuple(
            link
            for place, one in enumerate(rows)
            for link in linked.at(left_open(sheets[one["code"]]), place, 5)
        ),
    )


def _coming(content: Content) -> Iterator[Block]:
    rows = content["milestones"]["coming"]
    if not rows:
        yield Paragraph(_("Bis dahin ist kein Meilenstein fällig."))
        return
    yield Table(
        key=COMING,
        caption=_("Kommende Meilensteine, die nächsten zuerst"),
        columns=_columns(),
        rows=tuple(_milestone(one) for one in rows),
    )


def _columns() -> tuple[Column, ...]:
    """Return the columns that _milestone() fills."""
    return (
        Column(_("Meilenstein"), Kind.CODES),
        Column(_("Was zu tun ist")),
        Column(_("Zustand")),
        Column(_("Termin"), Kind.PERIOD),
    )


def _milestone(one: Milestone) -> tuple[Cell, ...]:
    state = str(State(one["state"]).label)
    return name(one), say(one["title"]), state, period_cell(one["due"])


def _sittings(content: Content) -> Iterator[Block]:
    rows = content["sittings"]
    if rows:
        yield Paragraph(_("Sitzungen in dieser Zeit:"))
        yield Bullets(
            tuple(f"{day(one['held_on'])}: {committee(content, one['committee'])}" for one in rows)
        )


def _decisions(content: Content) -> Iterator[Block]:
    rows = content["decisions_needed"]
    if not rows:
        yield Paragraph(no_decisions())
        return
    yield Table(
        key=DECISIONS,
        caption=_("Offene Hemmnisse, die ein Beschluss des Kreistags lösen kann"),
        columns=(
            Column(_("Empfehlung"), Kind.CODES),
            Column(_("Hemmnis")),
            Column(_("seit"), Kind.DAY),
            Column(_("zu lösen bis"), Kind.DAY),
        ),
        rows=tuple(
            (full_name(content, one["code"]), say(one["text"]), one["since"], one["due_on"])
            for one in rows
        ),
    )


def no_decisions() -> str:
    """Return that no obstacle waits for a decision of the council."""
    return _("Kein offenes Hemmnis ist an den Kreistag gerichtet.")
