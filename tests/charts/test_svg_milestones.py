"""The drawing of milestones: days in order, marks and states that need no colour, many of them."""

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from tests.charts.plans import milestones, plan, whole
from tests.standing.given import AS_OF
from tracker.charts import svg, theme
from tracker.charts.svg import Course, Legend, Mark, Part
from tracker.charts.svg.milestones import LEFT, ROW
from tracker.charts.svg.shapes import LETTER, LINE, WIDTH
from tracker.charts.timeline import timeline
from tracker.i18n import speaking
from tracker.milestones.rules import State

NAMESPACE = "{http://www.w3.org/2000/svg}"
STATES = [Part(str(state.label), theme.FILLS[State][state]) for state in State]
WORDS = Legend(
    STATES,
    {mark: mark.value for mark in Mark},
    "moved",
    date(2026, 7, 1),
    "Stichtag 01.07.2026",
    "ohne Termin",
)
HOSTILE = "</text><script>\"&'" + "ä" * 300


def sheets(rows: list[Course], words: Legend = WORDS) -> list[ET.Element]:
    return list(ET.fromstring(f"<div>{svg.courses(rows, words, 'fig')}</div>"))


def course(name: str = "A-01.1", state: State = State.PLANNED, **days: date) -> Course:
    marks = {Mark(mark): day for mark, day in days.items()}
    return Course(name, list(State).index(state), marks)


def texts(root: ET.Element) -> dict[str, tuple[float, float, str]]:
    return {
        one.text or "": (float(one.get("x")), float(one.get("y")), one.get("text-anchor", "start"))
        for one in root.iter(f"{NAMESPACE}text")
    }


def marks(root: ET.Element) -> list[tuple[str, float, float]]:
    """Return the shape, the middle and the height of each mark beside the names, by height."""
    found = []
    for one in root:
        tag = one.tag.removeprefix(NAMESPACE)
        if tag == "circle":
            found.append(("circle", float(one.get("cx")), float(one.get("cy"))))
        elif tag == "path":
            x, y = map(float, re.findall(r"-?[\d.]+", str(one.get("d")))[:2])
            is_cross = one.get("fill") == "none"
            look = "cross" if is_cross else "open" if one.get("fill") == theme.GROUND else "diamond"
            found.append((look, x + (4.5 if is_cross else 0), y + (4.5 if is_cross else 6.5)))
        elif tag == "rect" and one.get("fill") == theme.ALARM:
            half = float(one.get("width")) / 2
            found.append(("square", float(one.get("x")) + half, float(one.get("y")) + half))
    return found


def of_rows(root: ET.Element) -> list[tuple[str, float, float]]:
    """Return the marks that are none of the legend."""
    last = max(y for name, (_x, y, _anchor) in texts(root).items() if name.startswith("A-"))
    return [one for one in marks(root) if one[2] < last + 5]


def test_a_later_day_stands_further_right_and_the_same_day_at_the_same_place() -> None:
    first, due, done = date(2025, 1, 1), date(2026, 1, 1), date(2027, 1, 1)
    rows = [course(first=first, due=due, done=done), course("A-01.2", done=due)]
    (root,) = sheets(rows)

    (_a, x1, _y1), (_b, x2, _y2), (_c, x3, _y3), (_d, x4, _y4) = of_rows(root)

    assert LEFT < x1 < x2 < x3 < WIDTH
    assert x3 - x2 == pytest.approx(x2 - x1, abs=0.3)
    assert x4 == x2


def test_every_mark_has_a_shape_of_its_own() -> None:
    rows = [course(f"A-01.{at}", **{mark.value: AS_OF}) for at, mark in enumerate(Mark)]
    (root,) = sheets(rows)

    assert len({look for look, _x, _y in of_rows(root)}) == len(Mark)


def test_no_two_states_look_alike_in_grey() -> None:
    def grey(colour: str) -> int:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return round((0.299 * red + 0.587 * green + 0.114 * blue) / 40)

    looks = [(part.fill.pattern, grey(part.fill.colour)) for part in STATES]

    assert len(set(looks)) == len(looks)


def test_a_line_leads_from_the_first_deadline_to_the_one_in_force() -> None:
    first, due = date(2025, 1, 1), date(2026, 1, 1)
    moved, kept = sheets([course(first=first, due=due)]), sheets([course(due=due)])

    def dotted(root: ET.Element) -> list[str]:
        lines = root.iter(f"{NAMESPACE}polyline")
        return [str(one.get("points")) for one in lines if one.get("stroke-dasharray")]

    (_open, left, _y), (_due, right, _y2) = of_rows(moved[0])
    assert dotted(kept[0]) == []
    line, _sample = dotted(moved[0])
    assert [point.split(",")[0] for point in line.split()] == [f"{left}", f"{right}"]


