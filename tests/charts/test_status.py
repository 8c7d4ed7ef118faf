from flask import Flask

from tests.charts.plans import TITLES, Listed, fields, plan, whole
from tracker.charts.chart import Chart, Link
from tracker.charts.freshness import freshness_bars
from tracker.charts.matrix import matrix
from tracker.charts.status import status_bars
from tracker.plan.rules import Status
from tracker.standing.rules import Freshness
from tracker.standing.summary import summary


def number(cell: object) -> int:
    return int(cell.text) if isinstance(cell, Link) else int(str(cell))


def drawn(chart: Chart, bar: int) -> dict[str, int]:
    """Return what one bar of a figure shows, by the name of the segment."""
    return {
        trace["name"].partition(":")[0]: trace["x"][bar]
        for trace in chart.figure["data"]
        if trace["x"][bar]
    }


def written(chart: Chart, row: int) -> dict[str, int]:
    """Return what the table says of the same bar."""
    cells = zip(chart.columns[1:-1], chart.rows[row][1:-1], strict=True)
    return {name: number(cell) for name, cell in cells if number(cell)}


def test_the_table_says_what_the_bars_say(app: Flask) -> None:
    standings = plan(60, 2)
    rows, all_rows = fields(standings), whole(standings)

    for chart in (status_bars(rows, all_rows), freshness_bars(rows, all_rows)):
        assert len(chart.rows) == len(TITLES)
        for place, row in enumerate(rows):
            assert drawn(chart, place) == written(chart, place)
            assert sum(drawn(chart, place).values()) == row.summary.total
            assert number(chart.rows[place][-1]) == row.summary.total


def test_the_legend_names_what_occurs_with_its_number_in_the_order_of_the_axis(
    app: Flask,
) -> None:
    standings = plan(8)
    chart = status_bars(fields(standings), whole(standings))

    assert [trace["name"] for trace in chart.figure["data"]] == [
        f"{status.label}: {2 if status is Status.COMPLETED else 1}" for status in Status
    ]


def test_the_first_field_is_on_top_with_its_name_above_its_bar(app: Flask) -> None:
    standings = plan(9)
    chart = status_bars(fields(standings), whole(standings))
    layout = chart.figure["layout"]
    bottom, top = layout["yaxis"]["range"]

    assert bottom > top
    assert layout["annotations"][0]["text"] == "Sprache und Bildung"
    assert layout["annotations"][2]["text"].count("<br>") == 1


def test_a_segment_too_narrow_for_a_number_has_none(app: Flask) -> None:
    standings = plan(140, fields=["sprache"])
    bars = plan(1, fields=["arbeit"])
    chart = status_bars(fields([*standings, *bars]), whole([*standings, *bars]))
    texts = [note["text"] for note in chart.figure["layout"]["annotations"]]

    assert texts.count("20") == len(Status)
    assert "1" not in texts


def test_the_sentence_says_how_many_have_which_status(app: Flask) -> None:
    one, many = plan(1), plan(9)

    assert status_bars(fields(many), whole(many)).sentence == (
        "9 Empfehlungen: 2 abgeschlossen, 2 als Daueraufgabe umgesetzt, 1 in Umsetzung, "
        "1 in Vorbereitung, 1 noch nicht begonnen, 1 zurückgestellt, 1 entfallen."
    )
    assert status_bars(fields(one), whole(one)).sentence.startswith("1 Empfehlung: 1 abge")
    assert status_bars([], whole([])).sentence == "Zum Stichtag gibt es keine Empfehlungen."


def test_each_count_of_a_sentence_leads_to_its_list_and_none_of_0_does(app: Flask) -> None:
    rows = plan(2)
    sentence = status_bars(fields(rows), whole(rows, Listed())).sentence

    assert sentence.startswith(
        '<a class="counted" href="/empfehlungen/alle" aria-label="2 Empfehlungen">2</a> Empfehl'
    )
    assert 'href="/empfehlungen/ongoing" aria-label="1 umgesetzt, läuft als Dauer' in sentence
    assert ", 0 zurückgestellt, 0 entfallen." in sentence
    alone = status_bars(fields(rows[:1]), whole(rows[:1], Listed())).sentence
    assert alone.startswith('<a class="counted" href="/empfehlungen/alle" aria')


def test_the_sentence_of_freshness_counts_every_recommendation(app: Flask) -> None:
    standings = plan(30)
    found = summary(standings)
    sentence = freshness_bars(fields(standings), whole(standings)).sentence

    assert sentence.startswith("30 Empfehlungen: ")
    assert f"{found.freshnesses[Freshness.NEVER]} nie gemeldet" in sentence
    assert freshness_bars([], whole([])).sentence == "Zum Stichtag gibt es keine Empfehlungen."


def test_a_single_field_is_one_bar_under_a_title_of_its_own(app: Flask) -> None:
    standings = plan(7, fields=["sprache"])
    chart = status_bars(fields(standings), whole(standings))

    assert chart.title == "Umsetzungsstand"
    assert {len(trace["x"]) for trace in chart.figure["data"]} == {1}


# The matrix


def test_the_matrix_has_a_cell_for_every_status_of_every_field(app: Flask) -> None:
    rows = fields(plan(60))
    found = matrix(rows)

    assert [row.title for row in found] == [row.title for row in rows]
    for row, given in zip(found, rows, strict=True):
        assert {cell.status: cell.number for cell in row.cells} == given.summary.statuses
        assert sum(cell.number for cell in row.cells) == row.total


def test_a_cell_is_the_darker_the_more_it_holds(app: Flask) -> None:
    cells = [cell for row in matrix(fields(plan(150))) for cell in row.cells]
    fullest = max(cell.number for cell in cells)

    for cell in cells:
        assert (cell.level == 0) == (cell.number == 0)
        assert (cell.level == 4) == (4 * cell.number > 3 * fullest)
        assert 0 <= cell.level <= 4


def test_an_empty_matrix_and_an_empty_field_divide_by_nothing(app: Flask) -> None:
    (row,) = fields(plan(1))
    empty = row.__class__("Leer", summary([]), row.lists, "/leer")

    assert matrix([]) == ()
    (found,) = matrix([empty])
    assert {cell.level for cell in found.cells} == {0}
    assert {cell.href for cell in found.cells} == {""}
    assert (found.total, found.total_href) == (0, "")
