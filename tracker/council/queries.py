"""Reading committees, sittings and council papers, without what was deleted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select

from tracker.council.models import (
    Committee,
    CouncilPaper,
    Decision,
    PaperRecommendation,
    Sitting,
)
from tracker.db import Texts, db
from tracker.plan.models import Recommendation


@dataclass(frozen=True)
class CommitteeRow:
    """A committee with its sittings, the latest first."""

    id: int
    slug: str
    name: Texts
    decides: bool
    sittings: tuple[Sitting, ...]


@dataclass(frozen=True)
class PaperRow:
    """A council paper of the list."""

    number: str
    title: Texts
    published_on: date
    committee: Texts
    codes: tuple[str, ...]  # of the recommendations it deals with


def committees(plan_id: int) -> list[CommitteeRow]:
    """Return a plan's committees with their sittings, by slug; empty without any."""
    rows = db.session.scalars(
        select(Committee)
        .where(Committee.plan_id == plan_id, Committee.deleted_at.is_(None))
        .order_by(Committee.slug)
    ).all()
    held = db.session.scalars(
        select(Sitting)
        .where(Sitting.committee_id.in_([row.id for row in rows]), Sitting.deleted_at.is_(None))
        .order_by(Sitting.held_on.desc())
    ).all()
    return [
        CommitteeRow(
            row.id,
            row.slug,
            row.name,
            row.decides,
            tuple(one for one in held if one.committee_id == row.id),
        )
        for row in rows
    ]


def committee_slugs(plan_id: int) -> set[str]:
    """Return the slugs of all committees of a plan, deleted ones too."""
    return set(db.session.scalars(select(Committee.slug).where(Committee.plan_id == plan_id)))


def one_committee(plan_id: int, slug: str) -> Select[Committee]:
    """Select a committee, deleted or not."""
    return select(Committee).where(Committee.plan_id == plan_id, Committee.slug == slug)


def one_sitting(committee_id: int, held_on: date) -> Select[Sitting]:
    """Select a sitting, deleted or not."""
    return select(Sitting).where(Sitting.committee_id == committee_id, Sitting.held_on == held_on)


def paper_numbers(plan_id: int) -> list[str]:
    """Return the numbers of a plan's council papers, the newest first; empty without any."""
    rows = (
        select(CouncilPaper.number)
        .where(CouncilPaper.plan_id == plan_id, CouncilPaper.deleted_at.is_(None))
        .order_by(CouncilPaper.published_on.desc(), CouncilPaper.number.desc())
    )
    return list(db.session.scalars(rows))


def one_paper(plan_id: int, number: str) -> Select[CouncilPaper]:
    """Select a council paper, deleted or not."""
    return select(CouncilPaper).where(
        CouncilPaper.plan_id == plan_id, CouncilPaper.number == number
    )


def committee(plan_id: int, slug: str) -> Committee:
    """Return a committee; NoResultFound if there is none, or it was deleted."""
    return db.session.scalars(
        one_committee(plan_id, slug).where(Committee.deleted_at.is_(None))
    ).one()


def sitting(committee_id: int, held_on: date) -> Sitting:
    """Return a sitting; NoResultFound if there is none, or it was deleted."""
    of = one_sitting(committee_id, held_on).where(Sitting.deleted_at.is_(None))
    return db.session.scalars(of).one()


def paper(plan_id: int, number: str) -> CouncilPaper:
    """Return a council paper; NoResultFound if there is none, or it was deleted."""
    of = one_paper(plan_id, number).where(CouncilPaper.deleted_at.is_(None))
    return db.session.scalars(of).one()


def papers(plan_id: int) -> list[PaperRow]:
    """Return a plan's council papers, the newest first; empty without any."""
    rows = db.session.execute(
        select(CouncilPaper, Committee.name)
        .join(Committee, Committee.id == CouncilPaper.committee_id)
        .where(CouncilPaper.plan_id == plan_id, CouncilPaper.deleted_at.is_(None))
        .order_by(CouncilPaper.published_on.desc(), CouncilPaper.number)
    ).all()
    linked = _codes([row.id for row, _name in rows])
    return [
        PaperRow(row.number, row.title, row.published_on, name, tuple(linked.get(row.id, ())))
        for row, name in rows
    ]


def codes(paper_id: int) -> list[str]:
    """Return the codes of the recommendations that a paper deals with, sorted."""
    return _codes([paper_id]).get(paper_id, [])


def _codes(paper_ids: Collection[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for paper_id, code in db.session.execute(
        select(PaperRecommendation.paper_id, Recommendation.code)
        .join(Recommendation, Recommendation.id == PaperRecommendation.recommendation_id)
        .where(PaperRecommendation.paper_id.in_(paper_ids))
        .order_by(Recommendation.code)
    ):
        found.setdefault(paper_id, []).append(code)
    return found


def recommendation_ids(plan_id: int, wanted: Collection[str]) -> dict[str, int]:
    """Return the ids of a plan's recommendations by code; unknown codes are left out."""
    rows = db.session.execute(
        select(Recommendation.code, Recommendation.id).where(
            Recommendation.plan_id == plan_id, Recommendation.code.in_(wanted)
        )
    )
    return {row[0]: row[1] for row in rows}


def papers_of(committee_id: int) -> list[str]:
    """Return the numbers of the papers of a committee that are not deleted, sorted."""
    return list(
        db.session.scalars(
            select(CouncilPaper.number)
            .where(CouncilPaper.committee_id == committee_id, CouncilPaper.deleted_at.is_(None))
            .order_by(CouncilPaper.number)
        )
    )


def sittings_of(committee_id: int) -> int:
    """Return how many sittings of a committee are not deleted."""
    of = (Sitting.committee_id == committee_id) & Sitting.deleted_at.is_(None)
    return db.session.scalar(select(func.count()).where(of)) or 0


def decisions_of(committee_id: int) -> int:
    """Return how many decisions of a committee are recorded."""
    return db.session.scalar(select(func.count()).where(Decision.committee_id == committee_id)) or 0


def committee_slug(plan_id: int, committee_id: int) -> str:
    """Return the slug of a committee of a plan, deleted or not; NoResultFound without one."""
    of = (Committee.plan_id == plan_id) & (Committee.id == committee_id)
    return db.session.scalars(select(Committee.slug).where(of)).one()
