"""`tracker forecast check`: figures from the recorded history, or the word that there are none."""

from datetime import UTC, date, datetime

import pytest
from click.testing import Result

from tests import make
from tracker.db import db
from tracker.forecast.queries import recorded_standings
from tracker.forecast.rules import cases, month_ends, review
from tracker.milestones.rules import State
from tracker.plan import queries as plans
from tracker.plan.models import Plan

BEGIN = date(2025, 1, 1)
HALVES = [date(2025, 6, 15), date(2025, 12, 15)]


@pytest.fixture
def run(app):
    """Return a function that runs the command."""
    runner = app.test_cli_runner()

    def run(*words: str) -> Result:
        db.session.remove()
        return runner.invoke(args=["forecast", "check", *words])

    return run


def fill(of: Plan, many: int) -> None:
    """Give a plan so many recommendations with a milestone every half year, every other done."""
    owner = make.organisation(of, since=BEGIN)
    field = make.action_field(of, since=BEGIN)
    for number in range(many):
        row = make.recommendation(field=field, owner=owner, code=f"A-{number:02}", since=BEGIN)
        for due in HALVES:
            one = make.milestone(of=row, due=due, since=BEGIN)
            if number % 2:
                make.state_from(one, State.DONE, due)


def test_a_plan_with_a_history_is_told_in_figures(run, app):
    fill(make.plan("p"), 10)

    result = run("p")

    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[0] == "Rückschau auf die frühen Hinweise zu „p“"
    assert lines[1].startswith("50 Fälle an 5 Monatsenden vom 31.07.2025 bis zum 30.11.2025;")
    (hints,) = [line.split() for line in lines if line.startswith("Frühe Hinweise")]
    assert hints[2:4] == ["50", "50"]
    found = review(recorded_standings(plans.plan("p"), date(2026, 7, 1)))
    assert hints[-1] == f"{float(found.hints.brier):.4f}".replace(".", ",")
    assert found.known == 110


def test_the_days_asked_for_are_the_ones_judged(run, app):
    fill(make.plan("p"), 26)

    result = run("p", "--from", "1.8.2025", "--to", "2025-09-30")

    assert "52 Fälle an 2 Monatsenden vom 31.08.2025 bis zum 30.09.2025;" in result.stdout


def test_hints_that_foretell_no_more_than_the_share_of_slips_are_said_to(run, app):
    fill(make.plan("p"), 10)  # each case has the same hint, so that a hint sorts nothing

    result = run("p")

    (always,) = [line.split() for line in result.stdout.splitlines() if "Immer gewarnt  " in line]
    (hints,) = [line.split() for line in result.stdout.splitlines() if "Frühe Hinweise  " in line]
    assert always[2:] == hints[2:]
    assert "Die Hinweise haben hier nicht mehr vorhergesagt" in result.stdout


def test_days_in_the_wrong_order_are_refused(run, app):
    result = run("p", "--from", "2026-02-01", "--to", "2026-01-31")

    assert result.exit_code == 2
    assert "--from nennt einen späteren Tag als --to" in result.stderr


def test_few_cases_are_said_to_tell_nothing(run, app):
    fill(make.plan("p"), 9)

    result = run("p")

    assert result.stdout.startswith("nicht aussagekräftig\nFälle: 45. Nötig sind mindestens 50.")
    assert "Brier" not in result.stdout


def test_a_sample_plan_tells_nothing_however_long_its_history(run, app):
    fill(make.plan("p", is_sample=True), 10)

    result = run("p")

    assert result.stdout.startswith("nicht aussagekräftig\n„p“ ist ein Beispielplan.")


def test_a_history_that_was_typed_in_later_makes_no_cases(app):
    row = make.recommendation(of=make.plan("p"), code="A-01", since=BEGIN)
    step = make.milestone(of=row, due=None, since=BEGIN)
    make.deadline_from(step, HALVES[0], BEGIN, recorded_at=datetime(2026, 1, 1, tzinfo=UTC))
    make.milestone(of=row, due=HALVES[1], since=BEGIN)

    found = cases(recorded_standings(plans.plan("p"), date(2026, 7, 1)))

    assert [case.on for case in found] == month_ends(date(2025, 6, 1), date(2025, 11, 30))


def test_an_empty_plan_tells_nothing(run, app):
    make.plan("p", with_terms=False)

    assert "Fälle: 0." in run("p").stdout


def test_no_such_plan_and_no_such_day_are_refused_in_a_sentence(run, app):
    make.plan("p")

    assert run("q").stderr == "Einen Plan „q“ gibt es nicht.\n"
    assert run("q").exit_code == 1
    wrong = run("p", "--from", "gestern")
    assert wrong.exit_code == 2
    assert "„gestern“ ist kein Tag. Erwartet wird ein Tag wie 2026-09-30." in wrong.stderr
