"""Numbers out of texts that anybody may have written: exact, and read in no time or not at all."""

from decimal import Decimal
from fractions import Fraction
from time import perf_counter

import pytest

from sla_dash import agreement, exact
from sla_dash.agreement import forms
from sla_dash.agreement.fields import As
from sla_dash.errors import AgreementError
from sla_dash.rules import plan, whatif

LONG = "9" * 5000
HUGE = ("1e10000000", "-1e10000000", "1e-10000000", "0e10000000", "1e999999999999", "1e21", "1e-21", LONG, "1e" + LONG)


def test_a_number_is_read_exactly_as_far_as_it_is_short_enough() -> None:
    assert exact.read("0.1") == Fraction(1, 10)
    assert exact.read("-1.5e2") == -150
    assert exact.read("1e20") == 10**20
    assert exact.read("1e-20") == Fraction(1, 10**20)
    assert exact.read("0") == 0
    assert exact.read("0." + "1" * exact.LONGEST) is None


@pytest.mark.parametrize("text", ["", "x", "nan", "-inf", "sNaN", "1,5", "0x10", *HUGE])
def test_what_is_no_number_or_has_too_many_digits_is_none_at_once(text: str) -> None:
    begun = perf_counter()
    assert exact.read(text) is None
    assert perf_counter() - begun < 0.5


@pytest.mark.parametrize("text", HUGE)
def test_no_number_of_an_address_holds_anybody_up(text: str) -> None:
    begun = perf_counter()
    for quota, order, share, rate in ((text, 1, 1, 1), (1, text, 1, 1), (1, 1, text, 1), (1, 1, 1, text)):
        scenario = f'["n","s","{quota}","{order}",0.5,[["k","{share}",0.5,0.5,"{rate}",60]]]'
        assert whatif.decode(scenario) is None
    assert plan.season(f"{text} 1 1 1 1 1 1 1 1 1 1 1") is None
    assert perf_counter() - begun < 0.5


@pytest.mark.parametrize("text", HUGE)
def test_no_number_that_is_typed_into_a_form_holds_anybody_up(text: str) -> None:
    begun = perf_counter()
    for of in (As.SHARE, As.NUMBER, As.MONTHLY):
        assert len(str(forms.source(of, text))) < 2 * len(text) + 100
    assert perf_counter() - begun < 0.5


def test_a_number_of_an_agreement_is_shown_and_never_written_out() -> None:
    assert forms.written(As.SHARE, Decimal("0.125")) == "12.5"
    assert forms.written(As.SHARE, Decimal("1e10000000")) == "1E+10000000"


@pytest.mark.parametrize("text", ["1e10000000", "0x" + "f" * 5000, LONG])
def test_a_number_that_is_too_long_makes_an_agreement_invalid_and_nothing_else(text: str) -> None:
    with pytest.raises(AgreementError):
        agreement.parse(f"tolerance = {text}\nquota = {text}\n", "agreement.toml")
