"""What committees, sittings and council papers are called in audit entries. Pure."""

import re
from collections.abc import Sequence
from datetime import date

from tracker.errors import RuleError
from tracker.i18n import _n

CODE = re.compile(r"[^\s,;]+")


def committee_subject(plan: str, slug: str) -> str:
    """Return what audit entries call a committee."""
    return f"{plan}/committee/{slug}"


def sitting_subject(plan: str, committee: str, held_on: date) -> str:
    """Return what audit entries call a sitting."""
    return f"{plan}/sitting/{committee}/{held_on.isoformat()}"


def paper_subject(plan: str, number: str) -> str:
    """Return what audit entries call a council paper."""
    return f"{plan}/paper/{number}"


def codes_of(text: str) -> list[str]:
    """Return the codes that somebody typed: A-01, B-03; each once, in their order."""
    return list(dict.fromkeys(CODE.findall(text)))


def check_committee_free(papers: Sequence[str], decisions: int) -> None:
    """Raise RuleError while something rests on a committee."""
    if papers:
        raise RuleError(
            _n(
                "Zu diesem Gremium gehört noch die Drucksache %(papers)s. Geben Sie ihr zuerst "
                "ein anderes Gremium, oder löschen Sie sie.",
                "Zu diesem Gremium gehören noch die Drucksachen %(papers)s. Geben Sie ihnen "
                "zuerst ein anderes Gremium, oder löschen Sie sie.",
                len(papers),
                papers=", ".join(papers),
            )
        )
    if decisions:
        raise RuleError(
            _n(
                "Von diesem Gremium ist ein Beschluss eingetragen. Deshalb bleibt es bestehen.",
                "Von diesem Gremium sind %(num)s Beschlüsse eingetragen. Deshalb bleibt es "
                "bestehen.",
                decisions,
            )
        )
