"""The history of an organisation in words: its names, its end, its parts. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from tracker.dashboards.history import ROLES, Entry, Withdrawals
from tracker.dashboards.queries.organisation import NameRow
from tracker.i18n import _, say
from tracker.stakeholders.rules import Part
from tracker.standing.facts import InvolvementFact, Moment, RecommendationFacts


def entries(
    names: Sequence[NameRow],
    recommendations: Iterable[RecommendationFacts],
    slug: str,
    at: Moment,
    gone: Withdrawals,
    followed: Sequence[NameRow] = (),
) -> list[Entry]:
    """Return what is known of an organisation at a moment, newest first.

    Args:
        names: of this organisation, in the order of their facts.
        followed: the ends of others, withdrawn or not, that name this one as what follows.
        gone: when and why facts were withdrawn, by uid; they stay in the history.
    """
    found = [
        *_names(names, at, gone),
        *_followed(followed, at, gone),
        *_parts(recommendations, slug, at, gone, followed),
    ]
    found.sort(key=lambda entry: (entry.effective_on, entry.recorded_at, entry.text), reverse=True)
    return found


def former(names: Iterable[NameRow], at: Moment, gone: Withdrawals) -> list[NameRow]:
    """Return the names that held before the one in force, each once, newest first."""
    counting = [row for row in names if _is_known(row, at) and row.uid not in gone]
    now = counting[-1].name if counting else None
    found: dict[str, NameRow] = {}
    for row in reversed(counting):
        if row.name != now:
            found.setdefault(say(row.name), row)
    return list(found.values())


def _names(names: Iterable[NameRow], at: Moment, gone: Withdrawals) -> Iterable[Entry]:
    before: NameRow | None = None
    for row in names:
        if not _is_known(row, at):
            continue
        yield _entry(row, _name(before, row), row.recorded_for, gone)
        if row.uid not in gone:
            before = row


def _name(old: NameRow | None, new: NameRow) -> str:
    name = say(new.name)
    if new.has_ended and new.successor_name:
        values = {"name": name, "successor": say(new.successor_name)}
        return _("„%(name)s“ besteht nicht mehr. Nachfolge: „%(successor)s“.", **values)
    if new.has_ended:
        return _("„%(name)s“ besteht nicht mehr.", name=name)
    if old is None:
        return _("Als „%(name)s“ in den Plan aufgenommen.", name=name)
    if old.has_ended:
        return _("Besteht wieder, als „%(name)s“.", name=name)
    return _("Umbenannt von „%(old)s“ in „%(new)s“.", old=say(old.name), new=name)


def _followed(rows: Iterable[NameRow], at: Moment, gone: Withdrawals) -> Iterable[Entry]:
    for row in rows:
        if _is_known(row, at):
            text = _("Tritt an die Stelle von „%(name)s“.", name=say(row.name))
            yield _entry(row, text, row.recorded_for, gone)


def _parts(
    recommendations: Iterable[RecommendationFacts],
    slug: str,
    at: Moment,
    gone: Withdrawals,
    followed: Sequence[NameRow],
) -> Iterable[Entry]:
    for of in recommendations:
        for fact in of.involvements:
            if fact.organisation == slug and _is_known(fact, at):
                text = _part(of.code, fact)
                if giver := _giver(fact, of.involvements, followed, gone):
                    text = _("%(said)s Übernommen von „%(name)s“.", said=text, name=giver)
                yield _entry(fact, text, None, gone)


def _giver(
    fact: InvolvementFact,
    facts: Iterable[InvolvementFact],
    followed: Iterable[NameRow],
    gone: Withdrawals,
) -> str:
    """Return the name of the organisation that was merged and gave a part; "" if none did."""
    if not fact.is_involved:
        return ""
    gave = {
        one.organisation
        for one in facts
        if not one.is_involved
        and (one.part, one.effective_on) == (fact.part, fact.effective_on)
        and (one.uid in gone) is (fact.uid in gone)
    }
    day = fact.effective_on
    return next(
        (say(row.name) for row in followed if row.slug in gave and row.effective_on == day), ""
    )


def _part(code: str, fact: InvolvementFact) -> str:
    if fact.is_involved:
        sentences = {
            Part.LEAD: _("Federführend bei %(code)s.", code=code),
            Part.CONTRIBUTING: _("Wirkt mit bei %(code)s.", code=code),
            Part.FUNDING: _("Fördert %(code)s.", code=code),
        }
    else:
        sentences = {
            Part.LEAD: _("Nicht mehr federführend bei %(code)s.", code=code),
            Part.CONTRIBUTING: _("Wirkt nicht mehr mit bei %(code)s.", code=code),
            Part.FUNDING: _("Fördert %(code)s nicht mehr.", code=code),
        }
    return sentences[fact.part]


def _is_known(fact: NameRow | InvolvementFact, at: Moment) -> bool:
    return fact.effective_on <= at.as_of and fact.recorded_at <= at.known_at


def _entry(
    fact: NameRow | InvolvementFact,
    text: str,
    organisation: Mapping[str, str] | None,
    gone: Withdrawals,
) -> Entry:
    withdrawn_at, why = gone.get(fact.uid, (None, ""))
    if organisation:
        origin = _("eingetragen durch: %(who)s", who=say(organisation))
    else:
        origin = ROLES[fact.role]() if fact.role in ROLES else ""
    return Entry(
        uid=fact.uid,
        effective_on=fact.effective_on,
        recorded_at=fact.recorded_at,
        origin=origin,
        text=text,
        reason=fact.reason,
        withdrawn_at=withdrawn_at,
        withdrawn_reason=why,
    )
