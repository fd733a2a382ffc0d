"""The entries."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0001", None
STAY = {
    "sqlite": [
        f"create trigger entries_stay_{what} before {what} on entries "
        "begin select raise(abort, 'an entry stays as it was written'); end"
        for what in ("update", "delete")
    ],
    "postgresql": [
        "create function entries_stay() returns trigger language plpgsql as "
        "$$ begin raise exception 'an entry stays as it was written'; end $$",
        "create trigger entries_stay before update or delete or truncate on entries "
        "for each statement execute function entries_stay()",
    ],
}


def upgrade() -> None:
    """Make the one table there is; the database itself refuses that anything in it changes."""
    op.create_table(
        "entries",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at_us", sa.BigInteger, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("verified", sa.Boolean, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("previous_hash", sa.Text, nullable=False, unique=True),
        sa.Column("hash", sa.Text, nullable=False, unique=True),
    )
    op.create_index("entries_by_subject", "entries", ["subject", "id"])
    for statement in STAY[op.get_bind().dialect.name]:
        op.execute(statement)
