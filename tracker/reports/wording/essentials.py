"""Section 1: the essentials on one page."""

from collections.abc import Iterator

from tracker.i18n import _, _n, say
from tracker.notes.rules import Addressee
from tracker.plan.rules import Status
from tracker.reports.content import Content
from tracker.reports.document import (
    Block,
    Bullets,
    Column,
    Facts,
    Heading,
    Kind,
    Notice,
    Paragraph,
    Table,
)
from tracker.reports.rules import ASSESSMENT
from tracker.reports.wording import moved
from tracker.reports.wording.cover import sample_notice
from tracker.reports.wording.outlook import no_decisions
from tracker.reports.wording.sheets import full_name
from tracker.reports.wording.texts import Part, day, percent, shortened
from tracker.standing.rules import Freshness, Schedule

SHOWN = 4  # sentences of each kind; with the lengths below all fits one page
SENTENCE, RESOLUTION, TEXT, LINES = 180, 400, 700, 7  # signs, signs, signs, lines


def blocks(content: Content) -> Iterator[Block]:
    """Tell on one page what a member of the council needs to know."""
    yield Heading(1, _("Das Wichtigste auf einer Seite"), "das-wichtigste")
    if notice := sample_notice(content):
        yield Notice(notice)
    if not content["figures"]["total"]:
        yield Paragraph(_("Zum Stichtag gibt es keine Empfehlungen."))
    else:
        yield Paragraph(_lead(content))
        yield _statuses(content)
        yield Facts(tuple(_figures(content)))
    if text := content["texts"].get(ASSESSMENT):
        yield Heading(2, _("Bewertung"), "bewertung")
        yield Paragraph(shortened(text, TEXT, LINES))
        if is_cut(content):
            yield Paragraph(_("Der ganze Text steht im Abschnitt „Überblick je Handlungsfeld“."))
    if content["since"]:
        yield Heading(2, _("Was sich am meisten bewegt hat"), "am-meisten-bewegt")
        yield from _moved(content)
    yield Heading(2, _("Was vom Kreistag gebraucht wird"), "gebraucht")
    yield from _needed(content)


def _lead(content: Content) -> str:
    found = content["figures"]
    words = [
        _n(
            "Am %(day)s hat der Plan %(num)s Empfehlung.",
            "Am %(day)s hat der Plan %(num)s Empfehlungen.",
            found["total"],
            day=day(content["as_of"]),
        ),
        _n("%(num)s ist umgesetzt.", "%(num)s sind umgesetzt.", found["ended"]),
    ]
    if delayed := found["schedules"][Schedule.DELAYED]:
        words.append(_n("%(num)s ist verzögert.", "%(num)s sind verzögert.", delayed))
    if stale := found["freshnesses"][Freshness.STALE]:
        words.append(
            _n(
                "Bei %(num)s ist die letzte Meldung mehr als %(days)s Tage alt.",
                "Bei %(num)s ist die letzte Meldung mehr als %(days)s Tage alt.",
                stale,
                days=content["thresholds"]["due_days"],
            )
        )
    if never := found["freshnesses"][Freshness.NEVER]:
        words.append(
            _n(
                "Bei %(num)s fehlt noch jede Meldung.",
                "Bei %(num)s fehlt noch jede Meldung.",
                never,
            )
        )
    return " ".join(words)


def _moved(content: Content) -> Iterator[Block]:
    told, more = moved.weightiest(content, SHOWN, SENTENCE)
    if not told:
        yield Paragraph(moved.nothing(content))
        return
    yield Bullets(tuple(told))
    if more:
        yield Paragraph(
            _n(
                "Eine weitere Veränderung steht im Abschnitt „Was sich bewegt hat“.",
                "%(num)s weitere Veränderungen stehen im Abschnitt „Was sich bewegt hat“.",
                more,
            )
        )


