from datetime import date

from flask import Flask

from tests.charts.plans import plan
from tests.standing.given import AS_OF, deadline, milestone, stands, state
from tracker.charts.chart import NOWHERE, Chart
from tracker.charts.trend import trend_lines
from tracker.milestones.rules import State
from tracker.standing.trend import trend


def draw(many: int, milestones: int) -> Chart:
    return trend_lines(trend(plan(many, milestones), AS_OF), AS_OF, NOWHERE)


def test_the_table_says_what_the_lines_say(app: Flask) -> None:
    chart = draw(40, 3)
    planned, done = chart.figure["data"]

    assert planned["y"] == [row[1] for row in chart.rows]
    assert done["y"] == [row[2] for row in chart.rows if isinstance(row[2], int)]
    assert {row[2] for row in chart.rows[len(done["y"]) :]} == {"noch offen"}


def test_what_is_done_ends_at_the_stichtag_and_what_is_planned_goes_on(app: Flask) -> None:
    planned, done = draw(40, 3).figure["data"]

    assert done["x"][-1] == "2026-07-01"
    assert planned["x"][-1] > "2026-07-01"


def test_each_line_is_named_at_its_end(app: Flask) -> None:
    chart = draw(40, 3)
    planned, done = chart.figure["data"]
    texts = [note["text"] for note in chart.figure["layout"]["annotations"]]

    assert texts == [
        f"vereinbart: {planned['y'][-1]}",
        f"erledigt: {done['y'][-1]}",
        "Stichtag 01.07.2026",
    ]


def test_a_row_is_a_quarter_in_words(app: Flask) -> None:
    standing = stands(
        milestone(deadline(date(2026, 2, 1)), state(State.DONE, date(2026, 5, 2))),
        milestone(deadline(date(2026, 12, 1)), number=2),
    )

    chart = trend_lines(trend([standing], AS_OF), AS_OF, NOWHERE)

    assert chart.title == "Meilensteine: zuerst vereinbart und erledigt"
    assert chart.columns == ("Quartal", "zuerst vereinbart bis dahin", "erledigt bis dahin")
    assert chart.rows == (
        ("4. Quartal 2025", 0, 0),
        ("1. Quartal 2026", 1, 0),
        ("2. Quartal 2026", 1, 1),
        ("3. Quartal 2026", 1, 1),
        ("4. Quartal 2026", 2, "noch offen"),
    )
    assert chart.sentence == (
        "Nach den zuerst vereinbarten Terminen sollten am 01.07.2026 1 von 2 Meilensteinen mit "
        "Termin erledigt sein; erledigt: 1."
    )


def test_without_milestones_there_is_a_sentence_and_an_empty_figure(app: Flask) -> None:
    chart = trend_lines(trend([], AS_OF), AS_OF, NOWHERE)

    assert chart.sentence == "Bis zum Stichtag gibt es keine Meilensteine mit Termin."
    assert (chart.figure["data"], chart.rows) == ([], ())
