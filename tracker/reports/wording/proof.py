"""What each number counts, in the annex: lists of codes, and the formula of each quote."""

from collections.abc import Iterator
from fractions import Fraction

from tracker.dashboards.movements import FEW
from tracker.i18n import _, say
from tracker.notes.rules import Addressee
from tracker.plan.rules import Status
from tracker.reports.content import Content
from tracker.reports.content.members.figures import Figures
from tracker.reports.document import (
    Block,
    Column,
    Heading,
    Kind,
    Link,
    Paragraph,
    Table,
)
from tracker.reports.wording import counted, listed, totals
from tracker.reports.wording.counted import WHOLE, Axis, Counted
from tracker.reports.wording.listed import Row
from tracker.reports.wording.texts import day, share

Grouped = list[tuple[str, tuple[str, ...]]]


def blocks(content: Content) -> Iterator[Block]:
    """List what the numbers of the report count."""
    yield Heading(2, _("Nachweis der Zahlen"), "nachweis")
    yield Paragraph(
        _("Hier steht zu jeder Anzahl, welche Empfehlungen, Meilensteine oder Hemmnisse sie zählt, "
          "und zu jeder Quote, woraus sie gerechnet ist. Anzahlen von null fehlen. Alle "
          "überfälligen und kommenden Meilensteine stehen im Abschnitt „Ausblick und "
          "Entscheidungsbedarf“. Die Summen zum Ende der Quartale zählen alle Meilensteine bis zu "
          "diesem Tag. Im Verlauf steht jeder davon einmal, in der Zeile, in der er dazukam.")
    )  # fmt: skip
    found = (
        _by_value(content, counted.STATUS, _("Umsetzungsstand")),
        _by_value(content, counted.SCHEDULE, _("Terminlage")),
        _by_value(content, counted.FRESHNESS, _("Aktualität")),
        _quotes(content),
        _parts(content),
        _before(content),
        _new(content),
        _milestones(content),
        totals.table(content),
        _obstacles(content),
    )
    yield from (table for table in found if table.rows)


def _by_value(content: Content, axis: Axis, title: str) -> Table:
    return listed.table(
        f"counts.{axis.what}",
        _("%(title)s: gezählte Empfehlungen", title=title),
        (Column(_("Handlungsfeld")), Column(title), *listed.ending(_("Empfehlungen"))),
        (
            listed.row((_called(content, field), str(value.label)), one)
            for field in counted.fields(content)
            for value, one in zip(
                axis.values, counted.by_value(content, axis, field), strict=True
            )
            if one.number
        ),
    )  # fmt: skip


def _quotes(content: Content) -> Table:
    rows = [
        row
        for field in counted.fields(content)
        for row in _formulas(
            counted.figures(content, field), counted.parts(content, field), _called(content, field)
        )
    ]
    then, since = content["before"], content["since"]
    if then and since and (parts := counted.parts_before(content)):
        name = _("alle Handlungsfelder, am %(day)s", day=day(since))
        rows += _formulas(then, parts, name, counted.BEFORE)
    columns = (
        Column(_("Handlungsfeld")),
        Column(_("Kennzahl")),
        Column(_("Rechnung")),
        Column(_("Ergebnis"), Kind.SHARE),
    )
    return listed.table("counts.quotes", _("Quoten: Rechnung"), columns, rows)


def _formulas(
    found: Figures, parts: dict[str, Counted], name: str, day_of: str = ""
) -> Iterator[Row]:
    """Yield quote and mean with what they are made of; nothing of an empty whole."""
    valid, ended, numerable = (parts[what] for what in ("valid", "ended", "numerable"))
    if valid.number:
        above = _("%(number)s umgesetzte", number=ended.number)
        below = _("%(number)s nicht entfallene", number=valid.number)
        links = (Link(ended.anchor, above),) if ended.number else ()
        yield Row(
            (name, _("Umsetzungsquote"), f"{above} ÷ {below}", share(found["implementation"])),
            {2: counted.place(f"{day_of}implementation", valid.field)},
            (*links, Link(valid.anchor, below)),
        )
    mean = found["mean_progress"]["value"]
    if mean is not None and numerable.number:
        whole = Fraction(mean) * numerable.number
        above = _("Summe %(sum)s", sum=_mixed(whole))
        below = _("%(number)s bezifferbare", number=numerable.number)
        yield Row(
            (name, _("Mittlerer Fortschritt"), f"{above} ÷ {below}", share(found["mean_progress"])),
            {2: counted.place(f"{day_of}mean_progress", valid.field)},
            (Link(numerable.anchor, below),),
        )


