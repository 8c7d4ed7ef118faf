"""Counts of what moved: together as many as there are changes, however they are counted."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.standing import strategies as some
from tracker.standing.change import Kind
from tracker.standing.changes import changes
from tracker.standing.facts import Moment
from tracker.standing.tally import chosen, tally

spans = st.integers(0, 700).map(lambda days: timedelta(days=days))


@given(some.worlds(), some.askings, spans)
def test_each_count_is_the_length_of_its_list(plan, at, span):
    after = plan(Moment(at.as_of + span, at.known_at))
    found = changes(plan(at), after)

    counted = tally(found, after.fields)

    assert counted.total == len(chosen(found, (), ())) == len(found)
    for kind in Kind:
        assert counted.kinds.get(kind, 0) == len(chosen(found, (), (kind,)))
    for slug in after.fields:
        assert counted.fields.get(slug, 0) == len(chosen(found, (slug,), ()))
        for kind in Kind:
            assert counted.of(slug, kind) == len(chosen(found, (slug,), (kind,)))
    assert sum(counted.kinds.values()) == sum(counted.fields.values()) == counted.total
    assert sum(counted.places.values()) == counted.total
    assert 0 not in {*counted.kinds.values(), *counted.fields.values()}


def test_nothing_is_counted_of_nothing():
    counted = tally([], ["sprache"])

    assert (counted.total, counted.kinds, counted.fields) == (0, {}, {})
    assert counted.of("sprache", Kind.NEW) == 0
