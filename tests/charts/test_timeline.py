from datetime import date

from flask import Flask

from tests.charts.plans import milestones, plan, whole
from tests.standing.given import AS_OF, days_ago, days_ahead, deadline, milestone, stands, state
from tracker.charts.chart import Chart, Link, MilestoneRow
from tracker.charts.timeline import timeline
from tracker.milestones.rules import State
from tracker.standing.facts import MilestoneFacts


def draw(*facts: MilestoneFacts, as_of: date = AS_OF) -> Chart:
    standing = stands(*facts, as_of=as_of)
    return timeline(milestones([standing]), whole([standing]), as_of)


def marks(chart: Chart) -> dict[str, list[tuple[str, str]]]:
    """Return each kind of mark with its milestones and days."""
    return {
        trace["name"]: list(zip(trace["y"], trace["x"], strict=True))
        for trace in chart.figure["data"]
    }


def test_a_line_leads_from_the_first_agreed_deadline_to_the_one_in_force(app: Flask) -> None:
    first, now = days_ago(30), days_ahead(60)
    chart = draw(milestone(state(State.IN_PROGRESS), deadline(first), deadline(now, days_ago(40))))

    assert marks(chart) == {
        "Verschiebung": [
            ("A-01.1", first.isoformat()),
            ("A-01.1", now.isoformat()),
            ("A-01.1", None),
        ],
        "zuerst vereinbarter Termin": [("A-01.1", first.isoformat())],
        "Termin": [("A-01.1", now.isoformat())],
    }


def test_a_deadline_that_was_kept_is_one_mark(app: Flask) -> None:
    chart = draw(milestone(state(State.IN_PROGRESS), deadline(days_ahead(60))))

    assert marks(chart) == {"Termin": [("A-01.1", days_ahead(60).isoformat())]}


def test_late_done_and_dropped_ones_have_marks_of_their_own(app: Flask) -> None:
    chart = draw(
        milestone(state(State.IN_PROGRESS), deadline(days_ago(1)), number=1),
        milestone(state(State.DONE, days_ago(5)), deadline(days_ago(9)), number=2),
        milestone(state(State.DROPPED), deadline(days_ago(9)), number=3),
    )

    assert marks(chart) == {
        "Termin": [("A-01.2", days_ago(9).isoformat())],
        "Termin, entfallen": [("A-01.3", days_ago(9).isoformat())],
        "Termin, überfällig": [("A-01.1", days_ago(1).isoformat())],
        "erledigt": [("A-01.2", days_ago(5).isoformat())],
    }


def test_the_stichtag_is_a_line_with_its_day(app: Flask) -> None:
    layout = draw(milestone(deadline(days_ahead(60)))).figure["layout"]

    assert {layout["shapes"][0]["x0"], layout["shapes"][0]["x1"]} == {"2026-07-01"}
    assert layout["annotations"][0]["text"] == "Stichtag 01.07.2026"


def test_the_words_of_the_stichtag_keep_inside_the_figure(app: Flask) -> None:
    ahead, behind = milestone(deadline(days_ahead(900))), milestone(deadline(days_ago(900)))

    def anchor(chart: Chart) -> str:
        return chart.figure["layout"]["annotations"][0]["xanchor"]

    assert anchor(draw(ahead)) == "left"
    assert anchor(draw(behind)) == "right"
    assert anchor(draw(milestone(deadline(AS_OF)))) == "center"


def test_the_table_says_what_the_marks_say(app: Flask) -> None:
    standings = plan(50, 3)
    chart = timeline(milestones(standings), whole(standings), AS_OF)
    found = marks(chart)

    assert len(chart.rows) == 150
    table = {row[0].text: row for row in chart.rows if isinstance(row[0], Link)}
    done = {code for code, row in table.items() if row[7]}
    late = {code for code, row in table.items() if row[8]}
    moved = {code for code, row in table.items() if row[6]}
    assert {code for code, _day in found["erledigt"]} == done
    assert {code for code, _day in found["Termin, überfällig"]} == late
    assert {code for code, _day in found["zuerst vereinbarter Termin"]} == moved
    assert done
    assert late
    assert moved


def test_the_table_tells_moves_days_and_periods_in_words(app: Flask) -> None:
    chart = draw(
        milestone(
            state(State.IN_PROGRESS),
            deadline(date(2026, 3, 31)),
            deadline(date(2026, 6, 30), date(2026, 2, 1)),
        ),
        milestone(state(State.PLANNED), number=2),
    )

    assert chart.rows == (
        (
            Link("A-01.1", "/A-01"),
            "Schritt 1",
            "in Arbeit",
            "31.03.2026",
            "30.06.2026",
            Link("1", "/A-01#verschiebungen-1"),
            91,
            "",
            1,
        ),
        (Link("A-01.2", "/A-01"), "Schritt 2", "geplant", "", "", "", "", "", ""),
    )


def test_it_grows_with_its_milestones_and_names_every_one(app: Flask) -> None:
    heights = {}
    for many in (1, 30, 150):
        standings = plan(many, 4)
        layout = timeline(milestones(standings), whole(standings), AS_OF).figure["layout"]
        heights[many] = layout["height"]
        codes = [row.code for row in milestones(standings)]
        assert layout["yaxis"]["tickvals"] == layout["yaxis"]["categoryarray"] == codes

    assert heights[150] - heights[30] == 24 * 4 * 120
    assert heights[1] < 400


def test_one_without_any_day_keeps_its_place_and_its_row(app: Flask) -> None:
    standing = stands(milestone(state(State.PLANNED)))
    chart = timeline([MilestoneRow("A-01.1", standing.milestones[0])], whole([standing]), AS_OF)

    assert chart.figure["data"] == []
    assert chart.figure["layout"]["yaxis"]["tickvals"] == ["A-01.1"]
    assert chart.rows[0][0] == "A-01.1"


def test_the_sentence_says_how_they_stand(app: Flask) -> None:
    chart = draw(
        milestone(state(State.PLANNED), deadline(days_ago(3)), number=1),
        milestone(state(State.DONE), number=2),
    )

    assert chart.sentence == (
        "2 Meilensteine am 01.07.2026: 1 erledigt, 0 in Arbeit, 1 geplant, 0 entfallen; "
        "1 überfällig."
    )
    assert draw().sentence == "Zum Stichtag gibt es keine Meilensteine."
