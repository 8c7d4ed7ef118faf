"""Add reports with their versions and files, and that a note has been seen."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("sitting_on", sa.Date(), nullable=True),
        sa.Column("paper_number", sa.String(length=60), nullable=False),
        sa.Column("is_final", sa.Boolean(), nullable=False),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committee.id"], name=op.f("fk_report_committee_id_committee")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_report_created_by_id_user")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_report_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("plan_id", "slug", name=op.f("uq_report_plan_id_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_report_uid")),
    )
    op.create_index(op.f("ix_report_committee_id"), "report", ["committee_id"], unique=False)
    op.create_index(op.f("ix_report_created_by_id"), "report", ["created_by_id"], unique=False)
    op.create_table(
        "report_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_text_report_id_report")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_text")),
        sa.UniqueConstraint("report_id", "place", name=op.f("uq_report_text_report_id_place")),
    )
    op.create_table(
        "report_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("inputs", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("release", sa.String(length=40), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("frozen_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("redacted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("redacted_by_id", sa.Integer(), nullable=True),
        sa.Column("redaction", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["frozen_by_id"], ["user.id"], name=op.f("fk_report_version_frozen_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["user.id"], name=op.f("fk_report_version_published_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["redacted_by_id"], ["user.id"], name=op.f("fk_report_version_redacted_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_version_report_id_report")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_version")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_report_version_report_id_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_report_version_uid")),
    )
    op.create_index(
        op.f("ix_report_version_frozen_by_id"), "report_version", ["frozen_by_id"], unique=False
    )
    op.create_index(
        op.f("ix_report_version_published_by_id"),
        "report_version",
        ["published_by_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_report_version_redacted_by_id"), "report_version", ["redacted_by_id"], unique=False
    )
    op.create_table(
        "note_seen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name=op.f("fk_note_seen_note_id_note")),
        sa.ForeignKeyConstraint(
            ["seen_by_id"], ["user.id"], name=op.f("fk_note_seen_seen_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_seen")),
        sa.UniqueConstraint("note_id", name=op.f("uq_note_seen_note_id")),
    )
    op.create_index(op.f("ix_note_seen_seen_by_id"), "note_seen", ["seen_by_id"], unique=False)
    op.create_table(
        "report_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.Column("failure", sa.String(length=500), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["report_version.id"],
            name=op.f("fk_report_file_version_id_report_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_file")),
        sa.UniqueConstraint("version_id", "format", name=op.f("uq_report_file_version_id_format")),
    )


def downgrade() -> None:
    op.drop_table("report_file")
    op.drop_index(op.f("ix_note_seen_seen_by_id"), "note_seen")
    op.drop_table("note_seen")
    op.drop_index(op.f("ix_report_version_redacted_by_id"), "report_version")
    op.drop_index(op.f("ix_report_version_published_by_id"), "report_version")
    op.drop_index(op.f("ix_report_version_frozen_by_id"), "report_version")
    op.drop_table("report_version")
    op.drop_table("report_text")
    op.drop_index(op.f("ix_report_created_by_id"), "report")
    op.drop_index(op.f("ix_report_committee_id"), "report")
    op.drop_table("report")
