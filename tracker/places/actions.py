"""Keeping municipalities. One function is one whole change, or none."""

from dataclasses import asdict, dataclass
from datetime import date

from tracker import clock
from tracker.db import Texts, db, transaction
from tracker.errors import RuleError
from tracker.history import plain
from tracker.history.recording import Recorder
from tracker.i18n import _, say
from tracker.places import queries, rules
from tracker.places.models import Municipality
from tracker.plan import revisions
from tracker.plan.queries import PlanRow, lock_plan


@dataclass(frozen=True)
class MunicipalityText:
    """What can be said of a municipality, beside its official key."""

    name: str
    kind: Texts
    seat: str | None
    population: int | None
    population_on: date | None
    latitude: float | None
    longitude: float | None


def add(of: PlanRow, ags: str, text: MunicipalityText, *, by: Recorder) -> None:
    """Add a municipality to a plan; RuleError if its key is taken."""
    with transaction():
        lock_plan(of.id)
        held = db.session.scalars(queries.one(of.id, ags)).one_or_none()
        if held is not None:
            raise RuleError(_taken(held))
        row = Municipality(plan_id=of.id, ags=ags, **asdict(text))
        plain.add(row, "municipality", rules.subject(of.slug, ags), by=by, says=text.name)
        revisions.bump(of.id)


def change(of: PlanRow, ags: str, version: int, text: MunicipalityText, *, by: Recorder) -> None:
    """Change a municipality; StaleError if someone else has since the form was made."""
    with transaction():
        lock_plan(of.id)
        row = plain.fresh(queries.one(of.id, ags))
        subject = rules.subject(of.slug, ags)
        plain.change(row, version, asdict(text), "municipality", subject, by=by)
        revisions.bump(of.id)


def delete(of: PlanRow, ags: str, version: int, *, by: Recorder) -> None:
    """Delete a municipality, restorable.

    Raises:
        RuleError: organisations lie there.
        StaleError: someone else has changed or deleted it since the page was made.
    """
    with transaction():
        lock_plan(of.id)
        row = plain.fresh(queries.one(of.id, ags))
        rules.check_free([say(name) for name in queries.organisations(row.id, clock.today())])
        subject = rules.subject(of.slug, ags)
        plain.delete(row, version, "municipality", subject, by=by, says=row.name)
        revisions.bump(of.id)


def _taken(held: Municipality) -> str:
    if held.deleted_at is None:
        return _("Berichtigen Sie den Gemeindeschlüssel: %(ags)s gehört schon zu %(name)s.",
                 ags=held.ags, name=held.name)  # fmt: skip
    return _("Die Gemeinde mit dem Schlüssel %(ags)s (%(name)s) wurde gelöscht. Stellen Sie sie "
             "unter „Gelöschtes“ wieder her.", ags=held.ags, name=held.name)  # fmt: skip