def _mixed(value: Fraction) -> str:
    """Return a sum as people write it: „14 5/6“."""
    whole, rest = divmod(value, 1)
    if not rest:
        return str(whole)
    return f"{whole}\u00a0{rest}" if whole else str(rest)  # in one line


def _parts(content: Content) -> Table:
    return listed.table(
        "counts.parts",
        _("Quoten: gezählte Empfehlungen"),
        (Column(_("Handlungsfeld")), Column(_("Zählung")), *listed.ending(_("Empfehlungen"))),
        (
            row
            for field in counted.fields(content)
            for row in _part_rows(
                counted.parts(content, field),
                counted.progress(content, field),
                (_called(content, field),),
            )
        ),
    )


def _before(content: Content) -> Table:
    columns = (Column(_("Zählung")), *listed.ending(_("Empfehlungen")))
    rows: list[Row] = []
    caption = ""
    since = content["since"]
    if since and (parts := counted.parts_before(content)):
        caption = _("Am %(day)s gezählte Empfehlungen, nach dem Stand der Einträge dieses Berichts",
                    day=day(since))  # fmt: skip
        rows = [
            *(
                listed.row((str(status.label),), one)
                for status, one in zip(Status, counted.statuses_before(content), strict=True)
                if one.number
            ),
            *_part_rows(parts, counted.progress_before(content), ()),
        ]
    return listed.table("counts.before", caption, columns, rows)


def _part_rows(
    parts: dict[str, Counted], progress: Grouped, names: tuple[str, ...]
) -> Iterator[Row]:
    """Yield what quotes are made of: all, those not dropped, those carried out, the numerable."""
    total, valid = parts["total"], parts["valid"]
    if total.number:
        yield listed.row((*names, _("Empfehlungen")), total)
    if valid.number:
        yield listed.row((*names, _("nicht entfallen")), valid)
    if parts["ended"].number:
        yield listed.row((*names, _("umgesetzt")), parts["ended"])
    if parts["numerable"].number:
        values = "; ".join(f"{value}: {', '.join(codes)}" for value, codes in progress)
        told = _("Fortschritt %(values)s", values=values)
        yield listed.row((*names, _("bezifferbar")), parts["numerable"], told)


def _new(content: Content) -> Table:
    """List the recommendations that are new where a sentence tells no more than their number."""
    found = counted.new(content)
    caption, rows, since = "", [], content["since"]
    if since and found.number > FEW:
        caption = _("Seit dem %(day)s neue Empfehlungen", day=day(since))
        rows = [listed.row((_("neu im Plan"),), found)]
    columns = (Column(_("Zählung")), *listed.ending(_("Empfehlungen")))
    return listed.table("counts.new", caption, columns, rows)


def _milestones(content: Content) -> Table:
    since = content["since"]
    done = counted.done(content)
    told = _("erledigt seit dem %(day)s", day=day(since)) if since else _("erledigt")
    rows = [
        listed.row((_called(content, field), _("überfällig")), one)
        for field in counted.fields(content)[:-1]
        if (one := counted.overdue(content, field)).number
    ]
    if done.number:
        rows.append(listed.row((_called(content, WHOLE), told), done))
    columns = (Column(_("Handlungsfeld")), Column(_("Zählung")), *listed.ending(_("Meilensteine")))
    return listed.table("counts.milestones", _("Gezählte Meilensteine"), columns, rows)


def _obstacles(content: Content) -> Table:
    return listed.table(
        "counts.obstacles",
        _("Offene Hemmnisse: Empfehlungen, denen sie im Weg stehen"),
        (Column(_("Zu lösen durch")), *listed.ending(_("Empfehlungen"))),
        (
            listed.row((str(who.label),), one, _times(one.codes))
            for who, one in zip(Addressee, counted.obstacles(content), strict=True)
            if one.number
        ),
    )


def _times(codes: tuple[str, ...]) -> str:
    """Return each code once, with how many obstacles it has if there are several."""
    times = {code: codes.count(code) for code in codes}
    return ", ".join(
        code if number == 1 else _("%(code)s (%(number)s Hemmnisse)", code=code, number=number)
        for code, number in times.items()
    )


def _called(content: Content, field: str) -> str:
    if field == WHOLE:
        return _("alle Handlungsfelder")
    return next(say(one["title"]) for one in content["fields"] if one["slug"] == field)
