"""The table, as queries see it; how it came about is told in ``migrations``."""

import sqlalchemy as sql

METADATA = sql.MetaData()

KEPT = sql.Table(
    "kept",
    METADATA,
    sql.Column("id", sql.String(64), primary_key=True),  # what a link names
    sql.Column("kind", sql.String(16), nullable=False),  # scenario, library or draft
    sql.Column("digest", sql.String(64), nullable=False, unique=True),  # SHA-256 of the content
    sql.Column("content", sql.LargeBinary, nullable=False),  # JSON, compressed
    sql.Column("size", sql.Integer, nullable=False),  # of the compressed content, in bytes
    sql.Column("created", sql.DateTime(timezone=True), nullable=False),
)
