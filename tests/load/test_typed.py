"""Values as they are read: amounts, translations, choices and zones."""

from pathlib import Path

import pytest

from tests.loading import DEALS, LEAD, LEADS, TOUCHES, loaded

AMOUNTS = [
    (None, "1234.50", "1234.50"),
    (None, "-3", "-3.00"),
    (None, "12.5000", "12.50"),
    (None, "1,234.50", "not a plain number (decimal in the mapping allows a comma and thousands)"),
    (None, "12.505", "more than two decimals"),
    (None, "1e3", "not a plain number (decimal in the mapping allows a comma and thousands)"),
    (None, "99999999999999999", "more than sixteen digits before the decimal mark"),
    (",", "1.234,56", "1234.56"),
    (",", "1 234,5", "1234.50"),
    (",", "1\u202f234\u00a0567", "1234567.00"),
    (",", "12.50", "not a number with the decimal mark ,"),
    (",", "1.234.56", "not a number with the decimal mark ,"),
    (".", "1,234,567.8", "1234567.80"),
    (".", "1'234", "1234.00"),
    (".", "€ 5", "not a number with the decimal mark ."),
]


@pytest.mark.parametrize(("decimal", "text", "read"), AMOUNTS)
def test_amounts_are_read_by_their_decimal_mark_or_rejected(
    tmp_path: Path, decimal: str | None, text: str, read: str
) -> None:
    mapping = DEALS if decimal is None else DEALS.replace("[deals.columns]", f'decimal = "{decimal}"\n[deals.columns]')
    found = loaded(
        tmp_path,
        LEADS + mapping.replace("[deals.columns]", 'delimiter = ";"\n[deals.columns]'),
        leads=LEAD,
        deals=f"deal;lead;opened;stage;amount\nD1;L1;2026-11-02T10:00Z;won;{text}\nD2;L1;2026-11-02T10:00Z;open;\n",
    )
    kept = [amount for (amount,) in found.rows("select cast(amount as varchar) from deals where deal_id = 'D1'")]
    assert kept + [row[4] for row in found.rejects] == [read]


def test_values_are_translated_constants_fill_and_unlisted_values_pass_unless_strict(tmp_path: Path) -> None:
    mapping = (
        LEADS
        + """
lead_type = { column = "kind", values = { web = "website form", "" = "unknown" } }
stream = { constant = "SMB" }
is_test = { column = "spam", values = { "x" = true, "" = false }, strict = true }
"""
    )
    found = loaded(
        tmp_path,
        mapping,
        leads="id,created,kind,spam\nL1,2026-11-01, web ,x\nL2,2026-11-01,,\nL3,2026-11-01,fair,\nL4,2026-11-01,,no\n",
    )
    assert found.rows("select lead_id, lead_type, stream, is_test from leads order by 1") == [
        ("L1", "website form", "SMB", True),
        ("L2", "unknown", "SMB", False),
        ("L3", "fair", "SMB", False),
    ]
    assert found.rejects == [("leads.csv", 5, "is_test", "no", "not among the values of the mapping")]


def test_white_space_around_values_is_trimmed_and_inside_kept(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        LEADS + 'owner = "rep"',
        leads='id,created,rep\n\u00a0L1\t, 2026-11-01 ,"\n Ann  B "\nL2,2026-11-01,  \n',
    )
    assert found.rows("select lead_id, owner from leads order by 1") == [("L1", "Ann  B"), ("L2", None)]


def test_choices_and_yes_no_say_what_they_may_be(tmp_path: Path) -> None:
    mapping = LEADS + TOUCHES + 'direction = "way"\nis_automated = "auto"\nchannel = "via"'
    found = loaded(
        tmp_path,
        mapping,
        leads=LEAD,
        touches="lead,when,way,auto,via\nL1,2026-11-02T10:00Z,Outbound,Y,\nL1,2026-11-02T11:00Z,,,call\n"
        "L1,2026-11-02T10:00Z,sideways,n,\nL1,2026-11-02T10:00Z,inbound,maybe,\n",
    )
    assert found.rows("select channel, direction, is_automated from touches order by touched_at") == [
        ("unknown", "outbound", True),
        ("call", "outbound", False),
    ]
    assert [row[2:] for row in found.rejects] == [
        ("direction", "sideways", "none of outbound, inbound"),
        ("is_automated", "maybe", "neither yes nor no"),
    ]


def test_reps_have_zones_that_exist_and_days_that_may_lie_far_ahead(tmp_path: Path) -> None:
    mapping = (
        LEADS
        + """
[reps]
files = ["reps.csv"]
[reps.columns]
rep = "rep"
timezone = "zone"
active_from = { column = "from", format = "%d.%m.%Y" }
active_to = "to"
"""
    )
    found = loaded(
        tmp_path,
        mapping,
        leads=LEAD,
        reps="rep,zone,from,to\nr1,Europe/Warsaw,03.04.2020,9999-12-31\nr2,Warsaw,,\nTotal,,,12\n".replace(",12", ",x"),
    )
    assert found.rows("select rep, timezone, cast(active_from as varchar), cast(active_to as varchar) from reps") == [
        ("r1", "Europe/Warsaw", "2020-04-03", "9999-12-31")
    ]
    assert [row[1:] for row in found.rejects] == [
        (3, "timezone", "Warsaw", "not a time zone such as Europe/Warsaw"),
        (4, "active_to", "x", "not a date of ISO 8601"),
    ]
