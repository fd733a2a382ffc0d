"""Amounts and scores: read where they can mean one number only, and never at the cost of their row."""

import re
from pathlib import Path

import pytest

from tests.loading import DEALS, LEAD, LEADS, Loaded, loaded

READ = [
    (None, "1234.50", "1234.50"),
    (None, "-3", "-3.00"),
    (None, "12.5000", "12.50"),
    (None, "1.5e3", "1500.00"),
    (None, "8.0E7", "80000000.00"),
    (None, "8,0E+07", "80000000.00"),
    (None, "2.000", "2.00"),
    (None, "1,234.50", "1234.50"),
    (None, "2.000,00", "2000.00"),
    (None, "12,5", "12.50"),
    (None, "1,234,567", "1234567.00"),
    (None, "1.234.567", "1234567.00"),
    (None, "1 234 567", "1234567.00"),
    (None, "1\u2009234,50", "1234.50"),
    (None, "1’234.50", "1234.50"),
    (None, "€1,500.00", "1500.00"),
    (None, "€ 5", "5.00"),
    (None, "2\u202f000,00\u00a0zł", "2000.00"),
    (None, "US$1,000.00", "1000.00"),
    (None, "eur 1.200,00", "1200.00"),
    (None, "R$ 12", "12.00"),
    (None, "CHF\u00a05'000", "5000.00"),
    (None, "₹1,23,456.00", "123456.00"),
    (None, "Rs. 1,23,456", "123456.00"),
    (None, "€1,200.00 EUR", "1200.00"),
    (None, "(1,200.00)", "-1200.00"),
    (None, "-€5", "-5.00"),
    (None, "€-5", "-5.00"),
    (None, "€\u22125", "-5.00"),
    (None, "5-", "-5.00"),
    (None, "($5.00)", "-5.00"),
    (".", "-2E-2", "-0.02"),
    (".", "1,234,567.8", "1234567.80"),
    (".", "1'234", "1234.00"),
    (".", "€2,000", "2000.00"),
    (".", "1,23,456.00", "123456.00"),
    (".", "12,34,567", "1234567.00"),
    (".", "(1,200)", "-1200.00"),
    (".", "1,200.00 EUR", "1200.00"),
    (",", "1.234,56", "1234.56"),
    (",", "1 234,5", "1234.50"),
    (",", "1\u202f234\u00a0567", "1234567.00"),
    (",", "kr 1.200", "1200.00"),
    (",", "8,0E7", "80000000.00"),
    (",", "1.5e3", "1500.00"),
]
NOT_A_NUMBER = "not a number that can be read in one way only (decimal in the mapping says its decimal mark)"
UNREAD = [
    (None, "about 5k", NOT_A_NUMBER),
    (None, "2,000", NOT_A_NUMBER),
    (None, "€2,000", NOT_A_NUMBER),
    (None, "€2.000", NOT_A_NUMBER),
    (None, "1,23,456", NOT_A_NUMBER),
    (None, "(-5)", NOT_A_NUMBER),
    (None, "(5", NOT_A_NUMBER),
    (None, "pts 5", NOT_A_NUMBER),
    (None, "1e30", NOT_A_NUMBER),
    (None, "12.505", "more than two decimals"),
    (None, "1e-3", "more than two decimals"),
    (None, "99999999999999999", "more than sixteen digits before the decimal mark"),
    (",", "12.50", "not a number with the decimal mark ,"),
    (",", "1.234.56", "not a number with the decimal mark ,"),
    (".", "1.234,56", "not a number with the decimal mark ."),
]


def deals(folder: Path, *amounts: str, decimal: str | None = None, more: str = "", column: str = "") -> Loaded:
    """Load deals of these amounts, D0 and so on, and one without an amount; ``money`` is a column of dollars."""
    mark = f'decimal = "{decimal}"\n' if decimal else ""
    mapping = DEALS.replace("[deals.columns]", f'delimiter = ";"\n{mark}[deals.columns]')
    rows = "".join(f"D{n};L1;2026-11-02T10:00Z;won;{amount};USD\n" for n, amount in enumerate(amounts))
    return loaded(
        folder,
        LEADS + mapping.replace('amount = "amount"', f'amount = {{ column = "amount"{column} }}') + more,
        leads=LEAD,
        deals=f"deal;lead;opened;stage;amount;money\n{rows}last;L1;2026-11-02T10:00Z;open;;\n",
    )


