"""The sample plan as one plan file: pure, without a clock, the same at every call."""

from copy import deepcopy

from tracker.sample import source
from tracker.sample.facts import Fact
from tracker.sample.master import action_fields, committees, organisations
from tracker.sample.recommendations import recommendations, withdrawals


def plan_file() -> Fact:
    """Return the complete plan file of the sample plan, slug „integration“.

    Its facts reach from June 2016 to September 2026; a few notes are newer. On 30.09.2026 it
    stands exactly as plan.json says. Source: docs/plan-file.md for the format.
    """
    plan = source.plan()
    made: Fact = {
        "format": "masterplan-tracker/plan",
        "version": 1,
        "plan": plan["plan"],
        "terms": plan["terms"],
        "thresholds": [],
        "municipalities": plan["municipalities"],
        "organisations": organisations(),
        "action_fields": action_fields(),
        "committees": committees(),
        "recommendations": recommendations(),
        "council_papers": plan["council_papers"],
        "withdrawals": withdrawals(),
    }
    return deepcopy(made)  # the written material stays as it was read
