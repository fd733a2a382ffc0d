"""Records at which engines may come to differ: ties, edges, clock changes, zones, absences, and one person of 300 hand-offs."""

# ruff: noqa: E501 - a table is as wide as it is

from datetime import datetime, timedelta

import duckdb

from sla_dash.agreement import Agreements, parse
from tests import drawn

HANDED = datetime(2026, 10, 1, 9)
LEADS = """
lead_id | lead_type | owner | email | qualified_at | qualified_until | assigned_at | assigned_until | created_at | closed_at | rejected_at | accepted_at | is_test | fields | score
null    |          |       |       |                            |                     |                     |                     | 2026-10-02 08:00:00        |                     |                     |                     |       |             |
ahead   | form     | ann   |       | 2028-02-29 23:30:00        |                     |                     |                     | 2026-10-02 08:00:00        |                     |                     |                     |       | budget      | 0.1
early   | form     | ann   |       | 2026-03-29 00:59:59.999999 |                     | 2026-03-29 01:00:00 |                     | 2026-03-08 07:00:00        | 2026-03-08 06:59:59 |                     |                     |       | budget,need | -1e300
autumn1 | form     | ann   | a@x   | 2026-10-25 00:59:59.999999 |                     | 2026-10-25 01:00:00 |                     | 2026-10-24 22:00:00        |                     | 2026-10-25 01:30:00 |                     |       | ,           | 5
autumn2 | form     | bob   | a@x   | 2026-10-25 01:00:00        |                     | 2026-11-01 06:00:00 |                     | 2026-10-24 21:59:59.999999 |                     |                     | 2026-10-26 00:00:00 |       | need        |
day     | outbound | cho   | a@x   | 2026-11-24 00:59:59.999999 | 2026-11-25 00:59:59 |                     |                     | 2026-11-24 00:59:59.999999 |                     |                     |                     |       | need,budget | 7
day2    | form     | cho   | a@x   | 2026-11-24 01:00:00        | 2026-11-24 23:00:00 |                     |                     | 2026-11-24 00:00:00        |                     |                     |                     |       |             |
by_day  | form     | dee   |       | 2026-11-04 23:00:00        |                     | 2026-11-05 05:00:00 | 2026-11-06 05:00:00 | 2026-11-04 20:00:00        | 2026-11-01 00:00:00 | 2026-11-02 00:00:00 |                     |       |             |
tie1    | form     | Ann   | t@x   | 2026-11-16 23:00:00        |                     | 2026-11-16 23:00:00 |                     | 2026-11-16 22:59:59.999999 |                     |                     |                     |       | budget      |
tie2    | form     | ann   | t@x   | 2026-11-16 23:00:00        |                     |                     |                     | 2026-11-16 22:59:59.999999 |                     |                     |                     |       | budget      |
test    | form     | ann   | t@x   | 2026-11-16 22:00:00        |                     |                     |                     | 2026-11-16 22:00:00        |                     |                     |                     | true  |             |
Älter   | strange  | élan  | T@x   | 2026-11-18 12:00:00        |                     | 2026-11-18 12:00:00 |                     | 2026-11-18 12:00:00        |                     |                     | 2026-11-18 12:00:00 |       | other       |
älter   |          | ann   |       | 2027-01-15 04:59:59        |                     | 2027-01-15 05:00:00 |                     | 2027-01-01 00:00:00        |                     |                     |                     |       | need        |
"""
TOUCHES = """
lead_id | touched_at | touched_until | rep | direction | outcome | is_automated
autumn1 | 2026-10-25 01:10:00        |                     | cho | outbound | no_answer |
autumn1 | 2026-10-25 01:10:00        |                     | ann | outbound | no_answer |
autumn1 | 2026-10-25 01:20:00        |                     | ann | outbound | no_answer |
autumn1 | 2026-10-25 01:29:59.999999 |                     | ann | outbound | no_answer |
autumn1 | 2026-10-25 01:39:59.999999 |                     | ann | outbound | no_answer |
autumn2 | 2026-10-20 10:00:00        |                     | bob | outbound | no_answer |
autumn2 | 2026-11-02 10:00:00        |                     |     | outbound | connected |
autumn2 | 2026-11-02 10:00:00        |                     | bob | outbound | connected |
day     | 2026-11-24 05:00:00        | 2026-11-25 05:00:00 | cho | outbound | no_answer |
day     | 2026-11-23 00:00:00        | 2026-11-24 00:00:00 | cho | outbound | no_answer |
day2    | 2026-11-23 23:00:00        | 2026-11-24 23:00:00 | ann | outbound | connected |
by_day  | 2026-11-05 09:00:00        |                     | dee | inbound  | sent      |
tie1    | 2026-11-17 09:00:00        |                     | ann | inbound  | connected |
tie1    | 2026-11-17 08:00:00        |                     | ann | outbound | no_answer | true
Älter   | 2026-11-18 12:00:00        |                     |     | outbound | no_answer |
Älter   | 2026-11-18 12:10:00        |                     | élan | outbound | no_answer |
null    | 2026-11-18 12:00:00        |                     | ann | outbound | connected |
nobody  | 2026-11-18 12:00:00        |                     | ann | outbound | connected |
"""
DEALS = """
deal_id | lead_id | stream | owner | opened_at | closed_at | stage | amount | currency
1  | autumn1 | SMB   | ann | 2026-10-26 00:00:00 | 2026-10-27 00:00:00        | won  | 0.10             | EUR
2  | autumn1 |       | ann | 2026-10-26 00:00:00 | 2026-10-26 23:59:59.999999 | won  | 9999999999999.99 | eur
3  | autumn1 | other |     | 2026-10-25 00:00:00 | 2026-10-24 00:00:00        | lost | 5                | USD
4  | autumn2 | SMB   | bob | 2026-10-20 00:00:00 |                            | won  |                  | usd
5  | tie2    | SMB   | bob | 2026-11-17 00:00:00 | 2026-11-17 00:00:00        | lost | 7.5              |
6  |         | SMB   | bob | 2026-11-17 00:00:00 |                            | open | 7.5              | GBP
7  | nobody  | SMB   |     | 2026-11-17 00:00:00 |                            | open |                  |
8  | test    | SMB   | ann | 2026-11-18 00:00:00 | 2026-11-18 00:00:00        | won  | 100              | EUR
9  | null    | SMB   | ann | 2026-11-18 00:00:00 | 2026-11-18 08:00:00        | won  | 0                | EUR
10 | early   | SMB   | ann | 2026-03-29 00:00:00 | 2026-03-30 00:00:00        | won  | -3.33            | EUR
"""
REPS = """
rep  | team     | timezone
ann  | EMEA     |
bob  | Americas | America/New_York
cho  | Asia     | Asia/Kolkata
élan | Pacific  | Pacific/Chatham
"""


