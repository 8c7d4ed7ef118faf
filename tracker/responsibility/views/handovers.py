"""Handing over a part: asking another organisation, and the page where it answers."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require, signed_in
from tracker.accounts.permissions import Permission, Person, may
from tracker.errors import RuleError, StaleError
from tracker.forms import given
from tracker.history.answers import recorder
from tracker.i18n import _, say
from tracker.plan.queries import recommendation_row
from tracker.responsibility.actions import handovers as actions
from tracker.responsibility.forms.parts import AnswerForm, AskForm
from tracker.responsibility.queries import handovers as queries
from tracker.responsibility.queries.handovers import HandoverRow
from tracker.responsibility.queries.involvements import Span, spans
from tracker.responsibility.queries.organisations import all_named
from tracker.responsibility.views.blueprint import bp
from tracker.stakeholders.queries import involved
from tracker.stakeholders.rules import HandoverOutcome, Part


@bp.route("/<plan>/empfehlungen/<code>/abgabe", methods=["GET", "POST"])
def ask_handover(plan: str, code: str) -> ResponseReturnValue:
    today = clock.today()
    someone = signed_in()
    of = recommendation_row(plan, code, today)
    require(Permission.HANDOVER_ASK, involved(of.id, today))
    own = [one for one in spans(of.id, today) if one.last_on is None and _is_own(someone, one)]
    held = [one for one in own if _key(one) == request.args.get("teil")] or own
    known = all_named(of.plan.id, today)

    form = AskForm()
    givers = {one.slug for one in held} if len(held) == 1 else set()
    form.offer(
        [(_key(one), f"{say(one.name)}: {one.part.label}") for one in held],
        [one for one in known.values() if not one.has_ended and one.slug not in givers],
    )
    if form.submitted():
        slug, part = given(form.giver.data).rsplit(":", 1)
        giver = known[slug]
        try:
            uid = actions.ask(
                of,
                giver,
                Part(part),
                given(form.taker.data),
                form.sent(given(form.effective_on.data), form.reason.data),
                by=recorder(someone, giver.id),
            )
        except RuleError as error:
            form.refuse(error)
        else:
            flash(_("Die Anfrage ist gestellt. Bis sie angenommen wird, ändert sich nichts."))
            return redirect(url_for(".handover", plan=plan, uid=uid))
    return render_template(
        "responsibility/ask_handover.html",
        plan=of.plan,
        of=of,
        form=form,
        held={_key(one): one for one in held},
        waiting=[one for one in queries.open_of(of.id) if _sees(someone, one)],
    )


@bp.route("/<plan>/abgaben/<uuid:uid>", methods=["GET", "POST"])
def handover(plan: str, uid: object) -> ResponseReturnValue:
    today = clock.today()
    someone = signed_in()
    row = queries.handover(plan, str(uid))
    require(Permission.HANDOVER_READ, row.sides)
    of = recommendation_row(plan, row.code, today)

    form = AnswerForm()
    form.offer(_answers(someone, row))
    answer = 200
    if form.submitted():
        outcome = given(form.outcome.data)
        is_taker = outcome is not HandoverOutcome.RECALLED
        side = row.taker.id if is_taker else row.giver.id
        at = side if side in someone.organisations else None
        try:
            actions.answer(of, row, outcome, form.answer.data or "", by=recorder(someone, at))
        except RuleError as error:
            form.refuse(error)
        except StaleError:
            row = queries.handover(plan, str(uid))
            answer = 409
        else:
            flash(_said(row, outcome))
            return redirect(url_for(".handover", plan=plan, uid=uid))
    return render_template(
        "responsibility/handover.html",
        plan=of.plan,
        of=of,
        row=row,
        form=form,
        today=today,
        is_conflict=answer == 409,
    ), answer


def _key(one: Span) -> str:
    """Return what an address and the form call a part of an organisation."""
    return f"{one.slug}:{one.part.value}"


def _is_own(someone: Person, span: Span) -> bool:
    return may(someone, Permission.HANDOVER_ASK, frozenset({span.organisation_id}))


def _sees(someone: Person, row: HandoverRow) -> bool:
    return may(someone, Permission.HANDOVER_READ, row.sides)


def _answers(someone: Person, row: HandoverRow) -> list[tuple[HandoverOutcome, str]]:
    """Return the answers that a person can give, in words."""
    found = []
    values = {"taker": say(row.taker.name), "giver": say(row.giver.name), "part": row.part.label}
    if may(someone, Permission.HANDOVER_ANSWER, frozenset({row.taker.id})):
        found += [
            (
                HandoverOutcome.ACCEPTED,
                _(
                    "Annehmen – „%(taker)s“ ist ab heute %(part)s, „%(giver)s“ nicht mehr.",
                    **values,
                ),
            ),
            (HandoverOutcome.DECLINED, _("Ablehnen – „%(giver)s“ bleibt %(part)s.", **values)),
        ]
    if may(someone, Permission.HANDOVER_ASK, frozenset({row.giver.id})):
        found.append((HandoverOutcome.RECALLED, _("Zurückziehen – die Anfrage gilt nicht mehr.")))
    return found


def _said(row: HandoverRow, outcome: HandoverOutcome) -> str:
    return {
        HandoverOutcome.ACCEPTED: _(
            "Die Zuständigkeit ist übergegangen: „%(name)s“ ist jetzt %(part)s.",
            name=say(row.taker.name),
            part=row.part.label,
        ),
        HandoverOutcome.DECLINED: _("Die Anfrage ist abgelehnt. Es bleibt alles, wie es war."),
        HandoverOutcome.RECALLED: _("Die Anfrage ist zurückgezogen. Es bleibt alles, wie es war."),
    }[outcome]
