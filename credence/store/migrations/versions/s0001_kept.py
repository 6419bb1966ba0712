"""The table of what is kept."""

import sqlalchemy as sql
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "kept",
        sql.Column("id", sql.String(64), primary_key=True),
        sql.Column("kind", sql.String(16), nullable=False),
        sql.Column("digest", sql.String(64), nullable=False),
        sql.Column("content", sql.LargeBinary, nullable=False),
        sql.Column("size", sql.Integer, nullable=False),
        sql.Column("created", sql.DateTime(timezone=True), nullable=False),
        sql.UniqueConstraint("digest", name="kept_digest"),
    )
