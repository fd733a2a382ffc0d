"""Numbers in words: short, and never rounded onto what they are not."""

from fractions import Fraction

import pytest

from sla_dash import theme


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (0, "0"),
        (949.4, "949"),
        (9_999, "9,999"),
        (291_400, "291 k"),
        (-4_123, "−4,123"),
        (-291_400, "−291 k"),
        (1_250_000, "1.25 M"),
        (999_600, "1.00 M"),
    ],
)
def test_money_is_short_enough_to_be_read_from_afar(value: float | None, text: str) -> None:
    assert theme.money(value) == text


def test_amounts_that_add_up_have_one_rounding() -> None:
    assert theme.moneys([Fraction(-43_182), Fraction(6_818), Fraction(-50_000)]) == ["−43 k", "7 k", "−50 k"]
    assert theme.moneys([Fraction(4_440_100), Fraction(-499)]) == ["4,440 k", "0 k"]
    assert theme.moneys([Fraction(-9_999), Fraction(12)]) == ["−9,999", "12"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "–"), (0, "0 %"), (0.001, "<1 %"), (Fraction(9, 10), "90 %"), (0.996, ">99 %"), (1, "100 %")],
)
def test_a_share_is_never_rounded_onto_none_or_all(value: float | None, text: str) -> None:
    assert theme.share(value) == text


@pytest.mark.parametrize(
    ("value", "promised", "texts"),
    [
        (0.8698, Fraction(87, 100), ("86.9 %", "87.0 %")),
        (0.8651, Fraction(87, 100), ("86.5 %", "87.0 %")),
        (0.8741, Fraction(87, 100), ("87.4 %", "87.0 %")),
        (0.86, Fraction(87, 100), ("86 %", "87 %")),
        (0.87, Fraction(87, 100), ("87 %", "87 %")),
        (0.8699999999999999, Fraction(87, 100), ("87 %", "87 %")),
        (0.8704, Fraction(8698, 10_000), ("87.0 %", "86.9 %")),
        (0.289, Fraction(2949, 10_000), ("28.9 %", "29.5 %")),
        (0.99996, Fraction(996, 1000), ("99.9 %", "99.6 %")),
        (None, Fraction(87, 100), ("–", "87 %")),
    ],
)
def test_shares_side_by_side_get_a_decimal_where_they_would_read_the_same_and_are_not(
    value: float | None, promised: Fraction, texts: tuple[str, str]
) -> None:
    assert (theme.share(value, promised), theme.share(promised, value)) == texts


def test_numbers_have_their_noun_and_rates_a_decimal_while_they_are_small() -> None:
    assert (theme.counted(1, "lead"), theme.counted(2431, "lead")) == ("1 lead", "2,431 leads")
    assert (theme.rate(Fraction(15, 2)), theme.rate(86.4), theme.rate(None)) == ("7.5", "86", "–")


def test_what_must_be_reached_is_rounded_up_and_what_may_not_be_passed_down() -> None:
    a_day = Fraction(1624 - 1110, 8)
    assert (theme.rate(a_day), theme.enough(a_day), theme.at_most(a_day)) == ("64", "65", "64")
    assert 8 * 64 + 1110 < 1624 <= 8 * 65 + 1110
    assert (theme.enough(Fraction(997, 100)), theme.at_most(Fraction(997, 100))) == ("10", "9.9")
    assert (theme.enough(Fraction(24, 5)), theme.at_most(Fraction(24, 5))) == ("4.8", "4.8")
    assert (theme.enough(Fraction(0)), theme.enough(None), theme.at_most(None)) == ("0.0", "–", "–")
