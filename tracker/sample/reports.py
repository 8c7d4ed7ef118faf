"""The notes and confirmations of the sample plan and what the plan office did with them."""

from collections.abc import Iterator
from datetime import date, timedelta

from tracker.sample import source
from tracker.sample.facts import Fact, by_chance, fact, in_order, pick, uid, working_day

PLAN_OFFICE = "k-integration"
ROUNDS = ((3, 14), (9, 12))  # twice a year the plan office asks who has not reported
ASKED = timedelta(days=80)  # whoever reported within so many days is not asked
IN_HUNDRED_ANSWERS = 6  # of a hundred who are asked, so many confirm
NO_LATE_ENTRIES_FROM = date(2026, 1, 1)
LATEST_REVIEW = date(2026, 11, 13)
PLACES_AT_ONCE = 3  # so many confirmations at most in one round of one recommendation

Parts = dict[str, list[tuple[date, date | None]]]  # organisation: from and until


def notes(one: source.Recommendation, parts: Parts) -> list[Fact]:
    """Return all notes and confirmations about a recommendation."""
    return in_order([*_notes(one["code"]), *_confirmations(one["code"], parts)])


def mistaken_confirmation(mistake: source.Mistake) -> tuple[object, ...]:
    """Return the key of a confirmation that was made by mistake."""
    return (mistake["subject"], "confirmation", mistake["value"], mistake["on"])


def _notes(code: str) -> Iterator[Fact]:
    for report in source.reports(code):
        key = _key(code, report["by"], report["on"])
        corrected = report.get("corrects")
        day = date.fromisoformat(report["on"])
        delay = _delay(day, key)
        recorded_on = working_day(day + timedelta(days=delay)) if delay else day
        role, recorded_for = _recorder(report["by"], key)
        yield fact(
            key,
            day,
            {
                "organisation": report["by"],
                "kind": "correction" if corrected else "note",
                "language": "de",
                "text": report["text"],
                "corrects": uid(*_key(code, report["by"], corrected)) if corrected else None,
                "reviews": list(_reviews(report, recorded_on, key)),
            },
            recorded_on=recorded_on,
            recorded_for=recorded_for,
            role=role,
        )


def _key(code: str, organisation: str, on: str) -> tuple[object, ...]:
    return (code, "note", organisation, on)


def _delay(day: date, key: tuple[object, ...]) -> int:
    """Return after how many days a note was recorded: mostly at once, a few long afterwards."""
    chance = pick(0, 99, "delay", *key)
    if chance < 70 or day >= NO_LATE_ENTRIES_FROM:
        return 0
    if chance < 96:
        return pick(1, 6, "days", *key)
    return pick(45, 140, "days", *key)


def _recorder(organisation: str, key: tuple[object, ...]) -> tuple[str, str]:
    """Return in which part somebody wrote: for many volunteers the plan office types it in."""
    often = 0 if organisation.startswith("k-") else 18
    by_staff = organisation == PLAN_OFFICE or pick(0, 99, "by staff", *key) < often
    return ("staff" if by_staff else "stakeholder"), organisation


def _reviews(report: source.Report, recorded_on: date, key: tuple[object, ...]) -> Iterator[Fact]:
    if report.get("in_review"):
        return
    latest = recorded_on + timedelta(days=14)
    wanted = working_day(recorded_on + timedelta(days=pick(1, 11, "review", *key)))
    day = min(wanted, latest, LATEST_REVIEW)
    returned = report.get("returned", "")
    values: Fact = {
        "outcome": "returned" if returned else "published",
        "text": report.get("edited"),
    }
    yield fact((*key, "review"), day, values, reason=returned)


def _confirmations(code: str, parts: Parts) -> Iterator[Fact]:
    for day, organisation in _confirmed(code, parts):
        key = (code, "confirmation", organisation, day)
        role, recorded_for = _recorder(organisation, key)
        yield fact(
            key,
            day,
            {
                "organisation": organisation,
                "kind": "confirmation",
                "language": "de",
                "text": "",
                "corrects": None,
                "reviews": [],
            },
            recorded_for=recorded_for,
            role=role,
        )


def _confirmed(code: str, parts: Parts) -> Iterator[tuple[date, str]]:
    reports = source.reports(code)
    written = {(date.fromisoformat(one["on"]), one["by"]) for one in reports}
    authors = sorted({one["by"] for one in reports if "returned" not in one})
    days = [day for day, _author in written if day <= date(2026, 9, 30)]
    for day in _rounds(min(days), max(days)) if days else ():
        asked = [
            author
            for author in authors
            if was_involved(parts, author, day)
            and all(abs(day - on) > ASKED for on, by in written if by == author)
            and pick(0, 99, "answers", code, author, day) < IN_HUNDRED_ANSWERS
        ]
        for author in by_chance(asked, code, day)[:PLACES_AT_ONCE]:
            answered = working_day(day + timedelta(days=pick(0, 12, "answer", code, author, day)))
            if answered < max(days):
                yield answered, author
    history = source.history()
    for confirmation in history["last_confirmations"]:
        if confirmation["subject"] == code:
            yield date.fromisoformat(confirmation["on"]), confirmation["by"]
    for mistake in history["mistakes"]:
        if mistake["subject"] == code and mistake["kind"] == "confirmation":
            yield date.fromisoformat(mistake["on"]), mistake["value"]


def _rounds(first: date, last: date) -> Iterator[date]:
    for year in range(first.year, last.year + 1):
        for month, day in ROUNDS:
            if first < date(year, month, day) < last:
                yield date(year, month, day)


def was_involved(parts: Parts, organisation: str, day: date) -> bool:
    """Whether an organisation had any part in a recommendation on this day."""
    return any(
        since <= day and (until is None or day < until)
        for since, until in parts.get(organisation, [])
    )
