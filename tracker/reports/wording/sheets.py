"""Section 4: one sheet per recommendation, field by field."""

from collections.abc import Iterator

from tracker.i18n import _, language, say
from tracker.milestones.rules import State
from tracker.reports.content import Content
from tracker.reports.content.members.figures import Field
from tracker.reports.content.members.milestones import SheetMilestone
from tracker.reports.content.members.sheets import Sheet
from tracker.reports.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    Kind,
    Link,
    Paragraph,
    Table,
    sheet_anchor,
)
from tracker.reports.wording import counted, linked, places
from tracker.reports.wording.council import decided, papers
from tracker.reports.wording.facts import facts, left_open, status_words
from tracker.reports.wording.moves import moves
from tracker.reports.wording.obstacles import obstacle
from tracker.reports.wording.texts import (
    day,
    joined,
    name,
    names,
    paragraphs,
    period,
    period_cell,
    reason,
)
from tracker.standing.rules import Freshness, Schedule


def blocks(content: Content) -> Iterator[Block]:
    """Tell of each recommendation, after a table of all of its field."""
    yield Heading(1, _("Die Empfehlungen im Einzelnen"), "empfehlungen")
    if not content["recommendations"]:
        yield Paragraph(_("Zum Stichtag gibt es keine Empfehlungen."))
    if language() not in content["plan"]["languages"][:1]:
        yield Paragraph(
            _("Begründungen und Sachstände stehen in der Sprache, in der sie geschrieben wurden.")
        )
    for field in content["fields"]:
        rows = [one for one in content["recommendations"] if one["field"] == field["slug"]]
        yield Heading(2, say(field["title"]), f"empfehlungen-{field['slug']}")
        if not rows:
            yield Paragraph(_("In diesem Handlungsfeld gibt es zum Stichtag keine Empfehlung."))
            continue
        yield _list(field, rows)
        for row in rows:
            yield from _sheet(content, row)


def _list(field: Field, rows: list[Sheet]) -> Table:
    return Table(
        key=f"recommendations/{field['slug']}",
        caption=_("Empfehlungen im Handlungsfeld %(field)s", field=say(field["title"])),
        columns=(
            Column(_("Kürzel"), Kind.CODES),
            Column(_("Empfehlung")),
            Column(_("Umsetzungsstand")),
            Column(_("Terminlage")),
            Column(_("Aktualität")),
            Column(_("Meilensteine"), Kind.NUMBER),
            Column(_("davon erledigt"), Kind.NUMBER),
            Column(_("davon überfällig"), Kind.NUMBER),
        ),
        rows=tuple(
            (
                row["code"],
                say(row["title"]),
                status_words(row),
                str(Schedule(row["schedule"]).label),
                str(Freshness(row["freshness"]).label),
                row["valid"],
                row["done"],
                row["overdue"],
            )
            for row in rows
        ),
        links=tuple(link for place, row in enumerate(rows) for link in _list_links(row, place)),
    )


def _list_links(row: Sheet, place: int) -> Iterator[Link]:
    """Yield the links of a row: of what it left open, and of its milestones' counts."""
    yield from linked.at(left_open(row), place, 2)
    for column, (what, (number, _names)) in enumerate(counted.steps(row).items(), start=5):
        yield from linked.cell(number, counted.step_place(what, row), place, column)


def _sheet(content: Content, row: Sheet) -> Iterator[Block]:
    anchor = sheet_anchor(row["code"])
    yield Heading(3, f"{row['code']} {say(row['title'])}", anchor)
    yield facts(content, row)
    if row["milestones"]:
        yield _milestones(row)
    if told := tuple(_moves(row)):
        yield Heading(4, _("Verschobene Termine"), places.place(row, places.MOVES))
        yield Bullets(told)
    if row["notes"]:
        called = names(content)
        yield Heading(4, _("Neueste Sachstände"), places.place(row, places.NOTES))
        for note in row["notes"]:
            head = _("%(organisation)s am %(day)s:", day=day(note["on"]),
                     organisation=say(called[note["organisation"]]))  # fmt: skip
            yield from paragraphs(f"{head} {say(note['text'])}")
    if row["obstacles"]:
        yield Heading(4, _("Offene Hemmnisse"), places.place(row, places.OBSTACLES))
        yield Bullets(tuple(obstacle(one) for one in row["obstacles"]))
    if row["decisions"] or row["papers"]:
        yield Heading(4, _("Beschlüsse und Drucksachen"), f"{anchor}-beschluesse")
        yield Bullets((*decided(content, row), *papers(content, row)))


def _milestones(row: Sheet) -> Table:
    return Table(
        key=places.table(row),
        caption=_("Meilensteine von %(code)s", code=row["code"]),
        columns=(
            Column(_("Meilenstein")),
            Column(_("Was zu tun ist")),
            Column(_("Zustand")),
            Column(_("Termin"), Kind.PERIOD),
            Column(_("zuerst vereinbart"), Kind.PERIOD),
            Column(_("erledigt"), Kind.PERIOD),
        ),
        rows=tuple(_milestone(one) for one in row["milestones"]),
    )


def _milestone(one: SheetMilestone) -> tuple[Cell, ...]:
    state = str(State(one["state"]).label)
    return (
        name(one),
        say(one["title"]),
        _("%(state)s, überfällig", state=state) if one["days_late"] else state,
        period_cell(one["due"]),
        period_cell(one["first_due"]),
        period_cell(one["done"]),
    )


def _moves(row: Sheet) -> Iterator[str]:
    """Tell of each move of a deadline that counts."""
    for one, old, new in moves(row):
        yield joined(
            _("%(milestone)s am %(day)s: von „%(old)s“ auf „%(new)s“.", milestone=name(one),
              day=day(new["since"]), old=period(old["due"]), new=period(new["due"])),
            reason(new["reason"]),
        )  # fmt: skip
