"""What forms about recommendations offer: terms of the plan, organisations, the next codes."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select

from tracker.db import Texts, db
from tracker.history.queries import is_withdrawn
from tracker.plan.models import Recommendation, RecommendationStatus, Term
from tracker.plan.queries import FieldRow
from tracker.plan.rules import Vocabulary
from tracker.stakeholders.models import Organisation, OrganisationName

Terms = Mapping[Vocabulary, Sequence[tuple[str, Texts]]]


def terms(plan_id: int) -> Terms:
    """Return the codes and labels of a plan's terms in their order, by vocabulary."""
    found: dict[Vocabulary, list[tuple[str, Texts]]] = {one: [] for one in Vocabulary}
    rows = select(Term).where(Term.plan_id == plan_id).order_by(Term.position)
    for term in db.session.scalars(rows):
        found[term.vocabulary].append((term.code, term.label))
    return found


def organisations(plan_id: int, as_of: date) -> dict[str, tuple[int, Texts]]:
    """Return id and name of a plan's organisations that have not ended on a day, by slug."""
    rows = db.session.execute(
        select(
            Organisation.slug, Organisation.id, OrganisationName.name, OrganisationName.has_ended
        )
        .join(OrganisationName, OrganisationName.organisation_id == Organisation.id)
        .where(Organisation.plan_id == plan_id, OrganisationName.effective_on <= as_of)
        .where(~is_withdrawn(OrganisationName))
        .order_by(
            OrganisationName.effective_on, OrganisationName.recorded_at, OrganisationName.number
        )
    )
    newest = {slug: (key, name, has_ended) for slug, key, name, has_ended in rows}
    return {slug: (key, name) for slug, (key, name, has_ended) in newest.items() if not has_ended}


def codes(plan_id: int) -> set[str]:
    """Return the codes of all recommendations that a plan ever had."""
    return set(
        db.session.scalars(select(Recommendation.code).where(Recommendation.plan_id == plan_id))
    )


def next_codes(plan_id: int, fields: Sequence[FieldRow]) -> dict[str, str]:
    """Return the next free code of each field of action, by its slug: A-06 after A-05."""
    known = codes(plan_id)
    found = {}
    for field in fields:
        same = re.compile(re.escape(field.code) + r"-(\d{1,6})")
        numbers = [int(match[1]) for code in known if (match := same.fullmatch(code))]
        found[field.slug] = f"{field.code}-{max(numbers, default=0) + 1:02}"
    return found


def fresh(recommendation_id: int) -> Recommendation:
    """Return a recommendation's plain row as the database has it now."""
    row = select(Recommendation).where(Recommendation.id == recommendation_id)
    return db.session.scalars(row.execution_options(populate_existing=True)).one()


def code_of(status_uid: str) -> str | None:
    """Return the code of the recommendation that a status is about; None without such a fact."""
    return db.session.scalar(
        select(Recommendation.code)
        .join(RecommendationStatus, RecommendationStatus.recommendation_id == Recommendation.id)
        .where(RecommendationStatus.uid == status_uid)
    )
