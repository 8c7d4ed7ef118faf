"""Section 1: the essentials on one page."""

from collections.abc import Iterator

from tracker.i18n import _, _n
from tracker.plan.rules import Status
from tracker.reports.content import Content
from tracker.reports.document import (
    Block,
    Column,
    Facts,
    Heading,
    Kind,
    Notice,
    Paragraph,
    Table,
)
from tracker.reports.rules import ASSESSMENT
from tracker.reports.wording.cover import sample_notice
from tracker.reports.wording.texts import Part, day, percent
from tracker.standing.rules import Freshness, Schedule


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
        yield Paragraph(text)


def _lead(content: Content) -> str:
    found = content["figures"]
    return _n(
        "Am %(day)s hat der Plan %(num)s Empfehlung. Umgesetzt: %(ended)s.",
        "Am %(day)s hat der Plan %(num)s Empfehlungen. Umgesetzt sind davon %(ended)s.",
        found["total"],
        day=day(content["as_of"]),
        ended=found["ended"],
    )


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
    yield _("Umsetzungsquote"), implementation(found)
    yield _("Mittlerer Fortschritt"), mean_progress(found)
    yield _("Meilensteine"), _milestones(content)
    yield (
        _("Terminlage"),
        " · ".join(f"{found['schedules'][one]} {one.label}" for one in Schedule),
    )
    yield (
        _("Aktualität"),
        " · ".join(f"{found['freshnesses'][one]} {one.label}" for one in Freshness),
    )


def implementation(found: Part) -> str:
    """Return the quote with what it is made of."""
    formula = _("%(part)s von %(whole)s nicht entfallenen Empfehlungen sind umgesetzt",
                part=found["ended"], whole=found["valid"])  # fmt: skip
    return _with_percent(percent(found["implementation"]), formula)


def mean_progress(found: Part) -> str:
    """Return the mean with its coverage."""
    formula = _("aus %(part)s bezifferbaren von %(whole)s nicht entfallenen Empfehlungen",
                part=found["numerable"], whole=found["valid"])  # fmt: skip
    return _with_percent(percent(found["mean_progress"]), formula)


def _with_percent(text: str, formula: str) -> str:
    if text:
        return f"{text} ({formula})"
    few = _("keine Prozentzahl, weil weniger als fünf Empfehlungen zählen")
    return f"{formula}; {few}"


def _milestones(content: Content) -> str:
    found = content["milestones"]
    if content["since"]:
        done = _("%(number)s seit dem %(day)s erledigt", number=len(found["done"]),
                 day=day(content["since"]))  # fmt: skip
    else:
        done = _("%(number)s erledigt", number=len(found["done"]))
    overdue = _("%(number)s überfällig", number=len(found["overdue"]))
    coming = _("%(number)s fällig bis %(day)s", number=len(found["coming"]),
               day=day(content["until"]))  # fmt: skip
    return f"{done} · {overdue} · {coming}"
