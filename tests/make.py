"""Plausible rows for tests: one function per table, every argument optional.

Each function commits. A dated fact holds from 1 January 2026 on and was recorded that day, unless
the test says otherwise.
"""

import hashlib
import itertools
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeVar

from sqlalchemy import func, select

from tracker import clock
from tracker.accounts.models import (
    Affiliation,
    AuditEntry,
    OneTimeLink,
    Purpose,
    Role,
    SignInTry,
    User,
    UserSession,
)
from tracker.council.models import Committee, CouncilPaper, Decision, PaperRecommendation, Sitting
from tracker.db import Base, db
from tracker.drafts.models import Draft
from tracker.history.stichtag import Dated, RecordedRole, Withdrawal, new_uid
from tracker.i18n import Precision
from tracker.mail.models import OutgoingMail
from tracker.milestones.models import Milestone, MilestoneDeadline, MilestoneState
from tracker.milestones.rules import State
from tracker.notes.models import Note, NoteReview, NoteSeen, Obstacle, ObstacleEnd
from tracker.notes.rules import Addressee, Kind, Outcome
from tracker.office.models import FollowUp
from tracker.places.models import Municipality
from tracker.plan.models import (
    ActionField,
    ActionFieldWording,
    Plan,
    PlanThresholds,
    Predecessor,
    Recommendation,
    RecommendationStatus,
    RecommendationWording,
    Term,
)
from tracker.plan.rules import Descent, Status, Vocabulary
from tracker.programmes.models import Indicator, IndicatorValue
from tracker.programmes.rules import IndicatorKind
from tracker.reports import document as blocks
from tracker.reports.models import Report, ReportFile, ReportText, ReportVersion
from tracker.reports.rules import Format
from tracker.stakeholders.models import (
    Handover,
    Involvement,
    Organisation,
    OrganisationName,
)
from tracker.stakeholders.rules import Part

START = date(2026, 1, 1)
DUE = date(2026, 12, 31)
TERMS = {
    Vocabulary.CATEGORY: {"municipality": "Kommune", "association": "Verein"},
    Vocabulary.FUNDING: {"county": "Kreismittel", "state": "Landesmittel"},
    Vocabulary.HORIZON: {"short": "kurzfristig", "long": "langfristig"},
    Vocabulary.PRIORITY: {"high": "hoch", "normal": "normal"},
}

Fact = TypeVar("Fact", bound=Dated)

_counter = itertools.count(1)


def _number() -> int:
    return next(_counter)


def _texts(german: str) -> dict[str, str]:
    return {"de": german, "en": f"{german} (English)"}


def save(*rows: Base) -> None:
    db.session.add_all(rows)
    db.session.commit()


def _moment(day: date) -> datetime:
    """A quarter past eight, UTC, on a day."""
    return datetime.combine(day, time(8, 15), tzinfo=UTC)


def _record(  # what every fact has
    row: Fact,
    since: date,
    *subject: str,
    recorded_at: datetime | None = None,
    by: User | None = None,
    at: Organisation | None = None,
    role: RecordedRole | None = None,
    reason: str = "",
) -> Fact:
    """Fill in what every fact has; its number runs among the rows with the same subject."""
    row.uid = new_uid()
    row.effective_on = since
    row.recorded_at = recorded_at or _moment(since)
    row.recorded_by_id = by and by.id
    row.recorded_for_id = at and at.id
    row.recorded_role = role or (RecordedRole(by.role) if by else RecordedRole.IMPORT)
    row.reason = reason
    kind = type(row)
    same = [getattr(kind, name) == getattr(row, name) for name in subject]
    row.number = (db.session.scalar(select(func.max(kind.number)).where(*same)) or 0) + 1
    save(row)
    return row


# Plans


def plan(
    slug: str = "",
    *,
    title: str = "Masterplan Integration",
    languages: str = "de,en",
    is_sample: bool = False,
    with_terms: bool = True,
) -> Plan:
    row = Plan(
        slug=slug or f"plan-{_number()}",
        title=_texts(title),
        description=_texts("Was der Kreis für die Integration tut."),
        publisher=_texts("Musterkreis"),
        languages=languages,
        is_sample=is_sample,
        disclaimer=_texts("Beispieldaten, nicht der amtliche Masterplan") if is_sample else None,
    )
    save(row)
    if with_terms:
        terms(row)
    return row


