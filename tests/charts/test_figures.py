"""What every chart keeps: figures that Plotly accepts, at every size, told by more than colour."""

import json
import re

import plotly.graph_objects as go
import pytest
from flask import Flask

from tests.charts.plans import fields, milestones, plan, whole
from tests.standing.given import AS_OF
from tracker.charts import theme
from tracker.charts.chart import NOWHERE, Chart, Link
from tracker.charts.freshness import freshness_bars
from tracker.charts.status import status_bars
from tracker.charts.timeline import timeline
from tracker.charts.trend import trend_lines
from tracker.milestones.rules import State
from tracker.plan.rules import Status
from tracker.standing.rules import Freshness, Schedule, Standing
from tracker.standing.trend import trend

SIZES = {"nothing": (0, 0), "one": (1, 1), "thirty": (30, 1), "six hundred": (150, 4)}
BASIC = {"bar", "scatter", "pie"}  # what the bundle can draw


def charts(standings: list[Standing]) -> list[Chart]:
    all_rows = whole(standings)
    return [
        status_bars(fields(standings), all_rows),
        freshness_bars(fields(standings), all_rows),
        timeline(milestones(standings), all_rows, AS_OF),
        trend_lines(trend(standings, AS_OF), AS_OF, NOWHERE),
    ]


@pytest.fixture(params=SIZES, scope="module")
def standings(request: pytest.FixtureRequest) -> list[Standing]:
    return plan(*SIZES[request.param])


def test_plotly_accepts_every_figure(app: Flask, standings: list[Standing]) -> None:
    for chart in charts(standings):
        go.Figure(chart.figure, skip_invalid=False)


def test_a_figure_is_plain_data_for_the_bundle_that_pages_load(
    app: Flask, standings: list[Standing]
) -> None:
    for chart in charts(standings):
        assert json.loads(json.dumps(chart.figure)) == chart.figure
        assert {trace["type"] for trace in chart.figure["data"]} <= BASIC


def test_every_figure_has_a_height_a_sentence_and_rows_as_wide_as_its_head(
    app: Flask, standings: list[Standing]
) -> None:
    for chart in charts(standings):
        assert chart.figure["layout"]["height"] > 0
        assert chart.sentence.endswith(".")
        assert {len(row) for row in chart.rows} <= {len(chart.columns)}
        assert len(set(chart.columns)) == len(chart.columns)


def test_every_trace_and_every_axis_says_in_words_what_it_is(
    app: Flask, standings: list[Standing]
) -> None:
    for chart in charts(standings):
        assert all(trace["name"] for trace in chart.figure["data"])
        assert all("hovertemplate" in t or t["hoverinfo"] for t in chart.figure["data"])


def test_no_text_needs_a_style_attribute_that_the_policy_forbids(
    app: Flask, standings: list[Standing]
) -> None:
    """Bold and italic marks and colour bars would set one. Source: stack.md 2."""
    for chart in charts(standings):
        text = json.dumps(chart.figure)
        assert not re.search(r"<(?!br>|extra>|/extra>)", text)
        assert "colorbar" not in text
        assert "showscale" not in text


def test_figures_have_names_of_their_own(app: Flask) -> None:
    ids = [chart.id for chart in charts(plan(3))]

    assert len(set(ids)) == len(ids)


def test_numbers_are_written_as_the_language_does(app: Flask) -> None:
    german = status_bars([], whole([]))
    with app.test_request_context("/?sprache=en"):
        english = status_bars([], whole([]))

    assert german.figure["layout"]["separators"] == ",."
    assert english.figure["layout"]["separators"] == ".,"


# Not by colour alone


@pytest.mark.parametrize("kind", [Status, Schedule, Freshness, State])
def test_no_two_fills_of_an_axis_share_pattern_and_darkness(kind: type) -> None:
    """What a contrast theme and a grey print keep of a fill. Source: duties.md 3.2."""
    fills = theme.FILLS[kind]
    seen = {(fill.pattern, not fill.pattern and _is_dark(fill.colour)) for fill in fills.values()}
    plain_light = [f for f in fills.values() if not f.pattern and not _is_dark(f.colour)]

    assert set(fills) == set(kind)
    assert len(seen) == len(fills)
    assert len(plain_light) <= 1


def _is_dark(colour: str) -> bool:
    """Judge as static/js/chart.js does for the contrast themes."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) < 0.4


def test_the_marks_of_the_timeline_differ_in_shape(app: Flask) -> None:
    rows = plan(150, 4)
    marks = timeline(milestones(rows), whole(rows), AS_OF).figure["data"][1:]
    symbols = [trace["marker"]["symbol"] for trace in marks]

    assert len(symbols) == 5
    assert len(set(symbols)) == len(symbols)


def test_the_lines_of_the_trend_differ_in_dash_and_marker(app: Flask) -> None:
    first, second = trend_lines(trend(plan(9, 3), AS_OF), AS_OF, NOWHERE).figure["data"]

    assert first["line"]["dash"] != second["line"]["dash"]
    assert first["marker"]["symbol"] != second["marker"]["symbol"]


# What others wrote


def test_a_title_brings_no_markup_into_a_figure(app: Flask) -> None:
    rows = plan(1)
    (row,) = fields(rows)
    hostile = row.__class__('<a href="javascript:x">A</a> & B', row.summary, NOWHERE)

    chart = status_bars([hostile], whole(rows))

    texts = [note["text"] for note in chart.figure["layout"]["annotations"]]
    assert texts[0] == '&lt;a href="javascript:x"&gt;A&lt;/a&gt; &amp; B'
    assert chart.rows[0][0] == '<a href="javascript:x">A</a> & B'


def test_counts_lead_to_their_lists_unless_they_count_nothing(app: Flask) -> None:
    rows = plan(7, fields=["sprache"])
    (cells,) = status_bars(fields(rows), whole(rows)).rows
    empty = status_bars(fields(plan(1)), whole(plan(1))).rows[0]

    assert cells[0] == Link("Sprache und Bildung", "/felder/sprache")
    assert cells[3] == Link("1", "/empfehlungen/in_progress")
    assert cells[-1] == Link("7", "/empfehlungen/alle")
    assert empty[3] == 0
