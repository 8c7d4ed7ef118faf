"""The milestones of the sample plan: when they were agreed, moved, begun and done."""

from collections.abc import Iterator
from datetime import date, timedelta

from tracker.sample import source
from tracker.sample.facts import LAST_DAY, Fact, fact, in_order, pick, quarter_end, working_day
from tracker.sample.master import steering_days

FROM_THE_BEGINNING = date(2018, 12, 31)  # deadlines up to here were agreed with the plan itself
AGREED_BEFORE = timedelta(days=1100)  # later ones were agreed at least so long before
IN_TIME = 40  # days within which a done milestone is recorded


def milestones(one: source.Recommendation) -> list[Fact]:
    """Return the milestones of a recommendation, numbered from 1."""
    return [
        {
            "number": number,
            "title": milestone["title"],
            "states": in_order(_states(one["code"], number, milestone)),
            "deadlines": in_order(_deadlines(one["code"], number, milestone)),
        }
        for number, milestone in enumerate(one["milestones"], start=1)
    ]


def _course(code: str, number: int, milestone: source.Milestone) -> source.Deadlines:
    known = source.history()["recommendations"][code]["milestones"].get(str(number))
    return known or {"agreed_on": None, "first_due": milestone["due"], "moves": []}


def _agreed_on(code: str, course: source.Deadlines) -> date:
    if course["agreed_on"]:
        return date.fromisoformat(course["agreed_on"])
    since = date.fromisoformat(source.history()["recommendations"][code]["since"])
    due = quarter_end(course["first_due"])
    if due <= FROM_THE_BEGINNING:
        return since
    sittings = [day for year in range(since.year, due.year) for day in steering_days(year)]
    return max([since, *(day for day in sittings if day <= due - AGREED_BEFORE)])


def _deadlines(code: str, number: int, milestone: source.Milestone) -> Iterator[Fact]:
    course = _course(code, number, milestone)
    key = (code, number, "deadline")
    agreed_on = _agreed_on(code, course)
    yield fact((*key, 1), agreed_on, _due(quarter_end(course["first_due"])))
    for step, move in enumerate(course["moves"], start=2):
        day = date.fromisoformat(move["on"])
        recorded_on = working_day(day + timedelta(days=pick(0, 3, "recorded", *key, step)))
        yield fact(
            (*key, step),
            day,
            _due(quarter_end(move["due"])),
            recorded_on=recorded_on,
            reason=move["reason"],
        )
    for mistake in _mistakes(code, number, "deadline"):
        day = date.fromisoformat(mistake["on"])
        values = _due(date.fromisoformat(mistake["value"]))
        yield fact((*key, "mistake"), day, values, reason=mistake["reason"])


def _due(day: date) -> Fact:
    return {"due_on": str(day), "precision": "quarter"}


def _states(code: str, number: int, milestone: source.Milestone) -> Iterator[Fact]:
    key = (code, number, "state")
    name = f"{code}.{number}"
    agreed_on = _agreed_on(code, _course(code, number, milestone))
    if milestone["state"] in {"done", "in_progress"}:
        begun_on = _begun_on(code, number, milestone)
        yield fact(
            (*key, "begun"), max(begun_on, _soon_after(agreed_on, name)), _state("in_progress")
        )
    if milestone["done"]:
        done_on = quarter_end(milestone["done"])
        delay = source.history()["reported_late"].get(name, 0)
        yield fact(
            (*key, "done"),
            done_on,
            _state("done", "quarter"),
            recorded_on=_recorded_on(done_on, delay, name),
            reason=source.history()["late_reason"] if delay else "",
        )
    if milestone["state"] == "dropped":
        dropping = source.history()["dropped"][name]
        day = date.fromisoformat(dropping["on"])
        yield fact((*key, "dropped"), day, _state("dropped"), reason=dropping["reason"])
    for one in source.history()["reopened"]:
        if one["milestone"] == name:
            yield from _reopening(key, one)
    for mistake in _mistakes(code, number, "state"):
        yield fact(
            (*key, "mistake"),
            date.fromisoformat(mistake["on"]),
            _state(mistake["value"], "quarter"),
            recorded_on=date.fromisoformat(mistake["recorded_on"]),
        )


def _reopening(key: tuple[object, ...], one: source.Reopening) -> Iterator[Fact]:
    yield fact(
        (*key, "too early"),
        quarter_end(one["done"]),
        _state("done", "quarter"),
        recorded_on=date.fromisoformat(one["recorded_on"]),
    )
    day = date.fromisoformat(one["reopened_on"])
    yield fact((*key, "reopened"), day, _state("in_progress"), reason=one["reason"])


def _state(state: str, precision: str = "day") -> Fact:
    return {"state": state, "precision": precision}


def _begun_on(code: str, number: int, milestone: source.Milestone) -> date:
    """Return a working day some months before the end, or before the first agreed deadline."""
    due = quarter_end(_course(code, number, milestone)["first_due"])
    end = quarter_end(milestone["done"]) if milestone["done"] else min(due, LAST_DAY)
    return working_day(end - timedelta(days=pick(110, 280, "begun", code, number)))


def _soon_after(agreed_on: date, name: str) -> date:
    return working_day(agreed_on + timedelta(days=pick(20, 50, "begun after", name)))


def _recorded_on(done_on: date, delay: int, name: str) -> date:
    """Return the day on which a done milestone was recorded, never after the last day."""
    days = delay or pick(0, IN_TIME - 2, "recorded", name)
    return min(working_day(done_on + timedelta(days=days)), LAST_DAY)


def _mistakes(code: str, number: int, kind: str) -> list[source.Mistake]:
    name = f"{code}.{number}"
    found = source.history()["mistakes"]
    return [one for one in found if one["subject"] == name and one["kind"] == kind]