def terms(of: Plan) -> list[Term]:
    rows = [
        Term(
            plan_id=of.id, vocabulary=vocabulary, code=code, position=position, label=_texts(label)
        )
        for vocabulary, words in TERMS.items()
        for position, (code, label) in enumerate(words.items(), start=1)
    ]
    save(*rows)
    return rows


def thresholds(
    of: Plan,
    since: date = START,
    *,
    attention_days: int = 90,
    upcoming_days: int = 30,
    current_days: int = 180,
    due_days: int = 365,
) -> PlanThresholds:
    row = PlanThresholds(
        plan_id=of.id,
        attention_days=attention_days,
        upcoming_days=upcoming_days,
        current_days=current_days,
        due_days=due_days,
    )
    return _record(row, since, "plan_id")


def action_field(
    of: Plan | None = None,
    *,
    code: str = "",
    slug: str = "",
    title: str = "Sprache und Bildung",
    since: date = START,
) -> ActionField:
    number = _number()
    row = ActionField(
        plan_id=(of or plan()).id, code=code or f"F{number}", slug=slug or f"feld-{number}"
    )
    save(row)
    action_field_wording(row, since, title=title)
    return row


def action_field_wording(
    of: ActionField,
    since: date,
    *,
    title: str = "Sprache und Bildung",
    position: int = 1,
    is_retired: bool = False,
    successor: ActionField | None = None,
) -> ActionFieldWording:
    row = ActionFieldWording(
        action_field_id=of.id,
        title=_texts(title),
        description=_texts("Wer Deutsch lernt, kommt an."),
        position=position,
        is_retired=is_retired,
        successor_id=successor and successor.id,
    )
    return _record(row, since, "action_field_id")


# Recommendations


def recommendation(
    status: Status = Status.IN_PROGRESS,
    *,
    of: Plan | None = None,
    field: ActionField | None = None,
    owner: Organisation | None = None,
    has_owner: bool = True,
    code: str = "",
    title: str = "Sprachkurse ausbauen",
    since: date = START,
) -> Recommendation:
    """Make a recommendation with wording, first status and, unless told otherwise, an owner.

    Where field is given, its plan counts; where only owner is given, the owner's.
    """
    if field:
        plan_id = field.plan_id
    elif of:
        plan_id = of.id
    else:
        plan_id = owner.plan_id if owner else plan().id
    of = db.session.get_one(Plan, plan_id)
    row = Recommendation(
        plan_id=plan_id,
        code=code or f"E-{_number():02}",
        horizon="short",
        priority="high",
        funding="county",
    )
    save(row)
    wording(row, since, field=field or action_field(of, since=since), title=title)
    status_from(row, status, since)
    if owner or has_owner:
        involvement(row, owner or organisation(of, since=since), since=since)
    return row


def wording(
    of: Recommendation,
    since: date,
    *,
    field: ActionField,
    title: str = "Sprachkurse ausbauen",
) -> RecommendationWording:
    row = RecommendationWording(
        recommendation_id=of.id,
        action_field_id=field.id,
        title=_texts(title),
        goal=_texts("Alle finden einen Kurs."),
        description=_texts("Der Kreis bietet Kurse an drei Orten an."),
        plain_language=_texts("Es gibt mehr Kurse."),
    )
    return _record(row, since, "recommendation_id")


def status_from(
    of: Recommendation,
    status: Status,
    since: date,
    *,
    reason: str = "",
    review_on: date | None = None,
    replacement: Recommendation | None = None,
    recorded_at: datetime | None = None,
    by: User | None = None,
) -> RecommendationStatus:
    row = RecommendationStatus(
        recommendation_id=of.id,
        status=status,
        review_on=review_on,
        replacement_id=replacement and replacement.id,
    )
    return _record(row, since, "recommendation_id", recorded_at=recorded_at, by=by, reason=reason)


