"""Create the tables of plans, facts, accounts and audit."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("languages", sa.String(length=60), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("disclaimer", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("slug", name=op.f("uq_plan_slug")),
    )
    op.create_table(
        "sign_in_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_try")),
    )
    with op.batch_alter_table("sign_in_try", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sign_in_try_account_at"), ["account", "at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sign_in_try_address_at"), ["address", "at"], unique=False
        )

    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
        sa.UniqueConstraint("uid", name=op.f("uq_user_uid")),
    )
    op.create_table(
        "action_field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_action_field_plan_id_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_field")),
        sa.UniqueConstraint("plan_id", "code", name=op.f("uq_action_field_plan_id_code")),
        sa.UniqueConstraint("plan_id", "slug", name=op.f("uq_action_field_plan_id_slug")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("before", sa.String(length=4000), nullable=False),
        sa.Column("after", sa.String(length=4000), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_audit_entry_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_user_id"), ["user_id"], unique=False)

    op.create_table(
        "committee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("decides", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_committee_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee")),
        sa.UniqueConstraint("plan_id", "slug", name=op.f("uq_committee_plan_id_slug")),
    )
    op.create_table(
        "municipality",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("ags", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("population_on", sa.Date(), nullable=True),
        sa.Column("seat", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_municipality_plan_id_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipality")),
        sa.UniqueConstraint("plan_id", "ags", name=op.f("uq_municipality_plan_id_ags")),
    )
    op.create_table(
        "recommendation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("horizon", sa.String(length=40), nullable=False),
        sa.Column("priority", sa.String(length=40), nullable=False),
        sa.Column("funding", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_recommendation_plan_id_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
        sa.UniqueConstraint("plan_id", "code", name=op.f("uq_recommendation_plan_id_code")),
    )
    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("vocabulary", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_term_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint(
            "plan_id",
            "vocabulary",
            "code",
            name=op.f("uq_term_plan_id_vocabulary_code"),
        ),
    )
    op.create_table(
        "user_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("device", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_user_session_user_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_user_session_token_hash")),
    )
    with op.batch_alter_table("user_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_user_session_user_id"), ["user_id"], unique=False)

    op.create_table(
        "council_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("web", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["committee_id"],
            ["committee.id"],
            name=op.f("fk_council_paper_committee_id_committee"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_council_paper_plan_id_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_paper")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_council_paper_plan_id_number")),
    )
    with op.batch_alter_table("council_paper", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_council_paper_committee_id"), ["committee_id"], unique=False
        )

    op.create_table(
        "indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("baseline_year", sa.Integer(), nullable=True),
        sa.Column("baseline", sa.String(length=40), nullable=True),
        sa.Column("target_year", sa.Integer(), nullable=True),
        sa.Column("target", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_indicator_recommendation_id_recommendation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sa.UniqueConstraint(
            "recommendation_id",
            "number",
            name=op.f("uq_indicator_recommendation_id_number"),
        ),
    )
    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_milestone_recommendation_id_recommendation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint(
            "recommendation_id",
            "number",
            name=op.f("uq_milestone_recommendation_id_number"),
        ),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("contact_role", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_organisation_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_organisation_plan_id_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("plan_id", "slug", name=op.f("uq_organisation_plan_id_slug")),
    )
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_municipality_id"),
            ["municipality_id"],
            unique=False,
        )

    op.create_table(
        "sitting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["committee_id"],
            ["committee.id"],
            name=op.f("fk_sitting_committee_id_committee"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting")),
        sa.UniqueConstraint(
            "committee_id", "held_on", name=op.f("uq_sitting_committee_id_held_on")
        ),
    )
    op.create_table(
        "action_field_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_field_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_role", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_for_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["action_field_id"],
            ["action_field.id"],
            name=op.f("fk_action_field_wording_action_field_id_action_field"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["user.id"],
            name=op.f("fk_action_field_wording_recorded_by_id_user"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_for_id"],
            ["organisation.id"],
            name=op.f("fk_action_field_wording_recorded_for_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"],
            ["action_field.id"],
            name=op.f("fk_action_field_wording_successor_id_action_field"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_field_wording")),
        sa.UniqueConstraint(
            "action_field_id",
            "number",
            name=op.f("uq_action_field_wording_action_field_id_number"),
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_action_field_wording_uid")),
    )
    with op.batch_alter_table("action_field_wording", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_action_field_wording_recorded_by_id"),
            ["recorded_by_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_action_field_wording_recorded_for_id"),
            ["recorded_for_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_action_field_wording_successor_id"),
            ["successor_id"],
            unique=False,
        )

    op.create_table(
        "affiliation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_affiliation_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_affiliation_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affiliation")),
        sa.UniqueConstraint(
            "user_id",
            "organisation_id",
            name=op.f("uq_affiliation_user_id_organisation_id"),
        ),
    )
    with op.batch_alter_table("affiliation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_affiliation_organisation_id"),
            ["organisation_id"],
            unique=False,
        )

    op.create_table(
        "indicator_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_role", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_for_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["indicator.id"],
            name=op.f("fk_indicator_value_indicator_id_indicator"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["user.id"],
            name=op.f("fk_indicator_value_recorded_by_id_user"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_for_id"],
            ["organisation.id"],
            name=op.f("fk_indicator_value_recorded_for_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_value")),
        sa.UniqueConstraint(
            "indicator_id",
            "number",
            name=op.f("uq_indicator_value_indicator_id_number"),
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_indicator_value_uid")),
    )
    with op.batch_alter_table("indicator_value", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_indicator_value_recorded_by_id"),
            ["recorded_by_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_indicator_value_recorded_for_id"),
            ["recorded_for_id"],
            unique=False,
        )

    op.create_table(
        "involvement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("is_involved", sa.Boolean(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_role", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_for_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_involvement_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_involvement_recommendation_id_recommendation"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["user.id"],
            name=op.f("fk_involvement_recorded_by_id_user"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_for_id"],
            ["organisation.id"],
            name=op.f("fk_involvement_recorded_for_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_involvement")),
        sa.UniqueConstraint(
            "recommendation_id",
            "organisation_id",
            "part",
            "number",
            name=op.f("uq_involvement_recommendation_id_organisation_id_part_number"),
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_involvement_uid")),
    )
    with op.batch_alter_table("involvement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_involvement_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_involvement_recorded_by_id"),
            ["recorded_by_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_involvement_recorded_for_id"),
            ["recorded_for_id"],
            unique=False,
        )

    op.create_table(
        "milestone_deadline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("precision", sa.String(length=40), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_role", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_for_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["milestone_id"],
            ["milestone.id"],
            name=op.f("fk_milestone_deadline_milestone_id_milestone"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["user.id"],
            name=op.f("fk_milestone_deadline_recorded_by_id_user"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_for_id"],
            ["organisation.id"],
            name=op.f("fk_milestone_deadline_recorded_for_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_deadline")),
        sa.UniqueConstraint(
            "milestone_id",
            "number",
            name=op.f("uq_milestone_deadline_milestone_id_number"),
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_milestone_deadline_uid")),
    )
    with op.batch_alter_table("milestone_deadline", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_milestone_deadline_recorded_by_id"),
            ["recorded_by_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_milestone_deadline_recorded_for_id"),
            ["recorded_for_id"],
            unique=False,
        )

    op.create_table(
        "milestone_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("precision", sa.String(length=40), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_role", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_for_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["milestone_id"],
            ["milestone.id"],
            name=op.f("fk_milestone_state_milestone_id_milestone"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["user.id"],
            name=op.f("fk_milestone_state_recorded_by_id_user"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_for_id"],
            ["organisation.id"],
            name=op.f("fk_milestone_state_recorded_for_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_state")),
        sa.UniqueConstraint(
            "milestone_id",
            "number",
            name=op.f("uq_milestone_state_milestone_id_number"),
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_milestone_state_uid")),
    )
    with op.batch_alter_table("milestone_state", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_milestone_state_recorded_by_id"),
            ["recorded_by_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_milestone_state_recorded_for_id"),
            ["recorded_for_id"],
            unique=False,
        )

    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("corrects_uid", sa.String(length=36), nullable=True),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_role", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_for_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_note_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_note_recommendation_id_recommendation"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["user.id"], name=op.f("fk_note_recorded_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_for_id"],
            ["organisation.id"],
            name=op.f("fk_note_recorded_for_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint("uid", name=op.f("uq_note_uid")),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_note_organisation_id_effective_on"),
            ["organisation_id", "effective_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_note_recommendation_id_effective_on_recorded_at"),
            ["recommendation_id", "effective_on", "recorded_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_note_recorded_by_id"), ["recorded_by_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_note_recorded_for_id"), ["recorded_for_id"], unique=False
        )

    op.create_table(
        "obstacle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("addressee", sa.String(length=40), nullable=False),
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
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_obstacle_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_obstacle_recommendation_id_recommendation"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["user.id"],
            name=op.f("fk_obstacle_recorded_by_id_user"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_for_id"],
            ["organisation.id"],
            name=op.f("fk_obstacle_recorded_for_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obstacle")),
        sa.UniqueConstraint("uid", name=op.f("uq_obstacle_uid")),
    )
    with op.batch_alter_table("obstacle", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_obstacle_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_obstacle_recommendation_id_effective_on"),
            ["recommendation_id", "effective_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_obstacle_recorded_by_id"), ["recorded_by_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_obstacle_recorded_for_id"), ["recorded_for_id"], unique=False
        )

    op.create_table(
        "organisation_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("has_ended", sa.Boolean(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_role", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_for_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_name_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["user.id"],
            name=op.f("fk_organisation_name_recorded_by_id_user"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_for_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_name_recorded_for_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_name_successor_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_name")),
        sa.UniqueConstraint(
            "organisation_id",
            "number",
            name=op.f("uq_organisation_name_organisation_id_number"),
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_organisation_name_uid")),
    )
    with op.batch_alter_table("organisation_name", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_name_recorded_by_id"),
            ["recorded_by_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_organisation_name_recorded_for_id"),
            ["recorded_for_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_organisation_name_successor_id"),
            ["successor_id"],
            unique=False,
        )

    op.create_table(
        "paper_recommendation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"],
            ["council_paper.id"],
            name=op.f("fk_paper_recommendation_paper_id_council_paper"),
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_paper_recommendation_recommendation_id_recommendation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_recommendation")),
        sa.UniqueConstraint(
            "paper_id",
            "recommendation_id",
            name=op.f("uq_paper_recommendation_paper_id_recommendation_id"),
        ),
    )
    with op.batch_alter_table("paper_recommendation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_paper_recommendation_recommendation_id"),
            ["recommendation_id"],
            unique=False,
        )

    op.create_table(
        "plan_thresholds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("attention_days", sa.Integer(), nullable=False),
        sa.Column("upcoming_days", sa.Integer(), nullable=False),
        sa.Column("current_days", sa.Integer(), nullable=False),
        sa.Column("due_days", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_role", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_for_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_plan_thresholds_plan_id_plan")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["user.id"],
            name=op.f("fk_plan_thresholds_recorded_by_id_user"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_for_id"],
            ["organisation.id"],
            name=op.f("fk_plan_thresholds_recorded_for_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_thresholds")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_thresholds_plan_id_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_plan_thresholds_uid")),
    )
    with op.batch_alter_table("plan_thresholds", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_plan_thresholds_recorded_by_id"),
            ["recorded_by_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_plan_thresholds_recorded_for_id"),
            ["recorded_for_id"],
            unique=False,
        )

    op.create_table(
        "recommendation_status",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("replacement_id", sa.Integer(), nullable=True),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_role", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_for_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_recommendation_status_recommendation_id_recommendation"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["user.id"],
            name=op.f("fk_recommendation_status_recorded_by_id_user"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_for_id"],
            ["organisation.id"],
            name=op.f("fk_recommendation_status_recorded_for_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["replacement_id"],
            ["recommendation.id"],
            name=op.f("fk_recommendation_status_replacement_id_recommendation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation_status")),
        sa.UniqueConstraint(
            "recommendation_id",
            "number",
            name=op.f("uq_recommendation_status_recommendation_id_number"),
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_recommendation_status_uid")),
    )
    with op.batch_alter_table("recommendation_status", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recommendation_status_recorded_by_id"),
            ["recorded_by_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_recommendation_status_recorded_for_id"),
            ["recorded_for_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_recommendation_status_replacement_id"),
            ["replacement_id"],
            unique=False,
        )

    op.create_table(
        "recommendation_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("action_field_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("plain_language", sa.Text(), nullable=True),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_role", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_for_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["action_field_id"],
            ["action_field.id"],
            name=op.f("fk_recommendation_wording_action_field_id_action_field"),
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_recommendation_wording_recommendation_id_recommendation"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["user.id"],
            name=op.f("fk_recommendation_wording_recorded_by_id_user"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_for_id"],
            ["organisation.id"],
            name=op.f("fk_recommendation_wording_recorded_for_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation_wording")),
        sa.UniqueConstraint(
            "recommendation_id",
            "number",
            name=op.f("uq_recommendation_wording_recommendation_id_number"),
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_recommendation_wording_uid")),
    )
    with op.batch_alter_table("recommendation_wording", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recommendation_wording_action_field_id"),
            ["action_field_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_recommendation_wording_recorded_by_id"),
            ["recorded_by_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_recommendation_wording_recorded_for_id"),
            ["recorded_for_id"],
            unique=False,
        )

    op.create_table(
        "withdrawal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("fact_uid", sa.String(length=36), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_role", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_for_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_withdrawal_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["user.id"],
            name=op.f("fk_withdrawal_recorded_by_id_user"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_for_id"],
            ["organisation.id"],
            name=op.f("fk_withdrawal_recorded_for_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawal")),
        sa.UniqueConstraint("fact_uid", name=op.f("uq_withdrawal_fact_uid")),
    )
    with op.batch_alter_table("withdrawal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_withdrawal_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_withdrawal_recorded_by_id"), ["recorded_by_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_withdrawal_recorded_for_id"),
            ["recorded_for_id"],
            unique=False,
        )

    op.create_table(
        "note_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_role", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_for_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name=op.f("fk_note_review_note_id_note")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["user.id"],
            name=op.f("fk_note_review_recorded_by_id_user"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_for_id"],
            ["organisation.id"],
            name=op.f("fk_note_review_recorded_for_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_review")),
        sa.UniqueConstraint("note_id", "number", name=op.f("uq_note_review_note_id_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_note_review_uid")),
    )
    with op.batch_alter_table("note_review", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_note_review_recorded_by_id"),
            ["recorded_by_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_note_review_recorded_for_id"),
            ["recorded_for_id"],
            unique=False,
        )

    op.create_table(
        "obstacle_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obstacle_id", sa.Integer(), nullable=False),
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
            ["obstacle_id"],
            ["obstacle.id"],
            name=op.f("fk_obstacle_end_obstacle_id_obstacle"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["user.id"],
            name=op.f("fk_obstacle_end_recorded_by_id_user"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_for_id"],
            ["organisation.id"],
            name=op.f("fk_obstacle_end_recorded_for_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obstacle_end")),
        sa.UniqueConstraint(
            "obstacle_id", "number", name=op.f("uq_obstacle_end_obstacle_id_number")
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_obstacle_end_uid")),
    )
    with op.batch_alter_table("obstacle_end", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_obstacle_end_recorded_by_id"),
            ["recorded_by_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_obstacle_end_recorded_for_id"),
            ["recorded_for_id"],
            unique=False,
        )
    op.execute("INSERT INTO installation (id, revision) VALUES (1, 1)")


def downgrade() -> None:
    with op.batch_alter_table("obstacle_end", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_obstacle_end_recorded_for_id"))
        batch_op.drop_index(batch_op.f("ix_obstacle_end_recorded_by_id"))

    op.drop_table("obstacle_end")
    with op.batch_alter_table("note_review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_review_recorded_for_id"))
        batch_op.drop_index(batch_op.f("ix_note_review_recorded_by_id"))

    op.drop_table("note_review")
    with op.batch_alter_table("withdrawal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_withdrawal_recorded_for_id"))
        batch_op.drop_index(batch_op.f("ix_withdrawal_recorded_by_id"))
        batch_op.drop_index(batch_op.f("ix_withdrawal_plan_id"))

    op.drop_table("withdrawal")
    with op.batch_alter_table("recommendation_wording", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recommendation_wording_recorded_for_id"))
        batch_op.drop_index(batch_op.f("ix_recommendation_wording_recorded_by_id"))
        batch_op.drop_index(batch_op.f("ix_recommendation_wording_action_field_id"))

    op.drop_table("recommendation_wording")
    with op.batch_alter_table("recommendation_status", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recommendation_status_replacement_id"))
        batch_op.drop_index(batch_op.f("ix_recommendation_status_recorded_for_id"))
        batch_op.drop_index(batch_op.f("ix_recommendation_status_recorded_by_id"))

    op.drop_table("recommendation_status")
    with op.batch_alter_table("plan_thresholds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_thresholds_recorded_for_id"))
        batch_op.drop_index(batch_op.f("ix_plan_thresholds_recorded_by_id"))

    op.drop_table("plan_thresholds")
    with op.batch_alter_table("paper_recommendation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_recommendation_recommendation_id"))

    op.drop_table("paper_recommendation")
    with op.batch_alter_table("organisation_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_name_successor_id"))
        batch_op.drop_index(batch_op.f("ix_organisation_name_recorded_for_id"))
        batch_op.drop_index(batch_op.f("ix_organisation_name_recorded_by_id"))

    op.drop_table("organisation_name")
    with op.batch_alter_table("obstacle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_obstacle_recorded_for_id"))
        batch_op.drop_index(batch_op.f("ix_obstacle_recorded_by_id"))
        batch_op.drop_index(batch_op.f("ix_obstacle_recommendation_id_effective_on"))
        batch_op.drop_index(batch_op.f("ix_obstacle_organisation_id"))

    op.drop_table("obstacle")
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_recorded_for_id"))
        batch_op.drop_index(batch_op.f("ix_note_recorded_by_id"))
        batch_op.drop_index(batch_op.f("ix_note_recommendation_id_effective_on_recorded_at"))
        batch_op.drop_index(batch_op.f("ix_note_organisation_id_effective_on"))

    op.drop_table("note")
    with op.batch_alter_table("milestone_state", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_milestone_state_recorded_for_id"))
        batch_op.drop_index(batch_op.f("ix_milestone_state_recorded_by_id"))

    op.drop_table("milestone_state")
    with op.batch_alter_table("milestone_deadline", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_milestone_deadline_recorded_for_id"))
        batch_op.drop_index(batch_op.f("ix_milestone_deadline_recorded_by_id"))

    op.drop_table("milestone_deadline")
    with op.batch_alter_table("involvement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_involvement_recorded_for_id"))
        batch_op.drop_index(batch_op.f("ix_involvement_recorded_by_id"))
        batch_op.drop_index(batch_op.f("ix_involvement_organisation_id"))

    op.drop_table("involvement")
    with op.batch_alter_table("indicator_value", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_indicator_value_recorded_for_id"))
        batch_op.drop_index(batch_op.f("ix_indicator_value_recorded_by_id"))

    op.drop_table("indicator_value")
    with op.batch_alter_table("affiliation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_affiliation_organisation_id"))

    op.drop_table("affiliation")
    with op.batch_alter_table("action_field_wording", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_field_wording_successor_id"))
        batch_op.drop_index(batch_op.f("ix_action_field_wording_recorded_for_id"))
        batch_op.drop_index(batch_op.f("ix_action_field_wording_recorded_by_id"))

    op.drop_table("action_field_wording")
    op.drop_table("sitting")
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_municipality_id"))

    op.drop_table("organisation")
    op.drop_table("milestone")
    op.drop_table("indicator")
    with op.batch_alter_table("council_paper", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_council_paper_committee_id"))

    op.drop_table("council_paper")
    with op.batch_alter_table("user_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_user_session_user_id"))

    op.drop_table("user_session")
    op.drop_table("term")
    op.drop_table("recommendation")
    op.drop_table("municipality")
    op.drop_table("committee")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_user_id"))

    op.drop_table("audit_entry")
    op.drop_table("action_field")
    op.drop_table("user")
    with op.batch_alter_table("sign_in_try", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_try_address_at"))
        batch_op.drop_index(batch_op.f("ix_sign_in_try_account_at"))

    op.drop_table("sign_in_try")
    op.drop_table("plan")
    op.drop_table("installation")
