"""Let workers claim files of reports; keep why one was not made as one of a few words."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE report_file SET failure = 'refused' WHERE failure <> ''")
    with op.batch_alter_table("report_file") as batch:
        batch.alter_column(
            "failure",
            existing_type=sa.String(length=500),
            type_=sa.String(length=40),
            nullable=True,
        )
        batch.add_column(sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE report_file SET failure = NULL WHERE failure = ''")


def downgrade() -> None:
    op.execute("UPDATE report_file SET failure = '' WHERE failure IS NULL")
    with op.batch_alter_table("report_file") as batch:
        batch.drop_column("claimed_until")
        batch.alter_column(
            "failure",
            existing_type=sa.String(length=40),
            type_=sa.String(length=500),
            nullable=False,
        )