# Milestones


def milestone(
    state: State = State.PLANNED,
    *,
    of: Recommendation | None = None,
    due: date | None = DUE,
    title: str = "Kurse vergeben",
    since: date = START,
    precision: Precision = Precision.DAY,
) -> Milestone:
    """Make a milestone whose first state and, unless due is None, first deadline hold."""
    of = of or recommendation(since=since)
    row = Milestone(recommendation_id=of.id, number=_next_milestone(of), title=_texts(title))
    save(row)
    state_from(row, state, since)
    if due:
        deadline_from(row, due, since, precision=precision)
    return row


def _next_milestone(of: Recommendation) -> int:
    highest = select(func.max(Milestone.number)).where(Milestone.recommendation_id == of.id)
    return (db.session.scalar(highest) or 0) + 1


def state_from(
    of: Milestone,
    state: State,
    since: date,
    *,
    precision: Precision = Precision.DAY,
    reason: str = "",
    recorded_at: datetime | None = None,
    by: User | None = None,
) -> MilestoneState:
    row = MilestoneState(milestone_id=of.id, state=state, precision=precision)
    return _record(row, since, "milestone_id", recorded_at=recorded_at, by=by, reason=reason)


def deadline_from(
    of: Milestone,
    due: date,
    since: date,
    *,
    precision: Precision = Precision.DAY,
    reason: str = "",
    recorded_at: datetime | None = None,
    by: User | None = None,
) -> MilestoneDeadline:
    row = MilestoneDeadline(milestone_id=of.id, due_on=due, precision=precision)
    return _record(row, since, "milestone_id", recorded_at=recorded_at, by=by, reason=reason)


# Organisations and municipalities


def municipality(of: Plan | None = None, *, name: str = "Musterstadt") -> Municipality:
    row = Municipality(
        plan_id=(of or plan()).id,
        ags=f"{6_440_000 + _number():08}",
        name=name,
        kind=_texts("Stadt"),
        latitude=50.33,
        longitude=8.75,
        population=28_000,
        population_on=date(2024, 12, 31),
        seat=None,
    )
    save(row)
    return row


def organisation(
    of: Plan | None = None,
    *,
    name: str = "",
    slug: str = "",
    category: str = "association",
    at: Municipality | None = None,
    since: date = START,
) -> Organisation:
    number = _number()
    row = Organisation(
        plan_id=at.plan_id if at and not of else (of or plan()).id,
        slug=slug or f"verein-{number}",
        category=category,
        municipality_id=at and at.id,
        contact_role=_texts("Geschäftsführung"),
    )
    save(row)
    name_from(row, since, name=name or f"Verein {number}")
    return row


def name_from(
    of: Organisation,
    since: date,
    *,
    name: str,
    successor: Organisation | None = None,
    has_ended: bool = False,
) -> OrganisationName:
    row = OrganisationName(
        organisation_id=of.id,
        name=_texts(name),
        successor_id=successor and successor.id,
        has_ended=has_ended,
    )
    return _record(row, since, "organisation_id")


def involvement(
    of: Recommendation,
    organisation: Organisation,
    part: Part = Part.LEAD,
    *,
    since: date = START,
    is_involved: bool = True,
    recorded_at: datetime | None = None,
) -> Involvement:
    row = Involvement(
        recommendation_id=of.id,
        organisation_id=organisation.id,
        part=part,
        is_involved=is_involved,
    )
    return _record(
        row, since, "recommendation_id", "organisation_id", "part", recorded_at=recorded_at
    )


# Notes and obstacles