def test_the_legend_explains_what_occurs_and_nothing_else() -> None:
    (root,) = sheets([course(state=State.DONE, done=AS_OF), course("A-01.2")])

    told = texts(root)

    assert {"erledigt", "geplant", "done"} <= set(told)
    assert not {"in Arbeit", "entfallen", "due", "moved"} & set(told)


def test_one_without_any_day_keeps_its_row_and_says_so() -> None:
    (root,) = sheets([course(), course("A-01.2", due=AS_OF)])

    told = texts(root)
    assert told["ohne Termin"][1] == told["A-01.1"][1]
    assert told["A-01.2"][1] - told["A-01.1"][1] == ROW


def test_many_are_several_sheets_of_one_scale_none_higher_than_a_page() -> None:
    rows = [
        course(f"A-{at:03}.1", due=date(2020, 1, 1) + timedelta(days=at * 11)) for at in range(95)
    ]

    found = sheets(rows)

    assert [len(of_rows(root)) for root in found] == [30, 30, 30, 5]
    assert [name for root in found for name in texts(root) if name[:2] == "A-"] == [
        row.name for row in rows
    ]
    places = [x for root in found for _look, x, _y in of_rows(root)]
    assert places == sorted(places)
    for root in found:
        width, height = map(float, str(root.get("viewBox")).split()[2:])
        assert height / width < 259 / 178  # of an A4 page within its margins
        names = [y for name, (_x, y, _a) in texts(root).items() if name[:2] == "A-"]
        assert all(after - before >= LINE for before, after in pairwise(names))
    drawn = svg.courses(rows, WORDS, "fig")
    ids = re.findall(r'id="([^"]+)"', drawn)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("days", [0, 20, 100, 400, 900, 2000, 4000, 20_000])
def test_words_of_the_line_of_time_have_room(days: int, language: str) -> None:
    with speaking(language):
        (root,) = sheets([course(due=AS_OF), course("A-01.2", due=AS_OF + timedelta(days=days))])

    head = [
        (x, len(word) * LETTER)
        for word, (x, y, anchor) in texts(root).items()
        if y == 2 * LINE + 1 and anchor == "middle"
    ]
    assert head or days < 40
    for (one, width), (other, _width) in pairwise(head):
        assert other - one > width
    for x, width in head:
        assert LEFT - width / 2 < x - width / 2
        assert x + width / 2 <= WIDTH + 20


def test_the_stichtag_keeps_inside_the_drawing() -> None:
    for day in (date(2016, 1, 1), AS_OF, date(2036, 1, 1)):
        (root,) = sheets([course(due=day)])
        x, _y, anchor = texts(root)["Stichtag 01.07.2026"]
        width = len("Stichtag 01.07.2026") * LETTER
        left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
        assert left >= 0
        assert left + width <= WIDTH


def test_any_text_and_no_row_at_all_can_be_drawn() -> None:
    hostile = Legend(
        [Part(HOSTILE, part.fill) for part in STATES],
        dict.fromkeys(Mark, HOSTILE),
        HOSTILE,
        AS_OF,
        HOSTILE,
        HOSTILE,
    )
    assert svg.courses([], hostile, 'a"b') == ""
    text = svg.courses([course(HOSTILE), course(HOSTILE, due=AS_OF)], hostile, 'a"b')

    assert ET.fromstring(text).find(f".//{NAMESPACE}script") is None
    assert not any(one in text for one in (" style=", "href", "class="))


def test_the_drawing_says_what_the_figure_and_the_table_say() -> None:
    standings = plan(50, 3)
    rows = milestones(standings)
    chart = timeline(rows, whole(standings), AS_OF)
    found = list(ET.fromstring(f"<div>{chart.drawing}</div>"))

    names = [name for root in found for name in texts(root) if name[:2] == "A-"]
    assert names == [row.code for row in rows]
    shapes = {
        "zuerst vereinbarter Termin": "open",
        "Termin": "diamond",
        "Termin, entfallen": "cross",
        "Termin, überfällig": "square",
        "erledigt": "circle",
    }
    drawn = [look for root in found for look, _x, _y in of_rows(root)]
    for trace in chart.figure["data"]:
        if trace["mode"] == "markers":
            assert drawn.count(shapes[trace["name"]]) == len(trace["x"]), trace["name"]
    assert len(drawn) == sum(
        len(trace["x"]) for trace in chart.figure["data"] if trace["mode"] == "markers"
    )
