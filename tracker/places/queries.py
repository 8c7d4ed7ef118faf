"""Reading municipalities, without what was deleted."""

from datetime import date

from sqlalchemy import Select, select

from tracker.db import Texts, db
from tracker.places.models import Municipality
from tracker.stakeholders.models import Organisation
from tracker.stakeholders.queries import organisations as named


def municipalities(plan_id: int) -> list[Municipality]:
    """Return a plan's municipalities by name; empty without any."""
    of = (Municipality.plan_id == plan_id) & Municipality.deleted_at.is_(None)
    return list(db.session.scalars(select(Municipality).where(of).order_by(Municipality.name)))


def one(plan_id: int, ags: str) -> Select[Municipality]:
    """Select a municipality, deleted or not."""
    return select(Municipality).where(Municipality.plan_id == plan_id, Municipality.ags == ags)


def municipality(plan_id: int, ags: str) -> Municipality:
    """Return a municipality; NoResultFound if there is none, or it was deleted."""
    of = one(plan_id, ags).where(Municipality.deleted_at.is_(None))
    return db.session.scalars(of).one()


def organisations(municipality_id: int, as_of: date) -> list[Texts]:
    """Return the names on a day of the organisations that lie in a municipality, by slug."""
    of = Organisation.municipality_id == municipality_id
    ids = db.session.scalars(select(Organisation.id).where(of)).all()
    return [row.name for row in named(ids, as_of).values()]
