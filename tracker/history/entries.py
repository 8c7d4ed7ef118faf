"""Facts of every kind in words, for the page that withdraws one.

The parts above register the kinds they keep and what a plan is; this part knows neither.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from sqlalchemy import literal, select, union_all

from tracker.db import db
from tracker.history.stichtag import Dated, RecordedRole
from tracker.i18n import _, day_text

Fact = TypeVar("Fact", bound=Dated)


class PlanLike(Protocol):
    """What this part needs to know of a plan."""

    @property
    def id(self) -> int: ...
    @property
    def slug(self) -> str: ...


@dataclass(frozen=True)
class Entry:
    """One fact in words, and what follows from withdrawing it."""

    uid: str
    subject: str  # for the audit: "integration/A-01.3"
    code: str  # of the recommendation it belongs to; empty if it belongs to none
    kind: str  # „Umsetzungsstand“
    about: str  # „A-01 Sprachkurse ausbauen“
    says: str  # „in Umsetzung“
    effective_on: date
    recorded_at: datetime
    role: RecordedRole
    organisation: str  # name of the one it was recorded for; empty if for none
    reason: str
    then: str  # what holds after it has been withdrawn, a sentence
    refusal: str = ""  # why it cannot be withdrawn, a sentence; empty if it can
    is_public: bool = True  # whether public pages show it
    of_organisation: str = ""  # slug, where it belongs to an organisation and no recommendation
    recorded_by_id: int | None = None
    with_it: str = ""  # what is withdrawn with it, a sentence, where it is not about milestones
    page: tuple[str, Mapping[str, Any]] = (
        "",
        MappingProxyType({}),
    )  # of the plan, where it belongs to neither


@dataclass(frozen=True)
class Kind:
    """One kind of facts."""

    model: type[Dated]
    entry: Callable[[PlanLike, str], Entry]  # NoResultFound if the uid belongs to another plan


@dataclass(frozen=True)
class Plans:
    """What can be done with plans."""

    find: Callable[[str], PlanLike]  # by slug; NoResultFound if there is none
    lock: Callable[[int], None]  # until the running transaction ends
    changed: Callable[[int], None]  # its public pages did; the last statement of a transaction


_kinds: dict[str, Kind] = {}
_plans: list[Plans] = []


def register(model: type[Dated], entry: Callable[[PlanLike, str], Entry]) -> None:
    """Make facts of this kind known."""
    _kinds[model.__tablename__] = Kind(model, entry)


def register_plans(known: Plans) -> None:
    """Make plans known."""
    _plans[:] = [known]


def plans() -> Plans:
    """Return what can be done with plans."""
    return _plans[0]


def find(plan: PlanLike, uid: str) -> Entry:
    """Return a fact of a plan in words, withdrawn or not; NoResultFound if the plan has none."""
    places = union_all(
        *(
            select(literal(name).label("name"), kind.model.recorded_by_id).where(
                kind.model.uid == uid
            )
            for name, kind in _kinds.items()
        )
    )
    name, recorded_by_id = db.session.execute(places).one()
    return replace(_kinds[name].entry(plan, uid), recorded_by_id=recorded_by_id)


def after(facts: Sequence[Fact], uid: str, words: Callable[[Fact], str], nothing: str) -> str:
    """Return the sentence that says what holds once one of a subject's facts is withdrawn.

    Args:
        facts: those of the subject that count, in their order.
        nothing: the sentence for when none is left.
    """
    rest = [fact for fact in facts if fact.uid != uid]
    if not rest:
        return nothing
    held = rest[-1]
    values = {"what": words(held), "day": day_text(held.effective_on)}
    if facts[-1].uid == uid:
        return _("Danach gilt wieder: %(what)s (seit %(day)s).", **values)
    return _("Es gilt weiterhin: %(what)s (seit %(day)s).", **values)
