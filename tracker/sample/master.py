"""Organisations, fields of action, committees and sittings of the sample plan."""

from collections.abc import Iterator
from datetime import date, timedelta

from tracker.sample import source
from tracker.sample.facts import Fact, fact, working_day

YEARS = range(2016, 2027)
ELECTION_YEARS = (2016, 2021, 2026)  # the new Kreistag meets for the first time in April
NOT_ON_MAUNDY_THURSDAY = {2024: date(2024, 3, 14)}
WEDNESDAY, THURSDAY = 2, 3


def begins_on() -> date:
    """Return the day of the plan's first facts."""
    return date.fromisoformat(source.history()["begins_on"])


def founded_on(organisation: str) -> date:
    """Return the day from which on an organisation has a name: the plan's first, or later."""
    course = source.history()["organisations"].get(organisation, {})
    return date.fromisoformat(course.get("founded_on", source.history()["begins_on"]))


def organisations() -> list[Fact]:
    """Return all organisations with their names."""
    return [
        {
            "slug": one["slug"],
            "category": one["category"],
            "municipality": one["municipality"],
            "contact_role": one["contact_role"],
            "names": list(_names(one)),
        }
        for one in source.plan()["organisations"]
    ]


def _names(one: source.Organisation) -> Iterator[Fact]:
    slug = one["slug"]
    earlier = source.history()["organisations"].get(slug, {}).get("earlier_name")
    first = earlier["name"] if earlier else one["name"]
    yield _name(slug, founded_on(slug), first, "")
    if earlier:
        yield _name(slug, date.fromisoformat(earlier["until"]), one["name"], earlier["reason"])


def _name(slug: str, day: date, name: source.Texts, reason: str) -> Fact:
    values: Fact = {"name": name, "successor": None, "has_ended": False}
    recorded_on = working_day(day)
    return fact(("organisation", slug, day), day, values, recorded_on=recorded_on, reason=reason)


def action_fields() -> list[Fact]:
    """Return all fields of action with their wordings."""
    return [
        {"code": one["code"], "slug": one["slug"], "wordings": list(_field_wordings(one))}
        for one in source.plan()["action_fields"]
    ]


def _field_wordings(one: source.ActionField) -> Iterator[Fact]:
    earlier = source.history()["action_fields"].get(one["code"])
    steps = [(begins_on(), earlier["title"] if earlier else one["title"])]
    if earlier:
        steps.append((date.fromisoformat(earlier["until"]), one["title"]))
    for day, title in steps:
        values: Fact = {
            "title": title,
            "description": one["description"],
            "position": one["position"],
            "is_retired": False,
            "successor": None,
        }
        yield fact(("action_field", one["code"], day), day, values)


def committees() -> list[Fact]:
    """Return all committees with their sittings, the announced ones included."""
    return [{**one, "sittings": _sittings(one["slug"])} for one in source.plan()["committees"]]


def _sittings(committee: str) -> list[Fact]:
    computed = {
        "kreistag": _council,
        "kreisausschuss": _executive,
        "ausschuss-soziales": _social_affairs,
        "ausschuss-bildung": _education,
        "steuerungsgruppe": _steering,
    }[committee]
    return [
        {"held_on": str(day), "title": title} for year in YEARS for day, title in computed(year)
    ]


Sitting = tuple[date, source.Texts | None]


def _council(year: int) -> Iterator[Sitting]:
    if year in ELECTION_YEARS:
        yield (
            _nth(year, 4, THURSDAY, 3),
            {"de": "Konstituierende Sitzung", "en": "Constituent sitting"},
        )
    else:
        yield NOT_ON_MAUNDY_THURSDAY.get(year, _nth(year, 3, THURSDAY, 4)), None
    yield _last(year, 6, THURSDAY), None
    yield _nth(year, 9, THURSDAY, 2), None
    yield _nth(year, 12, THURSDAY, 2), {"de": "Haushaltssitzung", "en": "Budget sitting"}


def _executive(year: int) -> Iterator[Sitting]:
    yield _nth(year, 5, WEDNESDAY, 3), None
    yield _nth(year, 11, WEDNESDAY, 2), None


def _social_affairs(year: int) -> Iterator[Sitting]:
    yield _nth(year, 3, THURSDAY, 3), None
    yield _nth(year, 8, THURSDAY, 4), None


def _education(year: int) -> Iterator[Sitting]:
    yield _nth(year, 2, THURSDAY, 4), None
    yield _nth(year, 11, THURSDAY, 3), None


def _steering(year: int) -> Iterator[Sitting]:
    return ((day, None) for day in steering_days(year))


def steering_days(year: int) -> list[date]:
    """Return the sittings of the steering group in a year; it first met in December 2016."""
    december = _nth(year, 12, WEDNESDAY, 2)
    return [december] if year == YEARS.start else [_nth(year, 6, WEDNESDAY, 2), december]


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _last(year: int, month: int, weekday: int) -> date:
    last = date(year, month + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)
