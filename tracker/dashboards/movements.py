"""Net changes of a plan as sentences, each with the way to its fact. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.clock import day_of
from tracker.i18n import _, _c, _n, day_text, period_text, say
from tracker.lists import folded
from tracker.stakeholders.rules import Part
from tracker.standing.change import Change, Hindrance, Kind, Owners, Wording
from tracker.standing.rules import Day

FEW = 5  # new recommendations that are named each by itself


@dataclass(frozen=True)
class Sentence:
    """One sentence about what moved, the recommendations it is about, and the way to its fact."""

    codes: tuple[str, ...]
    text: str
    anchor: str = ""  # on the page of the only recommendation
    report: str = ""  # uid of the note that it is about: the page of notes to open
    effective_on: date | None = None  # from when on it holds
    reason: str = ""
    steps: int = 1
    recorded_on: date | None = None  # where it was typed in later than the day it holds for
    change: Change | None = None  # the only one that it tells

    @property
    def steps_told(self) -> str:
        """What of a sentence about the whole way is that of its last step; "" of a single one."""
        if self.steps <= 1:
            return ""
        if self.reason.strip():
            return _("In mehreren Schritten; Tag und Begründung gehören zum letzten.")
        return _("In mehreren Schritten; der Tag gehört zum letzten.")


@dataclass(frozen=True)
class Names:
    """What organisations and fields of action are called, by slug."""

    organisations: Mapping[str, str]
    fields: Mapping[str, str]


def sentences(changes: Iterable[Change], names: Names) -> list[Sentence]:
    """Return changes as sentences, in their order; many new recommendations are the first one."""
    told = list(changes)
    new = [change for change in told if change.kind is Kind.NEW and not change.milestone]
    found = []
    if len(new) > FEW:
        text = _n(
            "%(num)s Empfehlung ist neu im Plan.",
            "%(num)s Empfehlungen sind neu im Plan.",
            len(new),
        )
        found.append(Sentence(tuple(change.code for change in new), text))
        told = [change for change in told if change not in new]
    return [*found, *(sentence(change, names) for change in told)]


def by_kind(changes: Iterable[Change]) -> list[Change]:
    """Return changes with those first that weigh most, each kind in the order of the plan."""
    kinds = list(Kind)
    return sorted(changes, key=lambda change: kinds.index(change.kind))


def anchor(change: Change) -> str:
    """Return where on the page of its recommendation the fact of a change stands."""
    if isinstance(change.after, Hindrance):
        return f"hemmnis-{change.after.uid}"
    if change.kind is Kind.REPORTED:
        return f"sachstand-{change.uid}"
    if change.uid:
        return f"eintrag-{change.uid}"
    return f"meilenstein-{change.milestone}" if change.milestone else "sachstand"


def words(change: Change, names: Names) -> str:
    """Return a change as one sentence."""
    about = {"name": change.name, "title": say(change.title)}
    match change.before, change.after:
        case Owners() as old, Owners() as new:
            text = _owners(old, new, about, names)
        case Wording() as old, Wording() as new:
            text = _wording(old, new, change.name)
        case _, Hindrance() as told:
            text = _hindrance(told, about)
        case _ if change.kind in _STATUSES:
            text = _status(change, about)
        case _ if change.kind in {Kind.SILENT, Kind.REPORTED}:
            text = _reports(change, about)
        case _ if change.milestone:
            text = _milestone(change, about)
        case _ if change.kind is Kind.FIELD:
            text = _field(change, about, names)
        case _:
            text = _new(change, about)
    return text


_STATUSES = frozenset(
    {Kind.BEGUN, Kind.PREPARED, Kind.COMPLETED, Kind.ONGOING, Kind.ON_HOLD, Kind.DROPPED,
     Kind.STATUS}
)  # fmt: skip


def sentence(change: Change, names: Names) -> Sentence:
    """Return a change as a sentence with the way to its fact."""
    return Sentence(
        codes=(change.code,),
        text=words(change, names),
        anchor=anchor(change),
        report=change.uid if change.kind is Kind.REPORTED else "",
        effective_on=change.effective_on,
        reason=change.reason,
        steps=change.steps,
        recorded_on=day_of(change.recorded_at) if change.is_late and change.recorded_at else None,
        change=change,
    )


def _status(change: Change, about: Mapping[str, str]) -> str:
    old, new = (getattr(value, "label", "") for value in (change.before, change.after))
    values = {**about, "old": str(old)}
    match change.kind:
        case Kind.BEGUN:
            text = _("Die Umsetzung von %(name)s „%(title)s“ hat begonnen.", **about)
        case Kind.PREPARED:
            text = _("Die Vorbereitung von %(name)s „%(title)s“ hat begonnen.", **about)
        case Kind.COMPLETED:
            text = _("%(name)s „%(title)s“ ist abgeschlossen, vorher „%(old)s“.", **values)
        case Kind.ONGOING:
            text = _("%(name)s „%(title)s“ ist umgesetzt und läuft als Daueraufgabe, "
                     "vorher „%(old)s“.", **values)  # fmt: skip
        case Kind.ON_HOLD:
            text = _("%(name)s „%(title)s“ ist zurückgestellt, vorher „%(old)s“.", **values)
        case Kind.DROPPED:
            text = _("%(name)s „%(title)s“ ist entfallen, vorher „%(old)s“.", **values)
        case _:
            text = _("Der Umsetzungsstand von %(name)s „%(title)s“ ist jetzt „%(new)s“, "
                     "vorher „%(old)s“.", **values, new=str(new))  # fmt: skip
    return text


def _owners(old: Owners, new: Owners, about: Mapping[str, str], names: Names) -> str:
    """Tell both sides where nobody stays; else only who came and who went."""
    values = {**about, "part": _part(new.part)}
    if not {*old.organisations} & {*new.organisations}:
        before, after = (_who(side.organisations, names) for side in (old, new))
        return _("%(part)s bei %(name)s „%(title)s“: bisher %(old)s, jetzt %(new)s.",
                 **values, old=before, new=after)  # fmt: skip
    came = [slug for slug in new.organisations if slug not in old.organisations]
    gone = [slug for slug in old.organisations if slug not in new.organisations]
    values |= {"came": _who(came, names), "gone": _who(gone, names)}
    if not gone:
        return _("%(part)s bei %(name)s „%(title)s“: neu dabei %(came)s.", **values)
    if not came:
        return _("%(part)s bei %(name)s „%(title)s“: nicht mehr dabei %(gone)s.", **values)
    return _("%(part)s bei %(name)s „%(title)s“: neu dabei %(came)s; nicht mehr dabei %(gone)s.",
             **values)  # fmt: skip


def _part(part: Part) -> str:
    return {
        Part.LEAD: _("Federführung"),
        Part.CONTRIBUTING: _("Mitwirkung"),
        Part.FUNDING: _("Förderung"),
    }[part]


def _who(slugs: Iterable[str], names: Names) -> str:
    found = sorted((names.organisations.get(slug, slug) for slug in slugs), key=folded)
    return ", ".join(found) or _("niemand")


def _wording(old: Wording, new: Wording, name: str) -> str:
    texts = {
        "goal": _c("Aufzählung", "Ziel"),
        "description": _c("Aufzählung", "Beschreibung"),
        "plain_language": _c("Aufzählung", "Text in einfacher Sprache"),
    }
    changed = [word for key, word in texts.items() if getattr(old, key) != getattr(new, key)]
    titles = {"old": say(old.title), "new": say(new.title)}
    if titles["old"] == titles["new"]:
        changed = changed or [_c("Aufzählung", "Titel")]
        return _("Wortlaut von %(name)s „%(title)s“ geändert: %(texts)s.",
                 name=name, title=titles["new"], texts=", ".join(changed))  # fmt: skip
    if changed:
        return _("%(name)s heißt jetzt „%(new)s“, vorher „%(old)s“. Auch geändert: %(texts)s.",
                 name=name, texts=", ".join(changed), **titles)  # fmt: skip
    return _("%(name)s heißt jetzt „%(new)s“, vorher „%(old)s“.", name=name, **titles)


def _hindrance(told: Hindrance, about: Mapping[str, str]) -> str:
    values = {**about, "what": say(told.text), "addressee": told.addressee.label}
    if told.end_text is None:
        return _("Neues Hemmnis bei %(name)s „%(title)s“, zu lösen durch %(addressee)s: %(what)s",
                 **values)  # fmt: skip
    return _("Hemmnis bei %(name)s „%(title)s“ gelöst: %(what)s", **values)


def _reports(change: Change, about: Mapping[str, str]) -> str:
    day = day_text(change.before) if isinstance(change.before, date) else ""
    if change.kind is Kind.SILENT:
        if day:
            return _("Zu %(name)s „%(title)s“ gibt es seit dem %(day)s keine Meldung; "
                     "der Stand gilt jetzt als veraltet.", **about, day=day)  # fmt: skip
        return _("Zu %(name)s „%(title)s“ fehlt noch jede Meldung.", **about)
    if day:
        return _("Zu %(name)s „%(title)s“ gibt es wieder eine Meldung, die erste seit dem "
                 "%(day)s.", **about, day=day)  # fmt: skip
    return _("Zu %(name)s „%(title)s“ gibt es die erste Meldung.", **about)


def _milestone(change: Change, about: Mapping[str, str]) -> str:
    old, new = (
        period_text(value.on, value.precision) if isinstance(value, Day) else ""
        for value in (change.before, change.after)
    )
    match change.kind:
        case Kind.MOVED if old:
            text = _("Meilenstein %(name)s „%(title)s“, Termin verschoben: bisher %(old)s, "
                     "jetzt %(due)s.", **about, old=old, due=new)  # fmt: skip
        case Kind.MOVED:
            text = _("Meilenstein %(name)s „%(title)s“, Termin vereinbart: %(due)s.",
                     **about, due=new)  # fmt: skip
        case Kind.OVERDUE:
            text = _("Meilenstein %(name)s „%(title)s“ ist jetzt überfällig, Termin: %(due)s.",
                     **about, due=new)  # fmt: skip
        case Kind.MILESTONE_DONE:
            text = _("Meilenstein %(name)s „%(title)s“ ist erledigt.", **about)
        case Kind.MILESTONE_DROPPED:
            text = _("Meilenstein %(name)s „%(title)s“ ist entfallen.", **about)
        case Kind.NEW if new:
            text = _("Neuer Meilenstein %(name)s „%(title)s“, Termin: %(due)s.", **about, due=new)
        case Kind.NEW:
            text = _("Neuer Meilenstein %(name)s „%(title)s“, ohne Termin.", **about)
        case _:
            state = str(getattr(change.after, "label", ""))
            text = _("Meilenstein %(name)s „%(title)s“ ist jetzt „%(new)s“.", **about, new=state)
    return text


def _field(change: Change, about: Mapping[str, str], names: Names) -> str:
    old, new = (names.fields.get(str(slug), str(slug)) for slug in (change.before, change.after))
    return _("%(name)s „%(title)s“ gehört jetzt zum Handlungsfeld „%(new)s“, vorher zu „%(old)s“.",
             **about, old=old, new=new)  # fmt: skip


def _new(change: Change, about: Mapping[str, str]) -> str:
    status = str(getattr(change.after, "label", ""))
    return _("%(name)s „%(title)s“ ist neu im Plan, Umsetzungsstand: „%(status)s“.",
             **about, status=status)  # fmt: skip


def grouped(
    changes: Iterable[Change], fields: Sequence[str], names: Names
) -> list[tuple[str, list[Sentence]]]:
    """Return the sentences of each field that something moved in, by slug."""
    rows: dict[str, list[Change]] = {slug: [] for slug in fields}
    for change in changes:
        rows.setdefault(change.action_field, []).append(change)
    return [(slug, sentences(found, names)) for slug, found in rows.items() if found]
