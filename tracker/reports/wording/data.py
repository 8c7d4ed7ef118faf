"""What sentences and lists of a report tell, as tables with typed cells: for programs."""

from collections.abc import Iterator
from datetime import date

from tracker.clock import day_of
from tracker.dashboards.movements import Names, words
from tracker.i18n import _, day_text, period_text, say
from tracker.milestones.rules import State
from tracker.notes.rules import Addressee
from tracker.plan.rules import Status
from tracker.reports.content import Content
from tracker.reports.content.members.figures import Figures
from tracker.reports.document import Cell, Column, Kind, Table
from tracker.reports.wording import counted, facts, indicators, moved
from tracker.reports.wording.moves import moves
from tracker.reports.wording.texts import name, names, period_cell, share
from tracker.standing.change import Change, Hindrance, Owners, Value, Wording
from tracker.standing.rules import Day, Freshness, Schedule


def tables(content: Content) -> Iterator[Table]:
    """Yield the tables that hold something."""
    for table in (_figures, _changes, _moves, _obstacles, _facts, _notes, indicators.values):
        found = table(content)
        if found.rows:
            yield found


def _figures(content: Content) -> Table:
    days = [(content["since"], content["before"]), (content["as_of"], content["figures"])]
    return Table(
        key="data.figures",
        caption=_("Kennzahlen des ganzen Plans"),
        columns=(
            Column(_("Angabe")),
            Column(_("Wert")),
            Column(_("am"), Kind.DAY),
            Column(_("Anzahl"), Kind.NUMBER),
            Column(_("von"), Kind.NUMBER),
            Column(_("Anteil"), Kind.SHARE),
        ),
        rows=(
            *(row for day, found in days if day and found for row in _figures_on(day, found)),
            *_counts(content),
        ),
    )


def _figures_on(day: str, found: Figures) -> Iterator[tuple[Cell, ...]]:
    """Yield the figures that are kept for both days."""
    total = found["total"]
    for label, quote, part in (
        (_("Umsetzungsquote"), found["implementation"], found["ended"]),
        (_("Mittlerer Fortschritt"), found["mean_progress"], found["numerable"]),
    ):
        yield label, None, day, part, found["valid"], share(quote)
    for schedule in Schedule:
        number = found["schedules"][schedule]
        yield _("Terminlage"), str(schedule.label), day, number, total, None
    for one in Freshness:
        yield _("Aktualität"), str(one.label), day, found["freshnesses"][one], total, None


def _counts(content: Content) -> Iterator[tuple[Cell, ...]]:
    """Yield the counts that are kept for the Stichtag."""
    found, day = content["milestones"], content["as_of"]
    since = content["since"]
    done = _("seit dem letzten Bericht erledigt") if since else _("erledigt")
    steps = _("Meilensteine")
    yield steps, done, day, counted.done(content).number, None, None
    yield steps, _("überfällig"), day, len(found["overdue"]), None, None
    yield steps, _("kommend"), day, len(found["coming"]), None, None
    for who in Addressee:
        yield _("Offene Hemmnisse"), str(who.label), day, content["obstacles"][who], None, None


def _changes(content: Content) -> Table:
    called = moved.called(content)
    return Table(
        key="data.changes",
        caption=_("Was sich bewegt hat"),
        columns=(
            Column(_("Empfehlung")),
            Column(_("Gegenstand")),
            Column(_("Titel")),
            Column(_("Handlungsfeld")),
            Column(_("Veränderung")),
            Column(_("vorher")),
            Column(_("nachher")),
            Column(_("am"), Kind.DAY),
            Column(_("Begründung")),
            Column(_("nachgemeldet am"), Kind.DAY),
            Column(_("Schritte"), Kind.NUMBER),
        ),
        rows=tuple(_change(moved.change(part), called) for part in content["changes"]),
    )


def _change(one: Change, called: Names) -> tuple[Cell, ...]:
    late = day_of(one.recorded_at) if one.is_late and one.recorded_at else None
    return (
        one.code,
        one.name,
        say(one.title),
        called.fields.get(one.action_field, one.action_field),
        words(one, called),
        _value(one.before, called),
        _value(one.after, called),
        one.effective_on.isoformat(),
        one.reason.strip() or None,
        late.isoformat() if late else None,
        one.steps,
    )


def _value(value: Value, called: Names) -> str | None:
    """Return one side of a change in words; None where there is nothing."""
    match value:
        case Day():
            text = period_text(value.on, value.precision)
        case Owners():
            text = ", ".join(called.organisations.get(one, one) for one in value.organisations)
        case Hindrance():
            text = say(value.text)
        case Wording():
            text = say(value.title)
        case date():
            text = day_text(value)
        case Status() | State():
            text = str(value.label)
        case _:
            text = called.fields.get(value or "", value or "")
    return text or None


def _moves(content: Content) -> Table:
    return Table(
        key="data.moves",
        caption=_("Verschobene Termine"),
        columns=(
            Column(_("Empfehlung")),
            Column(_("Meilenstein")),
            Column(_("Was zu tun ist")),
            Column(_("am"), Kind.DAY),
            Column(_("bisher"), Kind.PERIOD),
            Column(_("jetzt"), Kind.PERIOD),
            Column(_("Begründung")),
        ),
        rows=tuple(
            (
                row["code"],
                name(one),
                say(one["title"]),
                new["since"],
                period_cell(old["due"]),
                period_cell(new["due"]),
                new["reason"].strip() or None,
            )
            for row in content["recommendations"]
            for one, old, new in moves(row)
        ),
    )


def _obstacles(content: Content) -> Table:
    return Table(
        key="data.obstacles",
        caption=_("Offene Hemmnisse"),
        columns=(
            Column(_("Empfehlung")),
            Column(_("Hemmnis")),
            Column(_("zu lösen durch")),
            Column(_("seit"), Kind.DAY),
            Column(_("zu lösen bis"), Kind.DAY),
        ),
        rows=tuple(
            (
                row["code"],
                say(one["text"]),
                str(Addressee(one["addressee"]).label),
                one["since"],
                one["due_on"],
            )
            for row in content["recommendations"]
            for one in row["obstacles"]
        ),
    )


def _facts(content: Content) -> Table:
    return Table(
        key="data.facts",
        caption=_("Angaben zu den Empfehlungen"),
        columns=(Column(_("Empfehlung")), Column(_("Angabe")), Column(_("Text"))),
        rows=tuple(
            (row["code"], *pair)
            for row in content["recommendations"]
            for pair in facts.facts(content, row).rows
        ),
    )


def _notes(content: Content) -> Table:
    called = names(content)
    return Table(
        key="data.notes",
        caption=_("Neueste Sachstände"),
        columns=(
            Column(_("Empfehlung")),
            Column(_("Organisation")),
            Column(_("am"), Kind.DAY),
            Column(_("Sachstand")),
        ),
        rows=tuple(
            (row["code"], say(called[one["organisation"]]), one["on"], say(one["text"]))
            for row in content["recommendations"]
            for one in row["notes"]
        ),
    )
