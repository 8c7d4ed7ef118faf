"""Add what daily work needs: links by mail, outbox, drafts, follow-ups, handovers, versions."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=400), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("discarded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_draft_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("user_id", "place", name=op.f("uq_draft_user_id_place")),
    )
    op.create_table(
        "one_time_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_one_time_link_user_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_link_token_hash")),
    )
    op.create_index(op.f("ix_one_time_link_user_id"), "one_time_link", ["user_id"], unique=False)

    op.create_table(
        "outgoing_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_outgoing_mail_user_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail")),
        sa.UniqueConstraint("uid", name=op.f("uq_outgoing_mail_uid")),
    )
    op.create_index(
        op.f("ix_outgoing_mail_sent_at_failed_at_due_at"),
        "outgoing_mail",
        ["sent_at", "failed_at", "due_at"],
        unique=False,
    )
    op.create_index(op.f("ix_outgoing_mail_user_id"), "outgoing_mail", ["user_id"], unique=False)

    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_follow_up_created_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["done_by_id"], ["user.id"], name=op.f("fk_follow_up_done_by_id_user")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_follow_up_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_follow_up_recommendation_id_recommendation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sa.UniqueConstraint("uid", name=op.f("uq_follow_up_uid")),
    )
    op.create_index(
        op.f("ix_follow_up_created_by_id"), "follow_up", ["created_by_id"], unique=False
    )
    op.create_index(op.f("ix_follow_up_done_by_id"), "follow_up", ["done_by_id"], unique=False)
    op.create_index(op.f("ix_follow_up_plan_id"), "follow_up", ["plan_id"], unique=False)
    op.create_index(
        op.f("ix_follow_up_recommendation_id"), "follow_up", ["recommendation_id"], unique=False
    )

    op.create_table(
        "predecessor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("plan_slug", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("descent", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_predecessor_recommendation_id_recommendation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_predecessor")),
        sa.UniqueConstraint(
            "recommendation_id",
            "plan_slug",
            "code",
            name=op.f("uq_predecessor_recommendation_id_plan_slug_code"),
        ),
    )
    op.create_index(
        op.f("ix_predecessor_plan_slug_code"), "predecessor", ["plan_slug", "code"], unique=False
    )

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_role", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_for_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committee.id"], name=op.f("fk_decision_committee_id_committee")
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_decision_recommendation_id_recommendation"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["user.id"], name=op.f("fk_decision_recorded_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_for_id"],
            ["organisation.id"],
            name=op.f("fk_decision_recorded_for_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("uid", name=op.f("uq_decision_uid")),
    )
    op.create_index(op.f("ix_decision_committee_id"), "decision", ["committee_id"], unique=False)
    op.create_index(
        op.f("ix_decision_recommendation_id_effective_on"),
        "decision",
        ["recommendation_id", "effective_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_decision_recorded_by_id"), "decision", ["recorded_by_id"], unique=False
    )
    op.create_index(
        op.f("ix_decision_recorded_for_id"), "decision", ["recorded_for_id"], unique=False
    )

    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("from_organisation_id", sa.Integer(), nullable=False),
        sa.Column("to_organisation_id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_role", sa.String(length=40), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("answer", sa.String(length=4000), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["user.id"], name=op.f("fk_handover_answered_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user.id"], name=op.f("fk_handover_asked_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["from_organisation_id"],
            ["organisation.id"],
            name=op.f("fk_handover_from_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_handover_recommendation_id_recommendation"),
        ),
        sa.ForeignKeyConstraint(
            ["to_organisation_id"],
            ["organisation.id"],
            name=op.f("fk_handover_to_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
        sa.UniqueConstraint("uid", name=op.f("uq_handover_uid")),
    )
    op.create_index(
        op.f("ix_handover_answered_by_id"), "handover", ["answered_by_id"], unique=False
    )
    op.create_index(op.f("ix_handover_asked_by_id"), "handover", ["asked_by_id"], unique=False)
    op.create_index(
        op.f("ix_handover_from_organisation_id"), "handover", ["from_organisation_id"], unique=False
    )
    op.create_index(
        op.f("ix_handover_recommendation_id"), "handover", ["recommendation_id"], unique=False
    )
    op.create_index(
        op.f("ix_handover_to_organisation_id"), "handover", ["to_organisation_id"], unique=False
    )

    op.add_column(
        "committee", sa.Column("version", sa.Integer(), server_default="1", nullable=False)
    )
    op.add_column("committee", sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))

    op.add_column(
        "council_paper", sa.Column("version", sa.Integer(), server_default="1", nullable=False)
    )
    op.add_column(
        "council_paper", sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True)
    )

    op.add_column(
        "milestone", sa.Column("position", sa.Integer(), server_default="0", nullable=False)
    )
    op.execute("UPDATE milestone SET position = number")
    op.add_column(
        "milestone", sa.Column("version", sa.Integer(), server_default="1", nullable=False)
    )

    op.add_column(
        "municipality", sa.Column("version", sa.Integer(), server_default="1", nullable=False)
    )
    op.add_column(
        "municipality", sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True)
    )

    op.add_column("obstacle", sa.Column("due_on", sa.Date(), nullable=True))

    op.add_column(
        "organisation", sa.Column("version", sa.Integer(), server_default="1", nullable=False)
    )

    op.add_column("plan", sa.Column("predecessor_slug", sa.String(length=60), nullable=True))
    op.add_column("plan", sa.Column("version", sa.Integer(), server_default="1", nullable=False))

    op.add_column(
        "recommendation", sa.Column("version", sa.Integer(), server_default="1", nullable=False)
    )

    op.add_column(
        "recommendation_status", sa.Column("evidence", sa.String(length=40), nullable=True)
    )
    op.add_column(
        "recommendation_status", sa.Column("evidence_text", sa.String(length=500), nullable=True)
    )

    op.add_column("sitting", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("sitting", sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))

    op.add_column(
        "user", sa.Column("language", sa.String(length=5), server_default="de", nullable=False)
    )
    op.add_column("user", sa.Column("introduced_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("user", sa.Column("undeliverable_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("user", sa.Column("version", sa.Integer(), server_default="1", nullable=False))


def downgrade() -> None:
    op.drop_column("user", "version")
    op.drop_column("user", "undeliverable_at")
    op.drop_column("user", "introduced_at")
    op.drop_column("user", "language")

    op.drop_column("sitting", "deleted_at")
    op.drop_column("sitting", "version")

    op.drop_column("recommendation_status", "evidence_text")
    op.drop_column("recommendation_status", "evidence")

    op.drop_column("recommendation", "version")

    op.drop_column("plan", "version")
    op.drop_column("plan", "predecessor_slug")

    op.drop_column("organisation", "version")

    op.drop_column("obstacle", "due_on")

    op.drop_column("municipality", "deleted_at")
    op.drop_column("municipality", "version")

    op.drop_column("milestone", "version")
    op.drop_column("milestone", "position")

    op.drop_column("council_paper", "deleted_at")
    op.drop_column("council_paper", "version")

    op.drop_column("committee", "deleted_at")
    op.drop_column("committee", "version")

    op.drop_index(op.f("ix_handover_to_organisation_id"), "handover")
    op.drop_index(op.f("ix_handover_recommendation_id"), "handover")
    op.drop_index(op.f("ix_handover_from_organisation_id"), "handover")
    op.drop_index(op.f("ix_handover_asked_by_id"), "handover")
    op.drop_index(op.f("ix_handover_answered_by_id"), "handover")

    op.drop_table("handover")
    op.drop_index(op.f("ix_decision_recorded_for_id"), "decision")
    op.drop_index(op.f("ix_decision_recorded_by_id"), "decision")
    op.drop_index(op.f("ix_decision_recommendation_id_effective_on"), "decision")
    op.drop_index(op.f("ix_decision_committee_id"), "decision")

    op.drop_table("decision")
    op.drop_index(op.f("ix_predecessor_plan_slug_code"), "predecessor")

    op.drop_table("predecessor")
    op.drop_index(op.f("ix_follow_up_recommendation_id"), "follow_up")
    op.drop_index(op.f("ix_follow_up_plan_id"), "follow_up")
    op.drop_index(op.f("ix_follow_up_done_by_id"), "follow_up")
    op.drop_index(op.f("ix_follow_up_created_by_id"), "follow_up")

    op.drop_table("follow_up")
    op.drop_index(op.f("ix_outgoing_mail_user_id"), "outgoing_mail")
    op.drop_index(op.f("ix_outgoing_mail_sent_at_failed_at_due_at"), "outgoing_mail")

    op.drop_table("outgoing_mail")
    op.drop_index(op.f("ix_one_time_link_user_id"), "one_time_link")

    op.drop_table("one_time_link")
    op.drop_table("draft")