def _needed(content: Content) -> Iterator[Block]:
    needed = [
        f"{full_name(content, one['code'])}: {say(one['text'])}"
        for one in content["decisions_needed"]
    ]
    if needed:
        yield Bullets(tuple(shortened(one, SENTENCE) for one in needed[:SHOWN]))
    if more := needed[SHOWN:]:
        yield Paragraph(
            _n(
                "Ein weiteres Hemmnis steht im Abschnitt „Ausblick und Entscheidungsbedarf“.",
                "%(num)s weitere Hemmnisse stehen im Abschnitt „Ausblick und Entscheidungsbedarf“.",
                len(more),
            )
        )
    if content["resolution"].strip():
        text = shortened(content["resolution"], RESOLUTION, LINES)
        yield Facts(((_("Beschlussvorschlag"), text),))
    elif not needed:
        yield Paragraph(no_decisions())


def _statuses(content: Content) -> Table:
    now, then = content["figures"], content["before"]
    days = [content["since"], content["as_of"]] if then else [content["as_of"]]
    columns = tuple(Column(_("am %(day)s", day=day(one)), Kind.NUMBER) for one in days)
    return Table(
        key="essentials.status",
        caption=_("Empfehlungen nach Umsetzungsstand"),
        columns=(Column(_("Umsetzungsstand")), *columns),
        rows=(
            *(
                (
                    str(status.label),
                    *((then["statuses"][status],) if then else ()),
                    now["statuses"][status],
                )
                for status in Status
            ),
            (_("insgesamt"), *((then["total"],) if then else ()), now["total"]),
        ),
    )


def _figures(content: Content) -> Iterator[tuple[str, str]]:
    found = content["figures"]
    yield _("Umsetzungsquote"), f"{_implementation(found)}{_before(content, 'implementation')}"
    yield _("Mittlerer Fortschritt"), f"{_mean_progress(found)}{_before(content, 'mean_progress')}"
    yield _("Meilensteine"), _milestones(content)
    yield (
        _("Terminlage"),
        " · ".join(f"{found['schedules'][one]} {one.label}" for one in Schedule),
    )
    yield (
        _("Aktualität"),
        " · ".join(f"{found['freshnesses'][one]} {one.label}" for one in Freshness),
    )
    hindered = content["obstacles"]
    yield (
        _("Offene Hemmnisse"),
        " · ".join(f"{hindered[one]} {one.label}" for one in Addressee if hindered[one])
        or _("keine"),
    )


def _implementation(found: Part) -> str:
    """Return the quote with what it is made of."""
    formula = _("%(part)s von %(whole)s nicht entfallenen Empfehlungen sind umgesetzt",
                part=found["ended"], whole=found["valid"])  # fmt: skip
    return _with_percent(percent(found["implementation"]), formula)


def _mean_progress(found: Part) -> str:
    """Return the mean with its coverage."""
    formula = _("aus %(part)s bezifferbaren von %(whole)s nicht entfallenen Empfehlungen",
                part=found["numerable"], whole=found["valid"])  # fmt: skip
    return _with_percent(percent(found["mean_progress"]), formula)


def _before(content: Content, quote: str) -> str:
    """Return what a quote was on the day of comparison; "" where there is no percentage."""
    then = content["before"]
    text = percent(then[quote]) if then else ""
    return _("; am %(day)s: %(value)s", day=day(content["since"]), value=text) if text else ""


def _with_percent(text: str, formula: str) -> str:
    if text:
        return f"{text} ({formula})"
    few = _("keine Prozentzahl, weil weniger als fünf Empfehlungen zählen")
    return f"{formula}; {few}"


def _milestones(content: Content) -> str:
    found = content["milestones"]
    if content["since"]:
        done = _("%(number)s seit dem %(day)s erledigt", number=moved.milestones_done(content),
                 day=day(content["since"]))  # fmt: skip
    else:
        done = _("%(number)s erledigt", number=len(found["done"]))
    overdue = _("%(number)s überfällig", number=len(found["overdue"]))
    coming = _("%(number)s fällig bis %(day)s", number=len(found["coming"]),
               day=day(content["until"]))  # fmt: skip
    return f"{done} · {overdue} · {coming}"


def is_cut(content: Content) -> bool:
    """Return whether the assessment is longer than the page of essentials has room for."""
    text = content["texts"].get(ASSESSMENT, "").strip()
    return bool(text != shortened(text, TEXT, LINES))
