"""Risks of running matters of enforcement, as a flow last judged them."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from storage.migrations.append_only import ROLE, grant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.create_table(
        "risk_judged",
        sa.Column("case_id", TEXT(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("above_seq", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_table(
        "risk_alert",
        sa.Column("case_id", TEXT(), nullable=False),
        sa.Column("point", TEXT(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("status", TEXT(), nullable=False),
        sa.Column("rule", TEXT(), nullable=False),
        sa.Column("name", TEXT(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("citation", "reason", "cure", "who")),
        sa.Column("unverified", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "point"),
    )
    op.create_index("ix_risk_alert_place", "risk_alert", ["since", "case_id", "point"])
    op.create_index("ix_risk_alert_point", "risk_alert", ["point", "since", "case_id"])
    grant(op)
    if op.get_bind().dialect.name != "sqlite":
        op.execute(f"GRANT DELETE ON risk_judged, risk_alert TO {ROLE}")


def downgrade() -> None:
    raise RuntimeError("the record is append-only: restore a backup instead of going back")