def note(
    text: str = "Zwei Kurse haben begonnen.",
    *,
    of: Recommendation | None = None,
    at: Organisation | None = None,
    on: date = date(2026, 6, 1),
    kind: Kind = Kind.NOTE,
    is_published: bool = True,
    corrects: Note | None = None,
    recorded_at: datetime | None = None,
    by: User | None = None,
) -> Note:
    """Make a note of an organisation, published on its own day unless told otherwise."""
    of = of or (recommendation(owner=at) if at else recommendation())
    at = at or _lead(of)
    row = Note(
        recommendation_id=of.id,
        organisation_id=at.id,
        kind=kind,
        language="de",
        text="" if kind is Kind.CONFIRMATION else text,
        corrects_uid=corrects and corrects.uid,
    )
    _record(
        row,
        on,
        "recommendation_id",
        "organisation_id",
        recorded_at=recorded_at,
        by=by,
        at=at,
        role=RecordedRole.STAKEHOLDER,
    )
    if is_published:
        review(row, on=on)
    return row


def _lead(of: Recommendation) -> Organisation:
    """Return the first organisation that was ever involved in a recommendation."""
    first = (
        select(Organisation)
        .join(Involvement, Involvement.organisation_id == Organisation.id)
        .where(Involvement.recommendation_id == of.id)
        .order_by(Involvement.id)
        .limit(1)
    )
    return db.session.scalars(first).one()


def review(
    of: Note,
    outcome: Outcome = Outcome.PUBLISHED,
    *,
    on: date = date(2026, 6, 1),
    text: str | None = None,
    reason: str = "",
    recorded_at: datetime | None = None,
    by: User | None = None,
) -> NoteReview:
    row = NoteReview(note_id=of.id, outcome=outcome, text=text)
    at = recorded_at or _moment(on).replace(minute=45)
    return _record(
        row, on, "note_id", recorded_at=at, by=by, role=RecordedRole.STAFF, reason=reason
    )


def obstacle(
    *,
    of: Recommendation | None = None,
    at: Organisation | None = None,
    addressee: Addressee = Addressee.MONEY,
    text: str = "Die Förderung läuft aus.",
    since: date = START,
) -> Obstacle:
    row = Obstacle(
        recommendation_id=(of or recommendation()).id,
        organisation_id=at and at.id,
        addressee=addressee,
        text=_texts(text),
    )
    return _record(row, since, "recommendation_id")


def obstacle_end(
    of: Obstacle, since: date, *, text: str = "Das Land fördert weiter."
) -> ObstacleEnd:
    row = ObstacleEnd(obstacle_id=of.id, text=_texts(text))
    return _record(row, since, "obstacle_id")


# Indicators


def indicator(
    *,
    of: Recommendation | None = None,
    values: Sequence[tuple[int, int]] = ((2024, 40), (2025, 55)),
    name: str = "Plätze in Sprachkursen",
) -> Indicator:
    of = of or recommendation()
    highest = select(func.max(Indicator.number)).where(Indicator.recommendation_id == of.id)
    row = Indicator(
        recommendation_id=of.id,
        number=(db.session.scalar(highest) or 0) + 1,
        name=_texts(name),
        unit=_texts("Plätze"),
        kind=IndicatorKind.OUTPUT,
        baseline_year=2023,
        baseline=Decimal(30),
        target_year=2028,
        target=Decimal(90),
    )
    save(row)
    for year, value in values:
        value_from(row, date(year + 1, 2, 1), year=year, value=Decimal(value))
    return row


def value_from(of: Indicator, since: date, *, year: int, value: Decimal) -> IndicatorValue:
    row = IndicatorValue(
        indicator_id=of.id, year=year, value=value, source=_texts("Bericht der Volkshochschule")
    )
    return _record(row, since, "indicator_id")


# Council


def committee(
    of: Plan | None = None, *, slug: str = "", name: str = "Kreistag", decides: bool = True
) -> Committee:
    row = Committee(
        plan_id=(of or plan()).id,
        slug=slug or f"gremium-{_number()}",
        name=_texts(name),
        decides=decides,
    )
    save(row)
    return row


def sitting(of: Committee | None = None, *, on: date = date(2026, 9, 30)) -> Sitting:
    row = Sitting(committee_id=(of or committee()).id, held_on=on, title=None)
    save(row)
    return row


