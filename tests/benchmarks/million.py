"""A million leads, or any number, with four touches each, as the files of an export and the mapping of them."""

from pathlib import Path

import duckdb

TOUCHES_EACH, LEADS_EACH_DEAL = 4, 16
SECONDS = 77_000_000
"""From the first lead to the last, however many."""
MAPPING = """
[leads]
files = ["leads.csv"]
[leads.columns]
lead_id = "lead_id"
lead_type = "lead_type"
stream = "stream"
owner = "owner"
email = "email"
score = "score"
created_at = { column = "created_at", format = "%Y-%m-%d %H:%M:%S", zone = "Europe/Warsaw" }
assigned_at = { column = "assigned_at", format = "%Y-%m-%d %H:%M:%S", zone = "Europe/Warsaw" }
qualified_at = { column = "qualified_at", zone = "Europe/Warsaw" }
accepted_at = { column = "accepted_at", zone = "Europe/Warsaw" }
is_test = { column = "is_test", values = { yes = true, no = false } }
[touches]
files = ["touches.csv"]
[touches.columns]
lead_id = "lead_id"
touched_at = { column = "touched_at", format = "%d/%m/%Y %H:%M:%S", zone = "Europe/Warsaw" }
rep = "rep"
channel = "channel"
direction = "direction"
is_automated = "is_automated"
outcome = "outcome"
[deals]
files = ["deals.csv"]
[deals.columns]
deal_id = "deal_id"
lead_id = "lead_id"
stream = "stream"
owner = "owner"
opened_at = { column = "opened_at", zone = "Europe/Warsaw" }
closed_at = { column = "closed_at", zone = "Europe/Warsaw" }
stage = "stage"
amount = "amount"
currency = "currency"
[reps]
files = ["reps.csv"]
[reps.columns]
rep = "rep"
name = "name"
"""
FILES = {
    "leads": """
        select
            'L' || lpad(i::varchar, 8, '0') as lead_id,
            ['website form', 'demo request', 'content', 'event'][1 + (i * 7) % 4] as lead_type,
            ['SMB', 'Mid', 'Enterprise'][1 + i % 3] as stream,
            'rep' || (i % 40) as owner,
            'person' || i || '@example.com' as email,
            i % 100 as score,
            strftime(made_at, '%Y-%m-%d %H:%M:%S') as created_at,
            strftime(made_at + to_seconds(600), '%Y-%m-%d %H:%M:%S') as assigned_at,
            strftime(made_at + to_seconds(700), '%Y-%m-%d %H:%M:%S') as qualified_at,
            case
                when i % 3 = 0 then strftime(made_at + to_seconds(7000), '%Y-%m-%d %H:%M:%S')
            end as accepted_at,
            case when i % 50 = 0 then 'yes' else 'no' end as is_test
        from (select i, start_at + to_seconds(i * {seconds} // {leads}) as made_at from range({leads}) as r(i), start)
    """,
    "touches": """
        select
            'L' || lpad((i // {each})::varchar, 8, '0') as lead_id,
            strftime(
                start_at + to_seconds(i // {each} * {seconds} // {leads} + 3600 * (i % {each}) + 900),
                '%d/%m/%Y %H:%M:%S'
            ) as touched_at,
            'rep' || (i % 40) as rep,
            ['call', 'email', 'meeting'][1 + i % 3] as channel,
            ['outbound', 'outbound', 'inbound'][1 + i % 3] as direction,
            i % 9 = 0 as is_automated,
            ['no_answer', 'connected', 'left message'][1 + i % 3] as outcome
        from range({leads} * {each}) as r(i), start
    """,
    "deals": """
        select
            'D' || lpad(i::varchar, 8, '0') as deal_id,
            'L' || lpad((i * 16)::varchar, 8, '0') as lead_id,
            ['SMB', 'Mid', 'Enterprise'][1 + i % 3] as stream,
            'rep' || (i % 40) as owner,
            strftime(start_at + to_seconds(i * {seconds} // {deals} + 86400), '%Y-%m-%d %H:%M:%S') as opened_at,
            strftime(start_at + to_seconds(i * {seconds} // {deals} + 86400 * 20), '%Y-%m-%d %H:%M:%S') as closed_at,
            ['won', 'lost'][1 + i % 2] as stage,
            (i % 5000) || '.50' as amount,
            'EUR' as currency
        from range({deals}) as r(i), start
    """,
    "reps": "select 'rep' || i as rep, 'Rep ' || i as name from range(40) as r(i)",
}


def write(folder: Path, leads: int) -> None:
    """Write the files and their mapping into an empty folder."""
    (folder / "mapping.toml").write_text(MAPPING)
    for table, query in FILES.items():
        chosen = query.format(leads=leads, each=TOUCHES_EACH, deals=leads // LEADS_EACH_DEAL, seconds=SECONDS)
        duckdb.execute(
            f"copy (with start as (select timestamp '2024-01-01' as start_at) {chosen}) to $path (header)",
            {"path": str(folder / f"{table}.csv")},
        )
