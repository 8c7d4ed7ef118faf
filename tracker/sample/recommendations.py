"""The recommendations of the sample plan with all their dated facts."""

from collections.abc import Iterator
from datetime import date, timedelta

from tracker.sample import source
from tracker.sample.facts import Fact, fact, in_order, moment, pick, uid, working_day
from tracker.sample.master import founded_on
from tracker.sample.milestones import milestones
from tracker.sample.reports import Parts, mistaken_confirmation, notes


def recommendations() -> list[Fact]:
    """Return all recommendations in the order of the plan."""
    return [_recommendation(one) for one in source.plan()["recommendations"]]


def _recommendation(one: source.Recommendation) -> Fact:
    course = source.history()["recommendations"][one["code"]]
    involvements = list(_involvements(one, course))
    parts: Parts = {}
    for part in involvements:
        until = part["until"]
        parts.setdefault(part["organisation"], []).append(
            (date.fromisoformat(part["from"]), date.fromisoformat(until) if until else None)
        )
    return {
        "code": one["code"],
        "time_horizon": one["time_horizon"],
        "priority": one["priority"],
        "funding": one["funding"],
        "wordings": in_order(_wordings(one, course)),
        "statuses": in_order(_statuses(one["code"], course)),
        "involvements": in_order(_involvement_facts(one["code"], course, involvements)),
        "milestones": milestones(one),
        "indicators": _indicators(one),
        "notes": notes(one, parts),
        "obstacles": in_order(_obstacles(one["code"], course)),
    }


def _wordings(one: source.Recommendation, course: source.Course) -> Iterator[Fact]:
    first, reason = date.fromisoformat(course["since"]), ""
    earlier, plain = course["earlier_wording"], course["plain_language"]
    if earlier:
        yield _wording(one, first, earlier)
        first, reason = date.fromisoformat(earlier["until"]), earlier["reason"]
    yield _wording(one, first, one, reason=reason)
    if plain:
        day = date.fromisoformat(plain["from"])
        yield _wording(one, day, one, plain=plain["text"])


def _wording(
    one: source.Recommendation,
    day: date,
    texts: source.Recommendation | source.EarlierWording,
    *,
    plain: source.Texts | None = None,
    reason: str = "",
) -> Fact:
    values: Fact = {
        "action_field": one["action_field"],
        "title": texts["title"],
        "goal": texts["goal"],
        "description": texts["description"],
        "plain_language": plain,
    }
    return fact((one["code"], "wording", day), day, values, reason=reason)


def _statuses(code: str, course: source.Course) -> Iterator[Fact]:
    first: source.StatusStep = {
        "on": course["since"],
        "status": "not_started",
        "reason": "",
        "review_on": None,
        "replacement": None,
    }
    for step in (first, *course["statuses"]):
        day = date.fromisoformat(step["on"])
        values: Fact = {
            "status": step["status"],
            "review_on": step["review_on"],
            "replacement": step["replacement"],
        }
        yield fact((code, "status", day), day, values, reason=step["reason"])
    for mistake in source.history()["mistakes"]:
        if mistake["subject"] == code and mistake["kind"] == "status":
            day = date.fromisoformat(mistake["on"])
            values = {"status": mistake["value"], "review_on": None, "replacement": None}
            yield fact((code, "status", "mistake"), day, values)


def _involvements(
    one: source.Recommendation, course: source.Course
) -> Iterator[source.Involvement]:
    """Yield the parts that changed as written, all others from the beginning on."""
    written = {part["organisation"] for part in course["involvements"] if part["kind"] != "funding"}
    yield from course["involvements"]
    for kind, organisations in (("lead", one["leads"]), ("contributing", one["contributing"])):
        for organisation in organisations:
            if organisation not in written:
                since = max(course["since"], str(founded_on(organisation)))
                yield {"organisation": organisation, "kind": kind, "from": since, "until": None}


def _involvement_facts(
    code: str, course: source.Course, involvements: list[source.Involvement]
) -> Iterator[Fact]:
    for part in involvements:
        for day_text, is_involved in ((part["from"], True), (part["until"], False)):
            if day_text is None:
                continue
            day = date.fromisoformat(day_text)
            is_handover = part["kind"] == "lead" and day_text != course["since"]
            values: Fact = {
                "organisation": part["organisation"],
                "kind": part["kind"],
                "is_involved": is_involved,
            }
            yield fact(
                (code, "involvement", part["organisation"], part["kind"], day),
                day,
                values,
                recorded_on=working_day(day),
                reason=course["handover_reason"] if is_handover else "",
            )


def _indicators(one: source.Recommendation) -> list[Fact]:
    indicator = one["indicator"]
    if indicator is None:
        return []
    return [
        {
            "number": 1,
            "name": indicator["name"],
            "unit": indicator["unit"],
            "kind": indicator["kind"],
            "baseline_year": indicator["baseline_year"],
            "baseline": indicator["baseline"],
            "target_year": indicator["target_year"],
            "target": indicator["target"],
            "values": list(_values(one["code"], indicator)),
        }
    ]


def _values(code: str, indicator: source.Indicator) -> Iterator[Fact]:
    """Yield one value a year, known from the last day of its year, recorded the spring after."""
    for year, value in enumerate(indicator["values"], start=indicator["baseline_year"]):
        key = (code, "indicator", year)
        day = date(year, 12, 31)
        recorded_on = working_day(day + timedelta(days=pick(35, 110, *key)))
        values: Fact = {"year": year, "value": value, "source": indicator["source"]}
        yield fact(key, day, values, recorded_on=recorded_on)


def _obstacles(code: str, course: source.Course) -> Iterator[Fact]:
    for obstacle in course["obstacles"]:
        key = (code, "obstacle", obstacle["on"])
        day = date.fromisoformat(obstacle["on"])
        ends = []
        if obstacle["ended_on"]:
            ended_on = date.fromisoformat(obstacle["ended_on"])
            ends = [fact((*key, "end"), ended_on, {"text": obstacle["end_text"]})]
        values: Fact = {
            "addressee": obstacle["addressee"],
            "text": obstacle["text"],
            "organisation": obstacle["organisation"],
            "ends": ends,
        }
        yield fact(key, day, values)


def withdrawals() -> list[Fact]:
    """Return the withdrawals of the facts that were recorded by mistake, the oldest first."""
    found = [_withdrawal(mistake) for mistake in source.history()["mistakes"]]
    return sorted(found, key=lambda one: str(one["recorded_at"]))


def _withdrawal(mistake: source.Mistake) -> Fact:
    code, _, number = mistake["subject"].partition(".")
    key: tuple[object, ...] = (code, "status", "mistake")
    if number:
        key = (code, int(number), mistake["kind"], "mistake")
    elif mistake["kind"] == "confirmation":
        key = mistaken_confirmation(mistake)
    day = date.fromisoformat(mistake["withdrawn_on"])
    return {
        "fact": uid(*key),
        "recorded_at": moment(day, "withdrawal", *key),
        "recorded_for": mistake["recorded_for"],
        "recorded_role": "stakeholder" if mistake["recorded_for"] else "staff",
        "reason": mistake["withdrawn_because"],
    }
