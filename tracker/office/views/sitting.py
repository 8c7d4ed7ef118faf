"""Sitting mode: the plan office walks through what is red or silent, one by one, in the sitting.

All of its state is in the address: who sits on which day, and the moment the walk began. The
agenda is what stood then, so it stays the same while the sitting works on it.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.errors import RuleError, StaleError
from tracker.forms import given
from tracker.history.answers import Conflict, flash_saved, recorder
from tracker.i18n import _, language, period_text, say
from tracker.office import minutes, rules
from tracker.office.actions.sitting import Line, record
from tracker.office.forms import ItemForm, SittingForm
from tracker.office.queries import sittings as queries
from tracker.office.rules import Step
from tracker.office.views.blueprint import bp
from tracker.plan import queries as plans
from tracker.plan.queries import PlanRow
from tracker.standing.facts import Moment, counting
from tracker.standing.queries.plan import PlanFacts, plan_facts, standings
from tracker.standing.rules import Standing, standing

NAMED = re.compile(r"(\d{4}-\d{2}-\d{2})-(.{1,80})")


@dataclass(frozen=True)
class Sitting:
    """Who sits when, as the address says it."""

    address: str
    day: date
    slug: str  # of a committee, or the name that was typed
    body: str  # the name

    def group(self, plan: str) -> str:
        """Return what audit entries call what is recorded in it."""
        return f"{plan}/sitzung/{self.address}"

    @property
    def source(self) -> str:
        """The sentence that names it in every reason."""
        return minutes.source(self.body, self.day)


@dataclass(frozen=True)
class Walk:
    """A pass through the agenda, begun at a moment."""

    plan: PlanRow
    sitting: Sitting
    start: str  # the moment as the address has it
    facts: PlanFacts
    items: list[Standing]  # as they stood when it began

    def after(self, code: str) -> str | None:
        """Return the code that follows on the agenda; None after the last one."""
        codes = [item.code for item in self.items]
        place = codes.index(code) + 1
        return codes[place] if place < len(codes) else None

    def now(self, code: str) -> Standing:
        """Return how a recommendation stands at this moment, what was just recorded included."""
        row = next(row for row in self.facts.recommendations if row.code == code)
        return standing(row, Moment(clock.today(), clock.now()), self.facts.thresholds)


@bp.route("/redaktion/<plan>/sitzung", methods=["GET", "POST"])
def sittings(plan: str) -> ResponseReturnValue:
    require(Permission.SITTING_RECORD)
    of = plans.plan(plan)
    form = SittingForm()
    if form.submitted():
        day = given(form.day.data)
        name = f"{day.isoformat()}-{(form.body.data or '').replace('/', ' ')}"
        return redirect(url_for("office.sitting", plan=plan, sitting=name))
    known = queries.sittings(of.id, clock.today())
    return render_template("office/sittings.html", plan=of, known=known, form=form)


@bp.get("/redaktion/<plan>/sitzung/<sitting>")
def sitting(plan: str, sitting: str) -> ResponseReturnValue:
    require(Permission.SITTING_RECORD)
    of = plans.plan(plan)
    found = _named(sitting)
    start = clock.now().strftime(minutes.START)
    return redirect(url_for("office.agenda", plan=of.slug, sitting=found.address, start=start))


@bp.get("/redaktion/<plan>/sitzung/<sitting>/<start>")
def agenda(plan: str, sitting: str, start: str) -> ResponseReturnValue:
    require(Permission.SITTING_RECORD)
    walk = _walk(plan, sitting, start)
    at = replace(
        walk.sitting, body=queries.body(walk.plan.id, walk.sitting.slug) or walk.sitting.body
    )
    recorded = queries.recorded(walk.plan.id, at.group(plan), at.source)
    return render_template(
        "office/agenda.html",
        plan=walk.plan,
        walk=walk,
        at=at,
        recorded=recorded,
        says={row.uid: _says(row) for row in recorded},
        codes={row.code for row in recorded},
    )


@bp.route("/redaktion/<plan>/sitzung/<sitting>/<start>/<code>", methods=["GET", "POST"])
def item(plan: str, sitting: str, start: str, code: str) -> ResponseReturnValue:
    someone = require(Permission.SITTING_RECORD)
    walk = _walk(plan, sitting, start)
    if code not in {row.code for row in walk.items}:
        abort(404)
    row = walk.now(code)
    known = queries.essentials(walk.plan.id, code, walk.sitting.slug, clock.today())
    at = replace(walk.sitting, body=known.body or walk.sitting.body)

    form = _form(walk, row)
    other, answer = None, 200
    if form.submitted():
        chosen = given(form.step.data)
        following = _address(walk, walk.after(code))
        if chosen is Step.NEXT:
            return redirect(following)
        try:
            sent = form.sent(at.day, form.reason.data)
            line = _line(walk, row, form)
            uid = record(line, at.group(plan), at.source, sent, by=recorder(someone))
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            walk = _walk(plan, sitting, start)
            row = walk.now(code)
            other, answer = _other(row, chosen, form), 409
            fresh = _form(walk, row, is_bound=False)
            form.deadlines.data = fresh.deadlines.data
            form.renew(row.status_fact)
        else:
            flash_saved(_("Festgehalten zu %(code)s.", code=code), plan, uid)
            return redirect(following)
    codes = [one.code for one in walk.items]
    return render_template(
        "office/item.html",
        plan=walk.plan,
        walk=walk,
        at=at,
        row=row,
        known=known,
        names={slug: say(fact.name) for slug, fact in walk.facts.organisations.items()},
        place=codes.index(code) + 1,
        before=codes[codes.index(code) - 1] if codes[0] != code else None,
        form=form,
        other=other,
    ), answer


def _named(text: str) -> Sitting:
    """Return the sitting of an address; 404 where it names none that has been held."""
    found = NAMED.fullmatch(text)
    try:
        day = date.fromisoformat(found[1]) if found else date.max
    except ValueError:
        day = date.max
    if found is None or day > clock.today():
        abort(404)
    return Sitting(text, day, found[2], found[2])


def _walk(plan: str, sitting: str, start: str) -> Walk:
    of = plans.plan(plan)
    at = _named(sitting)
    known_at = _begin(start)
    moment = Moment(clock.day_of(known_at), known_at)
    facts = plan_facts(of, moment)
    return Walk(of, at, start, facts, rules.agenda(standings(facts, moment)))


def _begin(text: str) -> datetime:
    try:
        begin = minutes.begin_of(text)
    except ValueError:
        abort(404)
    if begin > clock.now():
        abort(404)
    return begin


def _form(walk: Walk, row: Standing, *, is_bound: bool = True) -> ItemForm:
    facts = next(one for one in walk.facts.recommendations if one.code == row.code)
    now = Moment(clock.today(), clock.now())
    held = {one.number: counting(one.deadlines, now)[-1:] for one in facts.milestones}
    form = ItemForm(
        is_bound=is_bound,
        in_force=row.status_fact.uid,
        deadlines=" ".join(
            f"{number}:{one.uid}" for number, found in held.items() for one in found
        ),
        step=Step.NEXT,
    )
    names = {slug: say(fact.name) for slug, fact in walk.facts.organisations.items()}
    form.offer(
        [
            (one.number, f"{row.code}.{one.number} {say(one.title)}")
            for one in sorted(row.milestones, key=lambda one: -one.days_late)
            if one.is_open
        ],
        [(slug, names[slug]) for slug in dict.fromkeys(f.organisation for f in row.involvements)],
        # Where it changed meanwhile, the conflict is told, not the choice refused.
        row.status_fact.status if form.in_force.data == row.status_fact.uid else None,
    )
    return form


def _line(walk: Walk, row: Standing, form: ItemForm) -> Line:
    number = form.milestone.data or 0
    spoken = language() if language() in walk.plan.languages else walk.plan.languages[0]
    text = form.note.data if form.step.data is Step.NOTE else form.decision.data
    organisation = walk.facts.organisations.get(form.organisation.data or "")
    return Line(
        step=given(form.step.data),
        plan=walk.plan.slug,
        code=row.code,
        status=form.status.data,
        review_on=form.review_on.data,
        milestone=number,
        deadline_in_force=form.in_force_of(number),
        due=form.due.data,
        organisation_id=organisation.organisation_id if organisation else None,
        text=text or "",
        committee=walk.sitting.slug,
        language=spoken,
    )


def _other(row: Standing, step: Step, form: ItemForm) -> Conflict:
    if step is Step.DEADLINE:
        found = next((one for one in row.milestones if one.number == form.milestone.data), None)
        says = period_text(found.due.on, found.due.precision) if found and found.due else None
        return Conflict(says, _("Geschäftsstelle"), clock.now()) if says else Conflict()
    if step is Step.STATUS:
        held = row.status_fact
        return Conflict(
            str(held.status.label),
            _("Geschäftsstelle"),
            held.recorded_at,
            held.effective_on,
            held.reason,
        )
    return Conflict()


def _address(walk: Walk, code: str | None) -> str:
    if code is None:
        return url_for(
            "office.agenda", plan=walk.plan.slug, sitting=walk.sitting.address, start=walk.start
        )
    return url_for(
        "office.item",
        plan=walk.plan.slug,
        sitting=walk.sitting.address,
        start=walk.start,
        code=code,
    )


def _says(row: queries.Recorded) -> str:
    return minutes.recorded_words(row.kind, row.number, row.value, row.day)
