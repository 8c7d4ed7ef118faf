"""Keep with a report's version what it says of the one before it, which may be taken away."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

VERSION = sa.table(
    "report_version",
    sa.column("id", sa.Integer()),
    sa.column("report_id", sa.Integer()),
    sa.column("number", sa.Integer()),
    sa.column("content", sa.Text()),
    sa.column("compared", sa.Text()),
)


def upgrade() -> None:
    op.add_column(
        "report_version", sa.Column("compared", sa.Text(), nullable=False, server_default="")
    )
    for version_id, compared in list(_kept()):
        row = VERSION.c.id == version_id
        op.get_bind().execute(VERSION.update().where(row).values(compared=compared))


def downgrade() -> None:
    op.drop_column("report_version", "compared")


def _kept() -> Iterator[tuple[int, str]]:
    """Yield what each version keeps of the one before it, where both still say something."""
    rows = op.get_bind().execute(
        sa.select(VERSION.c.id, VERSION.c.report_id, VERSION.c.number, VERSION.c.content)
        .where(VERSION.c.content != "")
        .order_by(VERSION.c.report_id, VERSION.c.number)
    )
    before: tuple[int, int, dict[str, Any]] | None = None
    for version_id, report_id, number, content in rows:
        new = json.loads(content)
        if not new:
            continue
        if before is not None and before[0] == report_id:
            yield version_id, _compared(before[1], before[2], new)
        before = (report_id, number, new)


def _compared(number: int, old: dict[str, Any], new: dict[str, Any]) -> str:
    sheets = {one["code"]: one for one in old["recommendations"]}
    newer = {one["code"]: one for one in new["recommendations"]}
    codes = sorted(code for code in {*sheets, *newer} if sheets.get(code) != newer.get(code))
    figures = {
        "figures": old["figures"],
        "milestones": {name: len(rows) for name, rows in old["milestones"].items()},
        "obstacles": old["obstacles"],
        "since": old["since"],
    }
    parts = {"earlier": number, "figures": figures, "codes": codes}
    return json.dumps(parts, ensure_ascii=False, sort_keys=True)
