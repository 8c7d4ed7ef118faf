"""Aktualität. Source: design.md 4."""

from datetime import UTC, datetime

import pytest

from tests.standing.given import (
    AS_OF,
    confirmation,
    days_ago,
    days_ahead,
    deadline,
    milestone,
    note,
    part,
    published,
    review,
    stands,
    state,
    status,
    wording,
)
from tracker.milestones.rules import State
from tracker.notes.rules import Outcome
from tracker.plan.rules import Status
from tracker.stakeholders.rules import Part
from tracker.standing.rules import Freshness, Thresholds


@pytest.mark.parametrize(
    ("age", "freshness"),
    [
        (0, Freshness.CURRENT),
        (180, Freshness.CURRENT),
        (181, Freshness.DUE),
        (365, Freshness.DUE),
        (366, Freshness.STALE),
    ],
)
def test_a_report_is_current_for_180_days_and_stale_after_365(
    age: int, freshness: Freshness
) -> None:
    assert stands(published(days_ago(age))).freshness is freshness


def test_a_confirmation_counts_at_once_and_like_a_note() -> None:
    assert stands(confirmation(AS_OF)).freshness is Freshness.CURRENT
    assert stands(confirmation(AS_OF)).reported_on == AS_OF


def test_without_any_report_it_was_never_reported() -> None:
    assert stands().freshness is Freshness.NEVER
    assert stands().reported_on is None


@pytest.mark.parametrize("value", [Status.COMPLETED, Status.DROPPED])
def test_what_is_completed_or_dropped_needs_no_report(value: Status) -> None:
    assert stands(status(value)).freshness is Freshness.EXEMPT
    assert stands(status(value), published(days_ago(900))).freshness is Freshness.EXEMPT


@pytest.mark.parametrize("value", [Status.ON_HOLD, Status.ONGOING, Status.NOT_STARTED])
def test_what_is_on_hold_or_ongoing_ages_like_all_others(value: Status) -> None:
    assert stands(status(value), published(days_ago(366))).freshness is Freshness.STALE


def test_the_newest_report_counts_whoever_wrote_it() -> None:
    standing = stands(
        part("verein"),
        part("vhs", kind=Part.CONTRIBUTING),
        published(days_ago(300), by="verein"),
        published(days_ago(20), by="vhs"),
    )

    assert standing.reported_on == days_ago(20)


def test_another_organisations_report_does_not_count() -> None:
    standing = stands(published(days_ago(200)), published(days_ago(3), by="nachbarn"))

    assert standing.reported_on == days_ago(200)


def test_a_report_counts_if_its_organisation_was_involved_on_that_day() -> None:
    left = part("vhs", days_ago(50), is_involved=False, kind=Part.CONTRIBUTING)
    facts = (part("vhs", kind=Part.CONTRIBUTING), left)

    assert stands(*facts, published(days_ago(51), by="vhs")).reported_on == days_ago(51)
    assert stands(*facts, published(days_ago(50), by="vhs")).reported_on is None


def test_a_report_of_before_its_organisation_came_does_not_count() -> None:
    came = part("vhs", days_ago(50))

    assert stands(came, published(days_ago(51), by="vhs")).reported_on is None
    assert stands(came, published(days_ago(50), by="vhs")).reported_on == days_ago(50)


def test_one_part_that_ends_leaves_the_other_part() -> None:
    standing = stands(
        part("vhs"),
        part("vhs", kind=Part.FUNDING),
        part("vhs", days_ago(50), kind=Part.FUNDING, is_involved=False),
        confirmation(days_ago(10), by="vhs"),
    )

    assert standing.freshness is Freshness.CURRENT


def test_a_note_counts_once_it_is_published_and_from_its_own_day() -> None:
    late_review = note(days_ago(200), review(days_ago(10)))

    assert stands(late_review).reported_on == days_ago(200)
    assert stands(late_review, as_of=days_ago(11)).freshness is Freshness.NEVER


def test_a_returned_note_does_not_count() -> None:
    returned = note(days_ago(3), review(days_ago(2), Outcome.RETURNED))

    assert stands(returned).freshness is Freshness.NEVER


def test_the_last_review_decides() -> None:
    back = note(days_ago(9), review(days_ago(8)), review(days_ago(7), Outcome.RETURNED))

    assert stands(back).freshness is Freshness.NEVER
    assert stands(back, as_of=days_ago(8)).freshness is Freshness.CURRENT


def test_a_withdrawn_report_does_not_count() -> None:
    gone = note(days_ago(3), review(days_ago(3)), withdrawn_at=datetime(2026, 6, 30, tzinfo=UTC))

    assert stands(gone, published(days_ago(200))).reported_on == days_ago(200)


def test_a_report_of_after_the_stichtag_does_not_count() -> None:
    assert stands(published(days_ahead(1))).freshness is Freshness.NEVER


def test_saving_anything_else_makes_nothing_fresh() -> None:
    """A3.3: after any save the rival's plan was „fresh“."""
    standing = stands(
        published(days_ago(400)),
        note(AS_OF),
        status(Status.IN_PREPARATION),
        status(Status.IN_PROGRESS, AS_OF),
        part("vhs", AS_OF),
        part(),
        wording("sprache"),
        wording("sprache", AS_OF, title="Neuer Titel"),
        milestone(state(State.IN_PROGRESS, AS_OF), deadline(days_ahead(400), AS_OF)),
    )

    assert standing.title == {"de": "Neuer Titel"}
    assert standing.freshness is Freshness.STALE
    assert standing.reported_on == days_ago(400)


def test_the_plan_may_set_other_thresholds() -> None:
    days = Thresholds(current_days=10, due_days=20)

    assert stands(published(days_ago(10)), days=days).freshness is Freshness.CURRENT
    assert stands(published(days_ago(11)), days=days).freshness is Freshness.DUE
    assert stands(published(days_ago(21)), days=days).freshness is Freshness.STALE
