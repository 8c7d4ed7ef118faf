"""Keep with a report's version its own title, which the report in the making may change."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

LENGTH = 200
VERSION = sa.table(
    "report_version",
    sa.column("id", sa.Integer()),
    sa.column("title", sa.String(length=LENGTH)),
    sa.column("document", sa.Text()),
)


def upgrade() -> None:
    op.add_column(
        "report_version",
        sa.Column("title", sa.String(length=LENGTH), nullable=False, server_default=""),
    )
    bind = op.get_bind()
    ids = bind.scalars(sa.select(VERSION.c.id).where(VERSION.c.document != "")).all()
    for version_id in ids:  # one by one: a document can have megabytes
        row = VERSION.c.id == version_id
        document = json.loads(bind.execute(sa.select(VERSION.c.document).where(row)).scalar_one())
        title = document.get("title", "")[:LENGTH]
        bind.execute(VERSION.update().where(row).values(title=title))


def downgrade() -> None:
    op.drop_column("report_version", "title")
