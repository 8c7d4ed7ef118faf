"""Section 1: the essentials on one page."""

from collections.abc import Callable, Iterator
from itertools import chain

from tracker.i18n import _, _n, say
from tracker.notes.rules import Addressee
from tracker.plan.rules import Status
from tracker.reports.content import Content
from tracker.reports.content.members.figures import Figures, Rate
from tracker.reports.content.members.sheets import DecisionNeeded
from tracker.reports.document import (
    Block,
    Column,
    Facts,
    Heading,
    Kind,
    Link,
    Notice,
    Paragraph,
    Table,
)
from tracker.reports.rules import ASSESSMENT
from tracker.reports.wording import counted, linked, moved, places
from tracker.reports.wording.counted import BEFORE, FRESHNESS, SCHEDULE, STATUS, WHOLE, Axis
from tracker.reports.wording.cover import sample_notice
from tracker.reports.wording.facts import full_name
from tracker.reports.wording.linked import Fact, Item, Links
from tracker.reports.wording.outlook import COMING, DECISIONS, OVERDUE, no_decisions
from tracker.reports.wording.texts import day, paragraphs, percent, shortened
from tracker.standing.rules import Freshness, Schedule

# Sentences of each kind, and of what moved where there is no assessment; with the lengths below
# all fits one page.
SHOWN, MORE = 4, 6
SENTENCE, RESOLUTION, TEXT, LINES = 180, 400, 700, 7  # signs, signs, signs, lines


def blocks(content: Content) -> Iterator[Block]:
    """Tell on one page what a member of the council needs to know."""
    yield Heading(1, _("Das Wichtigste auf einer Seite"), "das-wichtigste")
    if notice := sample_notice(content):
        yield Notice(notice)
    if not content["figures"]["total"]:
        yield Paragraph(_("Zum Stichtag gibt es keine Empfehlungen."))
    else:
        yield _lead(content)
        yield _statuses(content)
        yield linked.facts(_figures(content))
    if text := content["texts"].get(ASSESSMENT):
        yield Heading(2, _("Bewertung"), "bewertung")
        yield from paragraphs(shortened(text, TEXT, LINES))
        if is_cut(content):
            yield Paragraph(_("Der ganze Text steht im Abschnitt „Überblick je Handlungsfeld“."))
    if since := content["since"]:
        yield Heading(2, _("Was sich am meisten bewegt hat"), "am-meisten-bewegt")
        yield from _moved(content, since)
    yield Heading(2, _("Was vom Kreistag gebraucht wird"), "gebraucht")
    yield from _needed(content)


def _lead(content: Content) -> Paragraph:
    """Tell the most important counts; each leads to what it counts."""
    found = content["figures"]
    total = _n("%(num)s Empfehlung", "%(num)s Empfehlungen", found["total"])
    told = list(_lead_sentences(content))
    links = (
        *linked.counted(found["total"], counted.place("total"), total),
        *(
            link
            for number, what, sentence in told[1:]
            for link in linked.counted(number, counted.place(what), sentence.rstrip("."))
        ),
    )
    return Paragraph(" ".join(sentence for _number, _what, sentence in told), links)


def _lead_sentences(content: Content) -> Iterator[tuple[int, str, str]]:
    """Yield each count with what it counts and its sentence."""
    found = content["figures"]
    yield (
        found["total"],
        "total",
        _n(
            "Am %(day)s hat der Plan %(num)s Empfehlung.",
            "Am %(day)s hat der Plan %(num)s Empfehlungen.",
            found["total"],
            day=day(content["as_of"]),
        ),
    )
    ended = found["ended"]
    yield ended, "ended", _n("%(num)s ist umgesetzt.", "%(num)s sind umgesetzt.", ended)
    if delayed := found["schedules"][Schedule.DELAYED]:
        yield (
            delayed,
            f"{SCHEDULE.what}-{Schedule.DELAYED}",
            _n("%(num)s ist verzögert.", "%(num)s sind verzögert.", delayed),
        )
    if stale := found["freshnesses"][Freshness.STALE]:
        yield (
            stale,
            f"{FRESHNESS.what}-{Freshness.STALE}",
            _n(
                "Die letzte Meldung zu einer Empfehlung ist mehr als %(days)s Tage alt.",
                "Die letzten Meldungen zu %(num)s Empfehlungen sind mehr als %(days)s Tage alt.",
                stale,
                days=content["thresholds"]["due_days"],
            ),
        )
    if never := found["freshnesses"][Freshness.NEVER]:
        yield (
            never,
            f"{FRESHNESS.what}-{Freshness.NEVER}",
            _n(
                "Für eine Empfehlung gibt es noch keine Meldung.",
                "Für %(num)s Empfehlungen gibt es noch keine Meldung.",
                never,
            ),
        )


