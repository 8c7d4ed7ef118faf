"""Who may do what: one table of rules, no database, no request. What it does not name is denied."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.accounts.models import Role


class Permission(StrEnum):
    """Named resource:action, in alphabetical order."""

    ACCOUNT_MANAGE = "account:manage"
    ACCOUNT_READ = "account:read"
    BULK_CHANGE = "bulk:change"
    DECISION_CREATE = "decision:create"
    DRAFT_KEEP = "draft:keep"
    FACT_WITHDRAW = "fact:withdraw"
    FOLLOW_UP_UPDATE = "follow-up:update"
    HANDOVER_ANSWER = "handover:answer"
    HANDOVER_ASK = "handover:ask"
    HANDOVER_READ = "handover:read"
    HINT_READ = "hint:read"
    INVOLVEMENT_UPDATE = "involvement:update"
    MILESTONE_CREATE = "milestone:create"
    MILESTONE_UPDATE = "milestone:update"
    NOTE_CORRECT = "note:correct"
    NOTE_CREATE = "note:create"
    NOTE_REVIEW = "note:review"
    OBSTACLE_UPDATE = "obstacle:update"
    ORGANISATION_UPDATE = "organisation:update"
    PLAN_CREATE = "plan:create"
    PLAN_UPDATE = "plan:update"
    RECOMMENDATION_CREATE = "recommendation:create"
    RECOMMENDATION_UPDATE = "recommendation:update"
    REMINDER_SEND = "reminder:send"
    REPORT_PUBLISH = "report:publish"
    REPORT_REDACT = "report:redact"
    REPORT_WRITE = "report:write"
    SITTING_RECORD = "sitting:record"
    STATUS_UPDATE = "status:update"
    WORKLIST_READ = "worklist:read"


STAFF = frozenset(
    {
        Permission.ACCOUNT_READ,
        Permission.BULK_CHANGE,
        Permission.DECISION_CREATE,
        Permission.DRAFT_KEEP,
        Permission.FACT_WITHDRAW,
        Permission.FOLLOW_UP_UPDATE,
        Permission.HANDOVER_ANSWER,
        Permission.HANDOVER_ASK,
        Permission.HANDOVER_READ,
        Permission.HINT_READ,
        Permission.INVOLVEMENT_UPDATE,
        Permission.MILESTONE_CREATE,
        Permission.MILESTONE_UPDATE,
        Permission.NOTE_CORRECT,
        Permission.NOTE_CREATE,
        Permission.NOTE_REVIEW,
        Permission.OBSTACLE_UPDATE,
        Permission.ORGANISATION_UPDATE,
        Permission.PLAN_CREATE,
        Permission.PLAN_UPDATE,
        Permission.RECOMMENDATION_CREATE,
        Permission.RECOMMENDATION_UPDATE,
        Permission.REMINDER_SEND,
        Permission.REPORT_PUBLISH,
        Permission.REPORT_REDACT,
        Permission.REPORT_WRITE,
        Permission.SITTING_RECORD,
        Permission.STATUS_UPDATE,
        Permission.WORKLIST_READ,
    }
)
EVERYWHERE: dict[Role, frozenset[Permission]] = {
    Role.STAKEHOLDER: frozenset({Permission.ACCOUNT_READ, Permission.DRAFT_KEEP}),
    Role.STAFF: STAFF,
    Role.ADMINISTRATOR: STAFF | {Permission.ACCOUNT_MANAGE},
}
ON_OWN: dict[Role, frozenset[Permission]] = {
    Role.STAKEHOLDER: frozenset(
        {
            Permission.HANDOVER_ANSWER,
            Permission.HANDOVER_ASK,
            Permission.HANDOVER_READ,
            Permission.HINT_READ,
            Permission.NOTE_CORRECT,
            Permission.NOTE_CREATE,
        }
    ),
}


@dataclass(frozen=True)
class Person:
    """A signed-in person as rules see them; organisations are the ids they act for."""

    user_id: int
    uid: str
    name: str
    role: Role
    organisations: frozenset[int] = frozenset()
    erased: frozenset[int] = frozenset()  # ids of people who are erased, themselves never
    is_introduced: bool = True  # has read the first steps, or did not want to


def may(person: Person, permission: Permission, owners: frozenset[int] = frozenset()) -> bool:
    """Return whether the person may, everywhere or on what an organisation of theirs owns.

    Args:
        owners: ids of the organisations involved, in any part, in the thing today.
    """
    if permission in EVERYWHERE.get(person.role, frozenset()):
        return True
    owns = bool(owners & person.organisations)
    return owns and permission in ON_OWN.get(person.role, frozenset())


def may_on_own(person: Person, permission: Permission) -> bool:
    """Return whether the person's role has the permission on what it owns, and only there."""
    return permission in ON_OWN.get(person.role, frozenset())