def paper(
    *recommendations: Recommendation,
    of: Committee | None = None,
    number: str = "",
    on: date = date(2026, 3, 2),
) -> CouncilPaper:
    """Make a council paper that deals with these recommendations."""
    if not of:
        plan_id = recommendations[0].plan_id if recommendations else plan().id
        of = committee(db.session.get_one(Plan, plan_id))
    row = CouncilPaper(
        plan_id=of.plan_id,
        number=number or f"2026/{_number():03}",
        title=_texts("Bericht zur Umsetzung"),
        published_on=on,
        committee_id=of.id,
        role=_texts("Kenntnisnahme"),
        result=_texts("zur Kenntnis genommen"),
        web=None,
    )
    save(row)
    save(
        *[PaperRecommendation(paper_id=row.id, recommendation_id=one.id) for one in recommendations]
    )
    return row


# What was wrong


def withdrawal(
    of: Dated,
    plan: Plan,
    *,
    recorded_at: datetime | None = None,
    by: User | None = None,
    reason: str = "Versehentlich eingetragen.",
) -> Withdrawal:
    row = Withdrawal(
        plan_id=plan.id,
        fact_uid=of.uid,
        recorded_at=recorded_at or datetime(2026, 6, 30, 8, tzinfo=UTC),
        recorded_by_id=by and by.id,
        recorded_role=RecordedRole.STAFF,
        reason=reason,
    )
    save(row)
    return row


# People


def user(
    role: Role = Role.STAFF,
    *,
    at: Organisation | Sequence[Organisation] = (),
    name: str = "",
    email: str = "",
    password_hash: str = "!",
    is_active: bool = True,
    is_introduced: bool = True,
) -> User:
    """Make a person who acts for these organisations; nobody can sign in with the hash „!“."""
    number = _number()
    row = User(
        uid=new_uid(),
        email=email or f"person-{number}@kreis.example",
        name=name or f"Person {number}",
        role=role,
        password_hash=password_hash,
        is_active=is_active,
        created_at=_moment(START),
        introduced_at=_moment(START) if is_introduced else None,
    )
    save(row)
    for organisation in [at] if isinstance(at, Organisation) else at:
        save(Affiliation(user_id=row.id, organisation_id=organisation.id))
    return row


def session(of: User, *, since: datetime | None = None, token_hash: str = "") -> UserSession:
    now = since or clock.now()
    row = UserSession(
        token_hash=token_hash or f"{_number():064}", user_id=of.id, created_at=now, seen_at=now
    )
    save(row)
    return row


def sign_in_try(at: datetime | None = None) -> SignInTry:
    row = SignInTry(at=at or clock.now(), account=f"{_number():064}", address=f"{_number():064}")
    save(row)
    return row


def audit_entry(by: User | None = None, *, action: str = "status") -> AuditEntry:
    row = AuditEntry(
        at=clock.now(),
        user_id=by and by.id,
        role=str(by.role) if by else "import",
        action=action,
        subject="integration/A-01",
    )
    save(row)
    return row


# The desk


def link(
    to: User | None = None,
    *,
    purpose: Purpose = Purpose.INVITATION,
    token_hash: str = "",
    expires_at: datetime | None = None,
) -> OneTimeLink:
    to = to or user()
    row = OneTimeLink(
        token_hash=token_hash or f"{_number():064}",
        user_id=to.id,
        purpose=purpose,
        email=to.email,
        created_at=clock.now(),
        expires_at=expires_at or clock.now() + timedelta(days=7),
    )
    save(row)
    return row


def mail(to: User | None = None, *, subject: str = "Einladung") -> OutgoingMail:
    row = OutgoingMail(
        uid=new_uid(),
        user_id=to and to.id,
        recipient=to.email if to else "mail@example.org",
        subject=subject,
        body="Guten Tag,\n\nSie sind eingeladen.\n",
        created_at=clock.now(),
        due_at=clock.now(),
    )
    save(row)
    return row


def draft(
    of: User | None = None,
    *,
    place: str = "/integration/empfehlungen/A-01/sachstand",
    **fields: str,
) -> Draft:
    row = Draft(
        user_id=(of or user()).id,
        place=place,
        fields=json.dumps(list(fields.items())),
        changed_at=clock.now(),
    )
    save(row)
    return row