def _moved(content: Content, since: str) -> Iterator[Block]:
    shown = SHOWN if content["texts"].get(ASSESSMENT) else MORE
    told, more = moved.weightiest(content, shown, SENTENCE)
    if not told:
        yield Paragraph(moved.nothing(since))
        return
    yield linked.items(told)
    if more:
        every = _("Alle %(number)s Veränderungen", number=len(content["changes"]))
        yield Paragraph(
            _("%(every)s stehen im Abschnitt „Was sich bewegt hat“.", every=every),
            (Link(moved.SECTION, every),),
        )


def _needed(content: Content) -> Iterator[Block]:
    needed = content["decisions_needed"]
    if needed:
        yield linked.items(_need(content, one) for one in needed[:SHOWN])
    if len(needed) > SHOWN:
        every = _("Alle %(number)s Hemmnisse", number=len(needed))
        yield Paragraph(
            _("%(every)s, die an den Kreistag gerichtet sind, stehen im Abschnitt „Ausblick und "
              "Entscheidungsbedarf“.", every=every),
            (Link(DECISIONS, every),),
        )  # fmt: skip
    if not needed:
        yield Paragraph(no_decisions())
    if content["resolution"].strip():
        text = shortened(content["resolution"], RESOLUTION, LINES)
        yield Facts(((_("Beschlussvorschlag"), text),))


def _need(content: Content, one: DecisionNeeded) -> Item:
    """Return an obstacle that waits for the council, whose code leads to it."""
    text = f"{full_name(content, one['code'])}: {say(one['text'])}"
    return Item(
        shortened(text, SENTENCE), (Link(places.place(one, places.OBSTACLES), one["code"]),)
    )


def _statuses(content: Content) -> Table:
    now, then = content["figures"], content["before"]
    days = [one for one in (content["as_of"], content["since"]) if one]
    columns = tuple(Column(_("am %(day)s", day=day(one)), Kind.NUMBER) for one in days)
    return Table(
        key="essentials.status",
        caption=_("Empfehlungen nach Umsetzungsstand"),
        columns=(Column(_("Umsetzungsstand")), *columns),
        rows=(
            *(
                (
                    str(status.label),
                    now["statuses"][status],
                    *((then["statuses"][status],) if then else ()),
                )
                for status in Status
            ),
            (_("insgesamt"), now["total"], *((then["total"],) if then else ())),
        ),
        links=tuple(_status_links(content)),
    )


def _status_links(content: Content) -> Iterator[Link]:
    """Yield the links of both days; of the earlier one where the content tells what it counts."""
    now = (*counted.by_value(content, STATUS, WHOLE), counted.parts(content, WHOLE)["total"])
    before = counted.parts_before(content)
    then = (*counted.statuses_before(content), before["total"]) if before else ()
    for place, found in ((1, now), (2, then)):
        for row, one in enumerate(found):
            yield from linked.cell(one.number, one.anchor, row, place)


