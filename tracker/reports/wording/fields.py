"""Section 2: the fields of action side by side, tables first, then figures."""

from collections.abc import Iterator

from tracker.i18n import Precision, _, _n, say
from tracker.plan.rules import Status
from tracker.reports.content import Content
from tracker.reports.content.members.figures import Figures, Point
from tracker.reports.document import (
    Block,
    Cell,
    Column,
    Figure,
    FigureKind,
    Heading,
    Kind,
    Link,
    Paragraph,
    Table,
)
from tracker.reports.rules import ASSESSMENT, field_place
from tracker.reports.wording import counted, essentials, linked
from tracker.reports.wording.counted import DONE, FRESHNESS, PLANNED, SCHEDULE, STATUS, WHOLE, Axis
from tracker.reports.wording.outlook import OVERDUE
from tracker.reports.wording.texts import day, paragraphs, period_cell, share
from tracker.standing.rules import Schedule


def blocks(content: Content) -> Iterator[Block]:
    """Tell how the fields stand."""
    yield Heading(1, _("Überblick je Handlungsfeld"), "ueberblick")
    if essentials.is_cut(content):
        yield from paragraphs(content["texts"][ASSESSMENT])
    if not content["fields"]:
        yield Paragraph(_("Zum Stichtag gibt es keine Handlungsfelder."))
        return
    yield _counts(content, _("Umsetzungsstand"), STATUS)
    yield _counts(content, _("Terminlage"), SCHEDULE)
    yield _counts(content, _("Aktualität"), FRESHNESS)
    yield _quotes(content)
    if any(_is_small(field["figures"]) for field in content["fields"]):
        yield Paragraph(
            _("Wo weniger als fünf Empfehlungen zählen, stehen nur Anzahlen und keine Quoten.")
        )
    points = counted.quarters(content)
    if points:
        yield _course(points)
        yield _course_sentence(content)
    yield _figure("fields.status", _("Umsetzungsstand je Handlungsfeld"), _status_alt(content))
    yield _figure("fields.schedule", _("Terminlage je Handlungsfeld"), _schedule_alt(content))
    if points:
        yield _course_figure(content)
    for field in content["fields"]:
        if field["text"]:
            yield Heading(2, say(field["title"]), f"feld-{field['slug']}")
            yield from paragraphs(content["texts"][field_place(field["slug"])])


def _counts(content: Content, title: str, axis: Axis) -> Table:
    slugs = [field["slug"] for field in content["fields"]]
    found = [list(counted.by_value(content, axis, slug)) for slug in slugs]
    return Table(
        key=f"fields.{axis.what}",
        caption=_("%(title)s je Handlungsfeld", title=title),
        columns=(
            Column(_("Handlungsfeld")),
            *(Column(str(one.label), Kind.NUMBER) for one in axis.values),
        ),
        rows=tuple(
            (say(field["title"]), *(one.number for one in held))
            for field, held in zip(content["fields"], found, strict=True)
        ),
        links=tuple(
            link
            for row, held in enumerate(found)
            for column, one in enumerate(held, start=1)
            for link in linked.cell(one.number, one.anchor, row, column)
        ),
    )


def _quotes(content: Content) -> Table:
    rows = [(say(field["title"]), field["figures"]) for field in content["fields"]]
    rows.append((_("alle Handlungsfelder"), content["figures"]))
    return Table(
        key="fields.quotes",
        caption=_("Quote und Fortschritt je Handlungsfeld"),
        columns=(
            Column(_("Handlungsfeld")),
            Column(_("Empfehlungen"), Kind.NUMBER),
            Column(_("nicht entfallen"), Kind.NUMBER),
            Column(_("umgesetzt"), Kind.NUMBER),
            Column(_("Umsetzungsquote"), Kind.SHARE),
            Column(_("davon bezifferbar"), Kind.NUMBER),
            Column(_("mittlerer Fortschritt"), Kind.SHARE),
            Column(_("überfällige Meilensteine"), Kind.NUMBER),
        ),
        rows=tuple((name, *_quote_cells(found)) for name, found in rows),
        links=tuple(
            link
            for row, slug in enumerate(counted.fields(content))
            for link in _quote_links(content, slug, row)
        ),
    )


def _quote_cells(found: Figures) -> tuple[Cell, ...]:
    return (
        found["total"],
        found["valid"],
        found["ended"],
        share(found["implementation"]),
        found["numerable"],
        share(found["mean_progress"]),
        found["overdue"],
    )


