"""Drawings for paper: vectors that are right, readable in grey, and take any text."""

import itertools
from xml.etree import ElementTree as ET

import pytest

from tests.charts.plans import plan
from tests.standing.given import AS_OF
from tracker.charts import svg, theme
from tracker.charts.chart import NOWHERE
from tracker.charts.svg import Part, Row
from tracker.charts.svg.bars import BAR
from tracker.charts.svg.lines import _ticks
from tracker.charts.svg.shapes import LETTER
from tracker.charts.trend import trend_lines
from tracker.plan.rules import Status
from tracker.standing.trend import trend

PARTS = [Part(str(status.label), fill) for status, fill in theme.FILLS[Status].items()]
HOSTILE = "</text><script>\"&'" + "ä" * 300
NAMESPACE = "{http://www.w3.org/2000/svg}"


def drawn(text: str) -> ET.Element:
    return ET.fromstring(text)


def texts(root: ET.Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{NAMESPACE}text")]


def widths(root: ET.Element, fill: str) -> list[float]:
    return [
        float(one.get("width"))
        for one in root.iter(f"{NAMESPACE}rect")
        if one.get("fill") == fill and one.get("height") == str(BAR)
    ]


def test_a_part_of_a_bar_is_as_long_as_its_number():
    root = drawn(svg.stacked([Row("A", [4, 2]), Row("B", [1, None])], PARTS[:2], "fig"))

    assert widths(root, PARTS[0].fill.colour) == [424.0, 106.0]
    assert widths(root, PARTS[1].fill.colour) == widths(root, "url(#fig-1)") == [212.0]
    assert {"A", "B", "4", "2", "1"} <= set(texts(root))


def test_the_legend_names_what_occurs_with_its_number():
    root = drawn(svg.stacked([Row("A", [4, 0, 2]), Row("B", [1, 0, 0])], PARTS[:3], "fig"))

    assert texts(root)[-2:] == [f"{PARTS[0].name} (5)", f"{PARTS[2].name} (2)"]


def test_no_two_parts_look_alike_in_grey():
    def grey(colour: str) -> int:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return round((0.299 * red + 0.587 * green + 0.114 * blue) / 40)

    looks = [(part.fill.pattern, grey(part.fill.colour)) for part in PARTS]

    assert len(set(looks)) == len(looks)


def test_a_bar_is_as_long_as_its_number():
    root = drawn(svg.bars([Row("A", [8]), Row("B", [2]), Row("C", [None])]))

    assert widths(root, theme.DARK) == [560.0, 140.0, 1.0]
    assert texts(root) == ["A", "8", "B", "2", "C", "–"]


def test_a_line_has_a_gap_where_there_is_no_number():
    rows = [Row(f"Q{at}", [at, None if at == 2 else 9 - at]) for at in range(5)]
    root = drawn(svg.lines(rows, ["steigt", "fällt"]))
    lines = [one for one in root.iter(f"{NAMESPACE}polyline") if one.get("stroke") != theme.GRID]

    # Each name has a sample of its line in the legend.
    assert [len(one.get("points").split()) for one in lines] == [5, 2, 2, 2, 2]


def test_paper_shows_the_trend_with_the_lines_and_points_of_the_screen(app):
    chart = trend_lines(trend(plan(9, 3), AS_OF), AS_OF, NOWHERE)
    agreed, done = chart.figure["data"]
    root = drawn(chart.drawing)
    lines = [one for one in root.iter(f"{NAMESPACE}polyline") if one.get("stroke") != theme.GRID]
    (diamond,) = {one.get("fill") for one in root.iter(f"{NAMESPACE}path")}
    (circle,) = {one.get("fill") for one in root.iter(f"{NAMESPACE}circle")}

    assert (agreed["line"]["dash"], agreed["marker"]["symbol"]) == ("dash", "diamond-open")
    assert (done["line"]["dash"], done["marker"]["symbol"]) == ("solid", "circle")
    assert [(one.get("stroke"), bool(one.get("stroke-dasharray"))) for one in lines] == [
        *[(agreed["line"]["color"], True)] * 2,
        *[(done["line"]["color"], False)] * 2,
    ]
    assert (diamond, circle) == (theme.GROUND, done["line"]["color"])


@pytest.mark.parametrize("many", [2, 5, 17, 45, 120])
def test_names_below_lines_do_not_touch(many):
    root = drawn(svg.lines([Row("3. Quartal 2026", [at]) for at in range(many)], ["steigt"]))
    places = [
        float(one.get("x"))
        for one in root.iter(f"{NAMESPACE}text")
        if one.text == "3. Quartal 2026" and one.get("text-anchor") == "middle"
    ]

    assert places
    for one, other in itertools.pairwise(places):
        assert other - one > len("3. Quartal 2026") * LETTER


def test_a_higher_number_stands_higher():
    root = drawn(svg.lines([Row("Q1", [0]), Row("Q2", [5])], ["steigt"]))
    line = next(one for one in root.iter(f"{NAMESPACE}polyline") if one.get("stroke") != theme.GRID)
    first, last = (float(point.split(",")[1]) for point in line.get("points").split())

    assert last < first


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (0, [0, 1]),
        (3, [0, 1, 2, 3]),
        (5, [0, 1, 2, 3, 4, 5]),
        (24, [0, 5, 10, 15, 20, 25]),
        (117, [0, 50, 100, 150]),
        (251, [0, 100, 200, 300]),
    ],
)
def test_the_axis_ends_at_the_first_round_number_that_is_high_enough(highest, ticks):
    assert list(_ticks(highest)) == ticks


def test_any_text_and_no_row_at_all_can_be_drawn():
    for rows in ([], [Row(HOSTILE, [0, 0])], [Row(HOSTILE, [1, 10**9])]):
        for text in (
            svg.stacked(rows, [Part(HOSTILE, PARTS[0].fill)] * 2, 'a"b'),
            svg.bars(rows),
            svg.lines(rows, [HOSTILE, HOSTILE]),
        ):
            root = drawn(text)
            assert root.find(f".//{NAMESPACE}script") is None
            assert " style=" not in text


def test_no_drawing_needs_a_style_or_another_file():
    text = svg.stacked([Row("A", [1, 2])], PARTS[:2], "fig")

    assert not any(one in text for one in ("style", "href", "class="))