def _figures(content: Content) -> Iterator[Fact]:
    yield _quote(content, _("Umsetzungsquote"), "implementation", _implementation)
    yield _quote(content, _("Mittlerer Fortschritt"), "mean_progress", _mean_progress)
    yield _milestones(content)
    yield _axis(content, _("Terminlage"), SCHEDULE)
    yield _axis(content, _("Aktualität"), FRESHNESS)
    hindered = [
        (one, f"{one.number} {who.label}")
        for who, one in zip(Addressee, counted.obstacles(content), strict=True)
        if one.number
    ]
    yield Fact(
        _("Offene Hemmnisse"),
        " · ".join(words for _one, words in hindered) or _("keine"),
        tuple(Link(one.anchor, words) for one, words in hindered),
    )


def _axis(content: Content, title: str, axis: Axis) -> Fact:
    """Return how many recommendations have each value of an axis."""
    found = [
        (one, f"{one.number} {value.label}")
        for value, one in zip(axis.values, counted.by_value(content, axis, WHOLE), strict=True)
    ]
    links = [linked.counted(one.number, one.anchor, words) for one, words in found]
    return Fact(title, " · ".join(words for _one, words in found), tuple(chain(*links)))


def _quote(content: Content, title: str, quote: Rate, words: Callable[[Figures], str]) -> Fact:
    """Return a quote with what it is made of, and what it was; each leads to its formula."""
    found, then = content["figures"], content["before"]
    now, before = words(found), _before(content, quote)
    links = linked.counted(found[quote]["whole"], counted.place(quote), now)
    if then and before and counted.parts_before(content):
        place = counted.place(f"{BEFORE}{quote}")
        links += linked.counted(then[quote]["whole"], place, before)
    return Fact(title, f"{now}; {before}" if before else now, links)


def _implementation(found: Figures) -> str:
    """Return the quote with what it is made of."""
    formula = _n(
        "%(num)s von %(whole)s nicht entfallenen Empfehlungen ist umgesetzt",
        "%(num)s von %(whole)s nicht entfallenen Empfehlungen sind umgesetzt",
        found["ended"],
        whole=found["valid"],
    )
    return _with_percent(percent(found["implementation"]), formula)


def _mean_progress(found: Figures) -> str:
    """Return the mean with its coverage."""
    formula = _("aus %(part)s bezifferbaren von %(whole)s nicht entfallenen Empfehlungen",
                part=found["numerable"], whole=found["valid"])  # fmt: skip
    return _with_percent(percent(found["mean_progress"]), formula)


def _before(content: Content, quote: Rate) -> str:
    """Return what a quote was on the day of comparison; "" where there is no percentage."""
    then, since = content["before"], content["since"]
    text = percent(then[quote]) if then else ""
    return _("am %(day)s: %(value)s", day=day(since), value=text) if since and text else ""


def _with_percent(text: str, formula: str) -> str:
    if text:
        return f"{text} ({formula})"
    few = _("keine Prozentzahl, weil weniger als fünf Empfehlungen zählen")
    return f"{formula}; {few}"


def _milestones(content: Content) -> Fact:
    found, done = content["milestones"], counted.done(content)
    late, coming = len(found["overdue"]), len(found["coming"])
    if content["since"]:
        ended = _("%(number)s seit dem %(day)s erledigt", number=done.number,
                  day=day(content["since"]))  # fmt: skip
    else:
        ended = _("%(number)s erledigt", number=done.number)
    told = (
        (done.number, done.anchor, ended),
        (late, OVERDUE, _("%(number)s überfällig", number=late)),
        (coming, COMING, _("%(number)s fällig bis %(day)s", number=coming,
                           day=day(content["until"]))),
    )  # fmt: skip
    links: Links = tuple(chain(*(linked.counted(*one) for one in told)))
    return Fact(_("Meilensteine"), " · ".join(words for *_place, words in told), links)


def is_resolution_cut(content: Content) -> bool:
    """Return whether the resolution is longer than the page of essentials has room for."""
    text = content["resolution"].strip()
    return bool(text != shortened(text, RESOLUTION, LINES))


def is_cut(content: Content) -> bool:
    """Return whether the assessment is longer than the page of essentials has room for."""
    text = content["texts"].get(ASSESSMENT, "").strip()
    return bool(text != shortened(text, TEXT, LINES))