def _quote_links(content: Content, field: str, row: int) -> Iterator[Link]:
    """Yield the links of these cells: of counts to their lists, of quotes to their formulas."""
    found = counted.figures(content, field)
    held, late = counted.parts(content, field), counted.overdue(content, field)
    places = (
        (held["total"].number, held["total"].anchor),
        (held["valid"].number, held["valid"].anchor),
        (held["ended"].number, held["ended"].anchor),
        (found["implementation"]["is_shown"], counted.place("implementation", field)),
        (held["numerable"].number, held["numerable"].anchor),
        (found["mean_progress"]["is_shown"], counted.place("mean_progress", field)),
        (late.number, OVERDUE if field == WHOLE else late.anchor),
    )
    for column, (number, anchor) in enumerate(places, start=1):
        yield from linked.cell(number, anchor, row, column)


def _is_small(found: Figures) -> bool:
    return not (found["implementation"]["is_shown"] and found["mean_progress"]["is_shown"])


def _course(points: list[Point]) -> Table:
    return Table(
        key="fields.trend",
        caption=_("Meilensteine bis zum Ende des Quartals: zuerst vereinbart und erledigt"),
        columns=(
            Column(_("Quartal"), Kind.PERIOD),
            Column(_("zuerst vereinbart bis dahin"), Kind.NUMBER),
            Column(_("erledigt bis dahin"), Kind.NUMBER),
        ),
        rows=tuple(
            (
                period_cell({"on": point["on"], "precision": Precision.QUARTER}),
                point["planned"],
                point["done"],
            )
            for point in points
        ),
        links=tuple(
            link
            for row, point in enumerate(points)
            for column, what in enumerate((PLANNED, DONE), start=1)
            for link in linked.cell(
                point[what] or 0, counted.place(counted.total(what, point["on"])), row, column
            )
        ),
    )


def _course_sentence(content: Content) -> Paragraph:
    """Tell where the course is at the Stichtag; each number leads to what it counts."""
    planned, done = _course_words(content)
    held, as_of = content["trend"], content["as_of"]
    links = (
        *linked.counted(held[PLANNED], counted.place(counted.total(PLANNED, as_of)), planned),
        *linked.counted(held[DONE], counted.place(counted.total(DONE, as_of)), done),
    )
    told = _n(
        "Nach den zuerst vereinbarten Terminen sollte am %(day)s %(planned)s erledigt sein; "
        "%(done)s.",
        "Nach den zuerst vereinbarten Terminen sollten am %(day)s %(planned)s erledigt sein; "
        "%(done)s.",
        held[PLANNED],
        day=day(as_of),
        planned=planned,
        done=done,
    )
    return Paragraph(told, links)


def _course_words(content: Content) -> tuple[str, str]:
    found = content["trend"]
    planned = _n("%(num)s Meilenstein", "%(num)s Meilensteine", found[PLANNED])
    return planned, _n("erledigt ist %(num)s", "erledigt sind %(num)s", found[DONE])


def _course_figure(content: Content) -> Figure:
    title = _("Meilensteine: zuerst vereinbart und erledigt")
    planned, done = _course_words(content)
    alt = _n(
        "Am %(day)s sollte %(planned)s erledigt sein; %(done)s.",
        "Am %(day)s sollten %(planned)s erledigt sein; %(done)s.",
        content["trend"][PLANNED],
        day=day(content["as_of"]),
        planned=planned,
        done=done,
    )
    return Figure("fields.trend.figure", FigureKind.LINES, title, alt, "fields.trend")


def _figure(table: str, title: str, alt: str) -> Figure:
    return Figure(f"{table}.figure", FigureKind.STACKED, title, alt, table)


def _status_alt(content: Content) -> str:
    found = content["figures"]
    return _n(
        "%(num)s von %(total)s Empfehlungen ist umgesetzt, %(running)s in Umsetzung.",
        "%(num)s von %(total)s Empfehlungen sind umgesetzt, %(running)s in Umsetzung.",
        found["ended"],
        total=found["total"],
        running=found["statuses"][Status.IN_PROGRESS],
    )


def _schedule_alt(content: Content) -> str:
    found = content["figures"]
    return _n(
        "%(num)s von %(total)s Empfehlungen ist verzögert, %(on_track)s im Plan.",
        "%(num)s von %(total)s Empfehlungen sind verzögert, %(on_track)s im Plan.",
        found["schedules"][Schedule.DELAYED],
        total=found["total"],
        on_track=found["schedules"][Schedule.ON_TRACK],
    )
