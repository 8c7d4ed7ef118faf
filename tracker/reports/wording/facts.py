"""What is known of a recommendation, by name: the first part of its sheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from tracker.dashboards.words import moves_words, progress_words
from tracker.i18n import _, _n, say
from tracker.milestones.rules import State
from tracker.plan.rules import Evidence, Status
from tracker.reports.content import Content
from tracker.reports.content.members.sheets import Sheet
from tracker.reports.document import Facts, Link
from tracker.reports.wording import counted, linked, places
from tracker.reports.wording.linked import Fact, Links
from tracker.reports.wording.texts import day, joined, name, names, period, reason, term
from tracker.stakeholders.rules import Part
from tracker.standing.partly import partly_words
from tracker.standing.rules import Freshness, Schedule

RESTING = frozenset({Status.COMPLETED, Status.ON_HOLD, Status.DROPPED})  # nothing comes next
NEXT = 2  # open milestones that are named as the next steps


@dataclass(frozen=True)
class _Figures:
    """What the words about a standing need of one, from a sheet."""

    code: str
    status: Status
    valid: int
    done: int
    progress: Fraction | None
    moves: int
    moved_days: int


def facts(content: Content, row: Sheet) -> Facts:
    """Return what is known of a recommendation, by name."""
    return linked.facts(_facts(content, row))


def _facts(content: Content, row: Sheet) -> Iterator[Fact]:
    yield Fact(_("Ziel"), say(row["goal"]))
    yield Fact(
        _("Umsetzungsstand"),
        status(content, row),
        left_open(row),
        places.place(row, places.STATUS),
    )
    if left_open(row):
        names_of = ", ".join(counted.left_open(row))
        yield Fact(_("Offene Meilensteine"), names_of, anchor=counted.step_place("open", row))
    yield _schedule(row)
    yield Fact(_("Aktualität"), _freshness(row), anchor=places.place(row, places.FRESHNESS))
    yield from _progress(row)
    if Status(row["status"]) not in RESTING:
        yield Fact(_("Nächste Schritte"), "; ".join(_next_steps(row)))
    for label, part in (
        (_("Federführung"), Part.LEAD),
        (_("Mitwirkend"), Part.CONTRIBUTING),
        (_("Fördernd"), Part.FUNDING),
    ):
        called = ", ".join(say(names(content)[slug]) for slug in row["owners"][part])
        yield Fact(label, called, anchor=places.place(row, places.OWNERS[part]))
    funding = (say(term(content, "funding_types", code)) for code in row["funding"])
    yield Fact(_("Finanzierung"), ", ".join(one for one in funding if one))


def status(content: Content, row: Sheet) -> str:
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


def status_words(row: Sheet) -> str:
    """Return the status of a recommendation, and that it is completed in part only."""
    label, partly = Status(row["status"]).label, _partly(row)
    return f"{label} ({partly})" if partly else str(label)


def left_open(row: Sheet) -> Links:
    """Return the link from these words to the milestones that are open nevertheless."""
    partly = _partly(row)
    return (Link(counted.step_place("open", row), partly),) if partly else ()


def _partly(row: Sheet) -> str:
    return partly_words(Status(row["status"]), row["valid"], row["done"])


def _evidence(row: Sheet) -> str:
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


def _schedule(row: Sheet) -> Fact:
    words = [str(Schedule(row["schedule"]).label)]
    links: Links = ()
    anchor = ""
    if number := row["overdue"]:
        late = _n("%(num)s Meilenstein überfällig", "%(num)s Meilensteine überfällig", number)
        words.append(f"{late} ({_told(row, 'overdue')})")
        anchor = counted.step_place("overdue", row)
    if moved := moves_words(_figures(row)):
        words.append(moved)
        links = (Link(places.place(row, places.MOVES), moved),)
    return Fact(_("Terminlage"), "; ".join(words), links, anchor)


def _progress(row: Sheet) -> Iterator[Fact]:
    """Yield how far a recommendation is, and which milestones that counts."""
    words = progress_words(_figures(row))
    is_counted = Status(row["status"]) is not Status.DROPPED and row["valid"]
    number, _mark, _what_it_counts_as = words.partition(";")
    links = linked.counted(int(is_counted), counted.step_place("valid", row), number)
    done = _("Erledigt: %(names)s.", names=_told(row, "done")) if row["done"] else ""
    anchor = counted.step_place("done", row) if row["done"] else ""
    yield Fact(_("Fortschritt"), f"{words}. {done}" if done else words, links, anchor)
    if 0 < row["valid"] < len(row["milestones"]):
        yield Fact(
            _("Nicht entfallene Meilensteine"),
            _told(row, "valid"),
            anchor=counted.step_place("valid", row),
        )


def _told(row: Sheet, what: str) -> str:
    """Return the names of the milestones that are counted."""
    _number, found = counted.steps(row)[what]
    return ", ".join(found)


def _freshness(row: Sheet) -> str:
    label = str(Freshness(row["freshness"]).label)
    if not row["reported_on"]:
        return label
    last = _("letzte Meldung am %(day)s", day=day(row["reported_on"]))
    return f"{label}; {last}"


def _next_steps(row: Sheet) -> Iterator[str]:
    still = [one for one in row["milestones"] if State(one["state"]).is_open]
    still.sort(key=lambda one: one["due"]["on"] if one["due"] else "9")  # those without a day last
    for one in still[:NEXT]:
        due = period(one["due"])
        words = f"{name(one)} {say(one['title'])}"
        yield _("%(milestone)s (Termin: %(due)s)", milestone=words, due=due) if due else words


def _figures(row: Sheet) -> _Figures:
    progress = row["progress"]
    return _Figures(
        code=row["code"],
        status=Status(row["status"]),
        valid=row["valid"],
        done=row["done"],
        progress=None if progress is None else Fraction(progress),
        moves=row["moves"],
        moved_days=row["moved_days"],
    )