def agreements() -> Agreements:
    """Three versions, each with another start of the clock and another zone; the last but one runs out by itself."""
    second = {
        "version = 1": 'version = 2\nuntil = 2026-11-10\nclock_start = "assigned_at"',
        "valid_from = 2026-09-01": "valid_from = 2026-11-01",
        "next_revision = 2026-12-01": "next_revision = 2026-11-09",
        "Europe/Warsaw": "America/New_York",
        "[[stream]]": '[holidays]\ncountry = "US"\n[qualified]\nrequires = ["need", "budget"]\nshare = 0.8\n[[stream]]',
    }
    third = {
        "version = 1": 'version = 3\nclock_start = "created_at"',
        "valid_from = 2026-09-01": "valid_from = 2026-11-20",
        "next_revision = 2026-12-01": "next_revision = 2027-02-01",
        "Europe/Warsaw": "Asia/Kolkata",
        '"4h"': '"20h"',
    }
    return drawn.agreements(drawn.terms(), *(parse(_replaced(changes)) for changes in (second, third)))


def records() -> duckdb.DuckDBPyConnection:
    """Open them with their facts prepared."""
    return drawn.records(agreements(), leads=LEADS + _often(), touches=TOUCHES, deals=DEALS, reps=REPS)


def _often() -> str:
    """Draw one person who was handed over 300 times: every other day, two at an instant, and 30 days apart at last."""
    handed = [HANDED + timedelta(days=2 * (n // 2)) for n in range(296)]
    handed += [handed[-1] + timedelta(days=30 * n, microseconds=n // 3) for n in range(1, 5)]
    cells = " | ".join([""] * 10)
    return "".join(f"often{n:03} | form | ann | often@x | {at} | {cells}\n" for n, at in enumerate(handed))


def _replaced(changes: dict[str, str]) -> str:
    text = drawn.AGREEMENT
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new, 1 if old == "[[stream]]" else -1)
    return text
