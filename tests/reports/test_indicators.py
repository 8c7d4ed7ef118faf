"""Indicators in a report: paper has the newest years, data all of them."""

import pytest

from tests import make
from tests.reports.test_wording import words_of

pytestmark = pytest.mark.usefixtures("app")


def test_paper_names_an_indicator_whole_and_data_hold_every_year():
    plan = make.plan()
    row = make.recommendation(of=plan, code="A-01")
    years = range(2018, 2026)
    make.indicator(of=row, values=[(year, year - 2000) for year in years], name="Kurse")
    found = words_of(plan)
    tables = {table.key: table for table in (*found.tables, *found.data)}
    paper, data = tables["annex.values"], tables["data.values"]

    assert paper.rows == (("A-01 Kurse (Plätze)", 21, 22, 23, 24, 25),)
    assert [column.name for column in paper.columns[1:]] == [str(year) for year in years[-5:]]
    assert tables["annex.indicators"].rows[0][:5] == ("A-01 Kurse (Plätze)", 2023, 30, 2028, 90)
    assert [row[:5] for row in data.rows] == [
        ("A-01", "Kurse", "Plätze", year, year - 2000) for year in years
    ]