@pytest.mark.parametrize("decimal", [None, ".", ","])
def test_an_amount_that_can_mean_one_number_is_read(tmp_path: Path, decimal: str | None) -> None:
    wanted = {text: number for mark, text, number in READ if mark == decimal}
    found = deals(tmp_path, *wanted, decimal=decimal)
    read = dict(found.rows("select deal_id, cast(amount as varchar) from deals where deal_id <> 'last'"))
    assert {text: read[f"D{n}"] for n, text in enumerate(wanted)} == wanted
    assert "cannot be read" not in found.text


@pytest.mark.parametrize("decimal", [None, ".", ","])
def test_an_amount_that_cannot_be_read_costs_itself_and_not_its_deal(tmp_path: Path, decimal: str | None) -> None:
    texts = [text for mark, text, _ in UNREAD if mark == decimal]
    found = deals(tmp_path, *texts, decimal=decimal)
    assert found.rows("select count(*), count(amount) from deals") == [(len(texts) + 1, 0)]
    assert found.rows("select * from quality where check_name = 'amount that cannot be read'") == [
        (
            "amount that cannot be read",
            "deals",
            len(texts),
            f"D0: '{re.sub('[a-z]', 'x', texts[0])}'",
            "the deal counts without an amount; write it as 1234.56, with two decimals at most, or give the mapping "
            "its decimal mark or sign",
        )
    ]


@pytest.mark.parametrize("decimal", [None, ".", ","])
def test_an_amount_that_cannot_be_read_costs_its_deal_where_the_column_is_strict(
    tmp_path: Path, decimal: str | None
) -> None:
    wanted = {text: reason for mark, text, reason in UNREAD if mark == decimal}
    found = deals(tmp_path, *wanted, decimal=decimal, column=", strict = true")
    assert [row[4] for row in found.rejects] == list(wanted.values())


def test_a_sign_that_is_none_of_the_usual_ones_is_declared(tmp_path: Path) -> None:
    found = deals(tmp_path, "5 pts", column=', sign = "pts"')
    assert found.rows("select amount, currency from deals where deal_id = 'D0'") == [(5, None)]


@pytest.mark.parametrize(("text", "currency"), [("€1,500.00", "EUR"), ("5 gbp", "GBP"), ("C$5", "CAD"), ("5", None)])
def test_the_mark_of_an_amount_is_its_currency_where_nothing_else_says_it(
    tmp_path: Path, text: str, currency: str | None
) -> None:
    found = deals(tmp_path, text)
    assert found.rows("select currency from deals where deal_id = 'D0'") == [(currency,)]


@pytest.mark.parametrize(("text", "doubt"), [("€5", [(1, "D0: USD, written with EUR")]), ("$5", []), ("USD 5", [])])
def test_an_amount_that_is_written_in_another_currency_than_its_column_says_is_doubted(
    tmp_path: Path, text: str, doubt: list[tuple[int, str]]
) -> None:
    found = deals(tmp_path, text, more='currency = "money"')
    assert found.rows("select currency from deals where deal_id = 'D0'") == [("USD",)]
    assert found.rows("select rows, example from quality where check_name = 'amount in two currencies'") == doubt


def test_a_sign_that_several_currencies_share_names_none_and_is_said(tmp_path: Path) -> None:
    found = deals(tmp_path, "$5")
    assert found.rows("select currency from deals where deal_id = 'D0'") == [(None,)]
    assert "1 × deals: sign of several currencies, such as D0: USD or CAD: the amount is taken to be" in found.text
    assert "sign of several currencies" not in deals(tmp_path, "$5", column=', sign = "$"').text


def test_a_score_that_cannot_be_read_costs_itself_and_not_its_lead(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        LEADS + 'score = "score"',
        leads="id,created,score\nL1,2026-11-01,hot\nL2,2026-11-01,8.5\nL3,2026-11-01,1e2\nL4,2026-11-01,\n",
    )
    assert found.rows("select score from leads order by lead_id") == [(None,), (8.5,), (100,), (None,)]
    assert found.rows("select rows, example from quality where check_name = 'score that cannot be read'") == [
        (1, "L1: 'xxx'")
    ]
