"""What a plan file must keep to beyond its schema: references, order in time, the plan's rules."""

import difflib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from tracker import clock
from tracker.errors import RuleError
from tracker.i18n import Precision, _, day_text
from tracker.milestones.rules import State, check_move, check_state
from tracker.notes.rules import Kind
from tracker.plan.rules import Evidence, Proof, Status, check_proof, check_status
from tracker.planfile.entries import Entry, Key
from tracker.planfile.section import As
from tracker.planfile.words import Problem

RESERVED: Final = frozenset({
    "anmelden", "abmelden", "konto", "aufgaben", "redaktion", "verwaltung", "static",
    "darstellung", "datenschutz", "impressum", "barrierefreiheit", "leichte-sprache", "hilfe",
    "api", "healthz", "readyz", "metrics",
})  # fmt: skip
TERMS_OF: Final = {
    "organisations": (("category", "terms.organisation_categories"),),
    "recommendations": (
        ("time_horizon", "terms.time_horizons"),
        ("priority", "terms.priorities"),
        ("funding", "terms.funding_types"),
    ),
}
DECIMALS: Final = 6
FUNDING_LENGTH: Final = 400


def problems(plan: Entry) -> list[Problem]:
    """Return everything that contradicts itself or a rule, list by list; empty if nothing does."""
    entries = list(plan.walk())
    found: list[Problem] = []
    for check in (_plan, _identities, _texts, _amounts, _references, _times, _rules, _withdrawals):
        found += check(plan, entries)
    return found


def _plan(plan: Entry, _entries: list[Entry]) -> Iterator[Problem]:
    if plan.text("slug") in RESERVED:
        yield Problem(
            plan.at("slug"), _("Diese Adresse braucht das Programm selbst. Wählen Sie eine andere.")
        )


def _identities(_plan: Entry, entries: list[Entry]) -> Iterator[Problem]:
    seen: dict[Key, str] = {}
    slugs: dict[str, str] = {}
    for entry in entries:
        first = seen.setdefault(entry.key, entry.place)
        if first is not entry.place:
            name = entry.section.identity[0]
            yield _twice(entry, name, first)
        if entry.section.path == "action_fields":
            first = slugs.setdefault(entry.text("slug"), entry.place)
            if first is not entry.place:
                yield _twice(entry, "slug", first)


def _twice(entry: Entry, name: str, first: str) -> Problem:
    return Problem(
        entry.at(name),
        _("„%(name)s“ steht schon bei %(first)s.", name=entry.values[name], first=first),
    )


def _texts(plan: Entry, entries: list[Entry]) -> Iterator[Problem]:
    languages = plan.values["languages"]
    own = languages[0] if isinstance(languages, tuple) else ""
    for entry in (plan, *entries):
        for field in entry.section.fields:
            if field.kind is As.TEXTS:
                value = entry.values[field.key]
                if isinstance(value, dict) and own not in value:
                    yield Problem(
                        entry.at(field.key),
                        _(
                            "Hier fehlt der Text in der ersten Sprache des Plans („%(own)s“).",
                            own=own,
                        ),
                    )


def _amounts(_plan: Entry, entries: list[Entry]) -> Iterator[Problem]:
    for entry in entries:
        for field in entry.section.fields:
            value = entry.values[field.key]
            if field.kind is As.AMOUNT and isinstance(value, Decimal):
                exponent = value.as_tuple().exponent
                if isinstance(exponent, int) and -exponent > DECIMALS:
                    yield Problem(
                        entry.at(field.key),
                        _("Erwartet wird eine Zahl mit höchstens sechs Stellen nach dem Komma."),
                    )


def _references(plan: Entry, entries: list[Entry]) -> Iterator[Problem]:
    known = {
        path: {str(entry.values[entry.section.identity[0]]) for entry in plan.of(path)}
        for path in (section.path for section in plan.section.children)
    }
    notes = {entry.text("uid") for entry in entries if entry.section.path.endswith(".notes")}
    for entry in entries:
        for field in entry.section.fields:
            if field.kind is As.REFERENCE:
                yield from _known(entry, field.key, known[field.to], field.to)
            elif field.kind is As.LINKS:
                yield from _known(entry, field.key, known["recommendations"], "recommendations")
        for key, path in TERMS_OF.get(entry.section.path, ()):
            yield from _known(entry, key, known[path], path)
        if entry.section.path.endswith(".notes"):
            yield from _known(entry, "corrects", notes, "notes")
        if "successor" in entry.values or "replacement" in entry.values:
            yield from _not_itself(entry)
        if len(",".join(_several(entry.values.get("funding")))) > FUNDING_LENGTH:
            yield Problem(entry.at("funding"), _("Das sind zu viele Arten der Förderung."))


def _known(entry: Entry, key: str, known: set[str], path: str) -> Iterator[Problem]:
    value = entry.values[key]
    is_list = isinstance(value, tuple)
    for index, name in enumerate(_several(value)):
        if name not in known:
            place = f"{entry.at(key)}[{index}]" if is_list else entry.at(key)
            near = difflib.get_close_matches(name, sorted(known), n=1)
            if near:
                text = _(
                    "„%(name)s“ steht nicht unter %(list)s. Ist „%(near)s“ gemeint?",
                    name=name,
                    list=path,
                    near=near[0],
                )
            else:
                text = _("„%(name)s“ steht nicht unter %(list)s.", name=name, list=path)
            yield Problem(place, text)


def _several(value: object) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return () if value is None else (str(value),)


def _not_itself(entry: Entry) -> Iterator[Problem]:
    key = "successor" if "successor" in entry.values else "replacement"
    owner = entry.above
    if owner is not None and entry.values[key] == owner.values[owner.section.identity[0]]:
        yield Problem(entry.at(key), _("Ein Eintrag kann sich nicht selbst ersetzen."))