def follow_up(
    of: Recommendation | None = None, *, due_on: date = DUE, text: str = "Beim Jobcenter nachfragen"
) -> FollowUp:
    of = of or recommendation()
    row = FollowUp(
        uid=new_uid(),
        plan_id=of.plan_id,
        recommendation_id=of.id,
        due_on=due_on,
        text=text,
        created_at=clock.now(),
    )
    save(row)
    return row


def handover(
    of: Recommendation, giver: Organisation, taker: Organisation, *, part: Part = Part.LEAD
) -> Handover:
    row = Handover(
        uid=new_uid(),
        recommendation_id=of.id,
        part=part,
        from_organisation_id=giver.id,
        to_organisation_id=taker.id,
        effective_on=clock.today(),
        asked_at=clock.now(),
        asked_role=RecordedRole.STAKEHOLDER,
    )
    save(row)
    return row


def decision(
    of: Recommendation | None = None,
    *,
    on: date = START,
    text: str = "Die Mittel sind bewilligt.",
    by: Committee | None = None,
    language: str = "de",
    recorded_at: datetime | None = None,
) -> Decision:
    row = Decision(
        recommendation_id=(of or recommendation()).id,
        committee_id=by and by.id,
        text=text,
        language=language,
    )
    return _record(row, on, "recommendation_id", recorded_at=recorded_at)


def predecessor(
    of: Recommendation | None = None,
    *,
    plan_slug: str = "integration-2016",
    code: str = "A-01",
    descent: Descent = Descent.CARRIED,
) -> Predecessor:
    row = Predecessor(
        recommendation_id=(of or recommendation()).id,
        plan_slug=plan_slug,
        code=code,
        descent=descent,
    )
    save(row)
    return row


def note_seen(note: Note) -> NoteSeen:
    row = NoteSeen(note_id=note.id, seen_at=clock.now())
    save(row)
    return row


def report(
    of: Plan | None = None,
    *,
    slug: str = "2026-06-30",
    as_of: date = date(2026, 6, 30),
    since: date | None = date(2026, 3, 31),
    resolution: str = "Der Kreistag nimmt den Sachstandsbericht zur Kenntnis.",
) -> Report:
    """Make a report in the making, in German."""
    row = Report(
        uid=new_uid(),
        plan_id=(of or plan()).id,
        slug=slug,
        title="Sachstandsbericht zum Masterplan Integration",
        language="de",
        as_of=as_of,
        since=since,
        paper_number="",
        is_final=False,
        resolution=resolution,
        created_at=clock.now(),
    )
    save(row)
    return row


def report_text(of: Report, place: str = "assessment", text: str = "Es geht voran.") -> ReportText:
    row = ReportText(report_id=of.id, place=place, text=text)
    save(row)
    return row


def report_version(
    of: Report,
    *,
    content: str = "{}",
    document: str = "",
    is_published: bool = False,
    number: int = 1,
) -> ReportVersion:
    """Make a version of a report that says next to nothing; a real one comes from freezing."""
    empty = blocks.Document(of.language, of.title, "", "", blocks.Facts(()), (), ())
    row = ReportVersion(
        uid=new_uid(),
        report_id=of.id,
        number=number,
        title=of.title,
        language=of.language,
        as_of=of.as_of,
        since=of.since,
        known_at=clock.now(),
        inputs="{}",
        content=content,
        content_hash="0" * 64,
        document=document or blocks.dump(empty),
        release="0",
        change="",
        compared="",
        published_at=clock.now() if is_published else None,
        redaction="",
    )
    save(row)
    return row


def report_file(
    of: ReportVersion, format_: Format = Format.PDF, *, data: bytes | None = None
) -> ReportFile:
    """Make a file of a version; without data it is still to be made."""
    row = ReportFile(
        version_id=of.id,
        format=format_,
        made_at=clock.now() if data is not None else None,
        sha256=hashlib.sha256(data).hexdigest() if data is not None else "",
        size=len(data or b""),
        data=data,
        attempts=0,
    )
    save(row)
    return row
