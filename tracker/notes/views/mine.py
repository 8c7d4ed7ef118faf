"""The page on which a person sees what is asked of them and what became of what they wrote."""

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.guard import require
from tracker.accounts.permissions import Permission, may
from tracker.notes.queries import notes as queries
from tracker.notes.queries.own import own_recommendations
from tracker.notes.views.blueprint import bp
from tracker.notes.views.review import page_of
from tracker.stakeholders.queries import organisations


@bp.get("/aufgaben")
def mine() -> ResponseReturnValue:
    someone = require(Permission.ACCOUNT_READ)
    own = someone.organisations
    is_staff = may(someone, Permission.NOTE_REVIEW)
    returned = queries.to_be_rewritten(own) if own else []
    but = [note.id for note in returned]
    number = queries.number_by_organisations(own, but) if own else 0
    pages = max(1, -(-number // queries.PAGE))
    page = page_of(pages)
    return render_template(
        "notes/mine.html",
        recommendations=own_recommendations(own, clock.today()) if own else [],
        returned=returned,
        notes=queries.by_organisations(own, page, but) if own else [],
        names=organisations(own, clock.today()) if own else {},
        number_in_review=queries.number_in_review() if is_staff else None,
        page=page,
        pages=pages,
    )