def _times(_plan: Entry, entries: list[Entry]) -> Iterator[Problem]:
    now = clock.now()
    for entry in entries:
        if not entry.section.is_recorded:
            continue
        recorded_at = entry.moment("recorded_at")
        if recorded_at > now:
            yield Problem(entry.at("recorded_at"), _("Dieser Zeitpunkt liegt in der Zukunft."))
        if not entry.section.is_fact:
            continue
        recorded_on = clock.day_of(recorded_at)
        if date.fromisoformat(entry.text("effective_on")) > recorded_on:
            yield Problem(
                entry.at("effective_on"),
                _(
                    "Erwartet wird spätestens der Tag der Erfassung, der %(day)s.",
                    day=day_text(recorded_on),
                ),
            )


def _rules(plan: Entry, entries: list[Entry]) -> Iterator[Problem]:
    withdrawn = {
        entry.text("fact"): entry.moment("recorded_at") for entry in plan.of("withdrawals")
    }
    for entry in entries:
        check = RULES.get(entry.section.path)
        if check is not None:
            yield from check(entry)
        if entry.section.path == "recommendations.milestones":
            yield from _moves(entry.of(f"{entry.section.path}.deadlines"), withdrawn)


def _status(entry: Entry) -> Iterator[Problem]:
    reason = entry.text("reason")
    status = Status(entry.text("status"))
    try:
        check_status(
            status, date.fromisoformat(entry.text("effective_on")), reason, entry.day("review_on")
        )
    except RuleError as error:
        is_reason = status.needs_reason and not reason.strip()
        yield Problem(entry.at("reason" if is_reason else "review_on"), str(error))
    if entry.values["evidence"] is None:
        return
    if status is not Status.COMPLETED:
        yield Problem(entry.at("evidence"), _("Nur „abgeschlossen“ hat einen Nachweis."))
        return
    try:
        check_proof(Proof(Evidence(entry.text("evidence")), entry.text("evidence_text")))
    except RuleError as error:
        yield Problem(entry.at("evidence_text"), str(error))


def _state(entry: Entry) -> Iterator[Problem]:
    reason = entry.text("reason")
    state = State(entry.text("state"))
    try:
        check_state(state, Precision(entry.text("precision")), reason)
    except RuleError as error:
        is_reason = state is State.DROPPED and not reason.strip()
        yield Problem(entry.at("reason" if is_reason else "precision"), str(error))


def _deadline(entry: Entry) -> Iterator[Problem]:
    due = date.fromisoformat(entry.text("due_on"))
    precision = Precision(entry.text("precision"))
    if not is_last_day(due, precision):
        yield Problem(
            entry.at("due_on"),
            _("Erwartet wird der letzte Tag des Zeitraums (%(period)s).", period=precision.label),
        )


def _note(entry: Entry) -> Iterator[Problem]:
    kind = Kind(entry.text("kind"))
    if kind is not Kind.CONFIRMATION and not entry.text("text").strip():
        yield Problem(entry.at("text"), _("Dieser Text darf nicht leer sein."))
    if (kind is Kind.CORRECTION) != bool(entry.values["corrects"]):
        yield Problem(
            entry.at("corrects"),
            _("Genau eine Berichtigung nennt hier die uid des Sachstands, den sie berichtigt."),
        )


def _thresholds(entry: Entry) -> Iterator[Problem]:
    if int(entry.text("due_days") or 0) < int(entry.text("current_days") or 0):
        yield Problem(entry.at("due_days"), _("Erwartet wird mindestens so viel wie current_days."))


RULES: Final[dict[str, Callable[[Entry], Iterator[Problem]]]] = {
    "thresholds": _thresholds,
    "recommendations.statuses": _status,
    "recommendations.milestones.states": _state,
    "recommendations.milestones.deadlines": _deadline,
    "recommendations.notes": _note,
}


def _moves(facts: list[Entry], withdrawn: dict[str, datetime]) -> Iterator[Problem]:
    """Check each deadline against the one that was in force before it when it was recorded."""
    if len(facts) < 2:
        return
    ordered = sorted(
        facts, key=lambda fact: (fact.text("effective_on"), fact.moment("recorded_at"))
    )
    for index, fact in enumerate(ordered):
        known_at = fact.moment("recorded_at")
        before = [
            earlier
            for earlier in ordered[:index]
            if earlier.moment("recorded_at") <= known_at
            and withdrawn.get(earlier.text("uid"), known_at + timedelta(1)) > known_at
        ]
        old = before[-1].day("due_on") if before else None
        new = date.fromisoformat(fact.text("due_on"))
        try:
            check_move(old, new, fact.text("reason"))
        except RuleError as error:
            yield Problem(fact.at("due_on" if old == new else "reason"), str(error))


def is_last_day(day: date, precision: Precision) -> bool:
    """Return whether a day is the last one of its month, quarter or year; of a day it always is."""
    following = day + timedelta(1)
    months = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12}.get(precision)
    return months is None or (following.day == 1 and (following.month - 1) % months == 0)


def _withdrawals(plan: Entry, entries: Iterable[Entry]) -> Iterator[Problem]:
    recorded = {
        entry.text("uid"): entry.moment("recorded_at") for entry in entries if entry.section.is_fact
    }
    for entry in plan.of("withdrawals"):
        fact = entry.text("fact")
        if fact not in recorded:
            yield Problem(entry.at("fact"), _("In der Datei steht kein Eintrag mit dieser uid."))
        elif entry.moment("recorded_at") < recorded[fact]:
            yield Problem(
                entry.at("recorded_at"), _("Die Rücknahme liegt vor dem Eintrag, den sie betrifft.")
            )
