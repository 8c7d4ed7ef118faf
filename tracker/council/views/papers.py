"""Council papers: the list, adding, changing, deleting."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission
from tracker.council import actions, queries, rules
from tracker.council.forms import PaperForm
from tracker.council.views.blueprint import above, above_papers, bp
from tracker.history import pages
from tracker.history.answers import recorder
from tracker.i18n import _, _n, day_text, say
from tracker.plan.queries import PlanRow
from tracker.plan.queries import plan as plan_of


@bp.get("/<plan>/bearbeiten/drucksachen")
def papers(plan: str) -> ResponseReturnValue:
    require(Permission.PLAN_UPDATE)
    of = plan_of(plan)
    return render_template(
        "council/papers.html", plan=of, above=above(of), rows=queries.papers(of.id)
    )


@bp.route("/<plan>/bearbeiten/drucksachen/neu", methods=["GET", "POST"])
def add_paper(plan: str) -> ResponseReturnValue:
    someone = require(Permission.PLAN_UPDATE)
    of = plan_of(plan)
    form = PaperForm.within(of.languages)()
    form.offer(_committees(of))
    tried = pages.attempt(
        form,
        lambda: actions.add_paper(
            of, form.text, form.committee.data or "", form.wanted, by=recorder(someone)
        ),
        lambda: None,
    )
    back = url_for("council.papers", plan=plan)
    if tried.is_saved:
        flash(_("Die Drucksache ist gespeichert."))
        return redirect(back)
    page = pages.Page(of, _("Drucksache anlegen"), back, above_papers(of))
    return pages.edit_page(page, form, tried)


@bp.route("/<plan>/bearbeiten/drucksachen/<path:paper>/bearbeiten", methods=["GET", "POST"])
def change_paper(plan: str, paper: str) -> ResponseReturnValue:
    someone = require(Permission.PLAN_UPDATE)
    of = plan_of(plan)
    row = pages.found_or_sent(lambda: queries.paper(of.id, paper))
    kind = PaperForm.within(of.languages)
    shown: dict[str, Any] = (
        kind.data_of(row, _committee(of, row.committee_id), queries.codes(row.id)) if row else {}
    )
    form = kind(**shown)
    form.offer(_committees(of))
    tried = pages.attempt(
        form,
        lambda: actions.change_paper(
            of,
            paper,
            form.seen,
            form.text,
            form.committee.data or "",
            form.wanted,
            by=recorder(someone),
        ),
        lambda: _now(of, paper),
    )
    back = url_for("council.papers", plan=plan)
    if tried.is_saved:
        flash(_("Die Drucksache ist gespeichert."))
        return redirect(back)
    page = pages.Page(
        of,
        _("Drucksache %(number)s bearbeiten", number=paper),
        back,
        above_papers(of),
        delete=url_for("council.delete_paper", plan=plan, paper=paper),
    )
    return pages.edit_page(page, form, tried)


@bp.route("/<plan>/bearbeiten/drucksachen/<path:paper>/loeschen", methods=["GET", "POST"])
def delete_paper(plan: str, paper: str) -> ResponseReturnValue:
    someone = require(Permission.PLAN_UPDATE)
    of = plan_of(plan)
    row = queries.paper(of.id, paper)
    form = pages.DeleteForm(version=str(row.version))
    tried = pages.attempt(
        form,
        lambda: actions.delete_paper(of, paper, form.seen, by=recorder(someone)),
        lambda: _now(of, paper),
    )
    back = url_for("council.papers", plan=plan)
    if tried.is_saved:
        flash(_("Die Drucksache ist gelöscht. 30 Tage lang steht sie unter „Gelöschtes“."))
        return redirect(back)
    codes = queries.codes(row.id)
    effects = [say(row.title)]
    if codes:
        effects.append(
            _n("Sie steht danach nicht mehr auf der Seite der Empfehlung %(codes)s.",
               "Sie steht danach nicht mehr auf den Seiten der Empfehlungen %(codes)s.",
               len(codes), codes=", ".join(codes))
        )  # fmt: skip
    heading = _("Drucksache %(number)s löschen", number=paper)
    page = pages.Page(of, heading, back, above_papers(of))
    return pages.delete_page(page, form, tried, effects=effects, refusal="")


def _committees(of: PlanRow) -> list[tuple[str, str]]:
    rows = [(row.slug, say(row.name)) for row in queries.committees(of.id)]
    return sorted(rows, key=lambda row: row[1].casefold())


def _committee(of: PlanRow, key: int) -> str:
    return queries.committee_slug(of.id, key)


def _now(of: PlanRow, number: str) -> tuple[pages.Current, str, str] | None:
    row = pages.found_or_sent(lambda: queries.paper(of.id, number))
    if row is None:
        return None
    texts = (row.title, row.role, row.result)
    words = [one for text in texts for one in text.values() if one]
    says = [row.number, day_text(row.published_on), *words, row.web or ""]
    says.append(", ".join(queries.codes(row.id)))
    return row, rules.paper_subject(of.slug, number), "; ".join(filter(None, says))
