"""Section 4: one sheet per recommendation, field by field."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from tracker.dashboards.words import moves_words, progress_words
from tracker.i18n import _, _n, language, say
from tracker.milestones.rules import State
from tracker.plan.rules import Evidence, Status
from tracker.reports.content import Content
from tracker.reports.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Facts,
    Heading,
    Kind,
    Link,
    Paragraph,
    Table,
    sheet_anchor,
)
from tracker.reports.wording import counted, linked
from tracker.reports.wording.council import decided, papers
from tracker.reports.wording.linked import Fact, Links
from tracker.reports.wording.moves import moves
from tracker.reports.wording.obstacles import obstacle
from tracker.reports.wording.texts import (
    Part,
    day,
    joined,
    name,
    names,
    paragraphs,
    period,
    period_cell,
    reason,
    term,
)
from tracker.standing.partly import partly_words
from tracker.standing.rules import Freshness, Schedule

RESTING = frozenset({Status.COMPLETED, Status.ON_HOLD, Status.DROPPED})  # nothing comes next
NEXT = 2  # open milestones that are named as the next steps


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


def _list(field: Part, rows: list[Part]) -> Table:
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
        links=tuple(
            link
            for place, row in enumerate(rows)
            for column, (what, (number, _names)) in enumerate(counted.steps(row).items(), start=5)
            for link in linked.cell(number, counted.step_place(what, row), place, column)
        ),
    )


def _sheet(content: Content, row: Part) -> Iterator[Block]:
    anchor = sheet_anchor(row["code"])
    yield Heading(3, f"{row['code']} {say(row['title'])}", anchor)
    yield facts(content, row)
    if row["milestones"]:
        yield _milestones(row)
    if told := tuple(_moves(row)):
        yield Heading(4, _("Verschobene Termine"), _moves_anchor(row))
        yield Bullets(told)
    if row["notes"]:
        called = names(content)
        yield Heading(4, _("Neueste Sachstände"), f"{anchor}-sachstand")
        for note in row["notes"]:
            head = _("%(organisation)s am %(day)s:", day=day(note["on"]),
                     organisation=say(called[note["organisation"]]))  # fmt: skip
            yield from paragraphs(f"{head} {say(note['text'])}")
    if row["obstacles"]:
        yield Heading(4, _("Offene Hemmnisse"), f"{anchor}-hemmnisse")
        yield Bullets(tuple(obstacle(one) for one in row["obstacles"]))
    if row["decisions"] or row["papers"]:
        yield Heading(4, _("Beschlüsse und Drucksachen"), f"{anchor}-beschluesse")
        yield Bullets((*decided(content, row), *papers(content, row)))


def facts(content: Content, row: Part) -> Facts:
    """Return what is known of a recommendation, by name."""
    return linked.facts(_facts(content, row))


def _facts(content: Content, row: Part) -> Iterator[Fact]:
    yield Fact(_("Ziel"), say(row["goal"]))
    yield Fact(_("Umsetzungsstand"), status(content, row))
    yield _schedule(row)
    yield Fact(_("Aktualität"), _freshness(row))
    yield from _progress(row)
    if Status(row["status"]) not in RESTING:
        yield Fact(_("Nächste Schritte"), "; ".join(_next_steps(row)))
    for label, part in (
        (_("Federführung"), "lead"),
        (_("Mitwirkend"), "contributing"),
        (_("Fördernd"), "funding"),
    ):
        called = (say(names(content)[slug]) for slug in row["owners"][part])
        yield Fact(label, ", ".join(called))
    funding = (say(term(content, "funding_types", code)) for code in row["funding"])
    yield Fact(_("Finanzierung"), ", ".join(one for one in funding if one))


def status(content: Content, row: Part) -> str:
    """Return the status of a recommendation, since when it holds, and why."""
    since = day(row["status_since"])
    words = _("%(status)s, seit dem %(day)s.", status=status_words(row), day=since)
    review = replacement = ""
    if row["review_on"]:
        review = _("Wird am %(day)s wieder geprüft.", day=day(row["review_on"]))
    if row["replacement"]:
        replacement = _(
            "An die Stelle tritt %(name)s.", name=full_name(content, row["replacement"])
        )
    return joined(words, reason(row["reason"]), _evidence(row), review, replacement)


def status_words(row: Part) -> str:
    """Return the status of a recommendation, and that it is completed in part only."""
    held = Status(row["status"])
    partly = partly_words(held, row["valid"], row["done"])
    return f"{held.label} ({partly})" if partly else str(held.label)


def _evidence(row: Part) -> str:
    """Return what shows that a recommendation is completed; "" where nothing has to."""
    match row["evidence"]:
        case Evidence.ADDRESS:
            return joined(_("Nachweis:"), row["evidence_text"])
        case Evidence.PAPER:
            return joined(_("Nachweis: Drucksache"), row["evidence_text"])
        case Evidence.NONE:
            return _("Ohne Nachweis.")
    return ""


def full_name(content: Content, code: str) -> str:
    """Return code and title of a recommendation; the code alone if it is not part of the plan."""
    rows = (one for one in content["recommendations"] if one["code"] == code)
    return next((f"{code} {say(one['title'])}" for one in rows), code)


def _schedule(row: Part) -> Fact:
    words = [str(Schedule(row["schedule"]).label)]
    links: Links = ()
    anchor = ""
    if number := row["overdue"]:
        late = _n("%(num)s Meilenstein überfällig", "%(num)s Meilensteine überfällig", number)
        words.append(f"{late} ({_told(row, 'overdue')})")
        anchor = counted.step_place("overdue", row)
    if moved := moves_words(_as_standing(row)):
        words.append(moved)
        links = (Link(_moves_anchor(row), moved),)
    return Fact(_("Terminlage"), "; ".join(words), links, anchor)


def _progress(row: Part) -> Iterator[Fact]:
    """Yield how far a recommendation is, and which milestones that counts."""
    words = progress_words(_as_standing(row))
    is_counted = Status(row["status"]) is not Status.DROPPED and row["valid"]
    links = linked.counted(int(is_counted), counted.step_place("valid", row), words)
    done = _("Erledigt: %(names)s.", names=_told(row, "done")) if row["done"] else ""
    anchor = counted.step_place("done", row) if row["done"] else ""
    yield Fact(_("Fortschritt"), f"{words}. {done}" if done else words, links, anchor)
    if 0 < row["valid"] < len(row["milestones"]):
        yield Fact(
            _("Nicht entfallene Meilensteine"),
            _told(row, "valid"),
            anchor=counted.step_place("valid", row),
        )


def _told(row: Part, what: str) -> str:
    """Return the names of the milestones that are counted."""
    _number, found = counted.steps(row)[what]
    return ", ".join(found)


def _moves_anchor(row: Part) -> str:
    return f"{sheet_anchor(row['code'])}-termine"


def _freshness(row: Part) -> str:
    label = str(Freshness(row["freshness"]).label)
    if not row["reported_on"]:
        return label
    last = _("letzte Meldung am %(day)s", day=day(row["reported_on"]))
    return f"{label}; {last}"


def _next_steps(row: Part) -> Iterator[str]:
    still = [one for one in row["milestones"] if State(one["state"]).is_open]
    still.sort(key=lambda one: one["due"]["on"] if one["due"] else "9")  # those without a day last
    for one in still[:NEXT]:
        due = period(one["due"])
        words = f"{name(one)} {say(one['title'])}"
        yield _("%(milestone)s (Termin: %(due)s)", milestone=words, due=due) if due else words


def _milestones(row: Part) -> Table:
    return Table(
        key=f"milestones/{row['code']}",
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


def _milestone(one: Part) -> tuple[Cell, ...]:
    state = str(State(one["state"]).label)
    return (
        name(one),
        say(one["title"]),
        _("%(state)s, überfällig", state=state) if one["days_late"] else state,
        period_cell(one["due"]),
        period_cell(one["first_due"]),
        period_cell(one["done"]),
    )


def _moves(row: Part) -> Iterator[str]:
    """Tell of each move of a deadline that counts."""
    for one, old, new in moves(row):
        yield joined(
            _("%(milestone)s am %(day)s: von „%(old)s“ auf „%(new)s“.", milestone=name(one),
              day=day(new["since"]), old=period(old["due"]), new=period(new["due"])),
            reason(new["reason"]),
        )  # fmt: skip


def _as_standing(row: Part) -> Any:
    """Return what the words about a standing need of one."""
    return SimpleNamespace(**{**row, "status": Status(row["status"])})
