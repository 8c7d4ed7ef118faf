"""The sample plan, put into the database for tests that need a whole plan."""

from datetime import UTC, datetime

import pytest

from tracker.planfile import actions, document
from tracker.sample import plan_file


@pytest.fixture
def _sample(clock, made_once):
    clock.at(datetime(2026, 11, 22, 12, tzinfo=UTC))
    made_once(sample)


def sample() -> None:
    actions.import_plan(document.check(plan_file()))
