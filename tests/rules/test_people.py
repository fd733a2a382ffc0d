"""Who lies outside what chance explains: exact limits, credit, and the mix of types."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sla_dash.rules import people
from sla_dash.rules.people import Decided, Place
from sla_dash.statistics import limits


def at_most(count: int, n: int, share: Fraction) -> Fraction:
    """Return the chance of so many successes or fewer, exactly."""
    return sum((comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(count + 1)), Fraction(0))


@given(st.integers(1, 60), st.integers(1, 99), st.data())
def test_limits_are_the_exact_binomial_tails(n: int, percent: int, data: st.DataObject) -> None:
    share, met = Fraction(percent, 100), data.draw(st.integers(0, n))
    below, above = at_most(met, n, share), at_most(n - met, n, 1 - share)
    assume(
        all(abs(float(chance) - tail) > 1e-12 for chance in (below, above) for tail in (0.001, 0.025))
    )  # a float's tie
    found = people.place(met, n, share)
    for tail, low, high in ((0.001, Place.BELOW, Place.ABOVE), (0.025, Place.LOW, Place.HIGH)):
        if below < tail or above < tail:
            assert found is (low if below < tail else high)
            return
    assert found is Place.INSIDE


def test_limits_agree_with_another_library() -> None:
    """By scipy 1.16, the first counts that are reached with a chance of 0.1 % and 2.5 %: 37 and 41 of 50 at 90 %."""
    assert 36 < 50 * limits.low(50, 0.9, 0.001) <= 37
    assert 40 < 50 * limits.low(50, 0.9, 0.025) <= 41
    assert 421 < 500 * limits.low(500, 0.89, 0.001) <= 422


@given(st.integers(1, 400), st.floats(0.01, 0.99))
def test_limits_lie_about_the_share_and_the_wider_ones_outside(n: int, share: float) -> None:
    low, lower = limits.low(n, share, 0.025), limits.low(n, share, 0.001)
    high, higher = limits.high(n, share, 0.025), limits.high(n, share, 0.001)
    assert 0 <= lower <= low <= share + 1 / n
    assert share - 1 / n <= high <= higher <= 1


@pytest.mark.parametrize(("n", "share", "low"), [(0, 0.5, 0.0), (9, 0.0, 0.0), (9, 1.0, 1.0), (3, 0.9, 0.0)])
def test_limits_at_the_ends(n: int, share: float, low: float) -> None:
    assert limits.low(n, share, 0.001) == low


def row(
    rep: str | None, kind: str, in_time: int, late: int, *, broken_before: bool = False, waiting: int = 0
) -> Decided:
    return Decided(rep, "SMB", kind, broken_before, in_time, late, waiting)


def test_who_is_outside_is_named_and_the_others_are_not() -> None:
    found = people.judged([row("ann", "form", 60, 40), row("bob", "form", 480, 20), row("cho", "form", 445, 55)])
    assert [(person.rep, person.place, person.named) for person in found.persons] == [
        ("ann", Place.BELOW, True),
        ("bob", Place.ABOVE, True),
        ("cho", Place.INSIDE, False),
    ]
    assert (found.n, found.share, found.most) == (1100, Fraction(985, 1100), 500)


def test_who_has_the_harder_leads_is_not_named_for_them() -> None:
    """All of Ann's leads are of the type that everybody has in time half the time."""
    rows = [row("ann", "hard", 50, 50), row("bob", "hard", 50, 50), row("bob", "easy", 900, 20)]
    ann, bob = people.judged(rows).persons
    assert (ann.place, ann.by_mix) == (Place.BELOW, Place.INSIDE)
    assert (ann.expected, ann.share) == (Fraction(1, 2), Fraction(1, 2))
    assert ann.by_types
    assert not ann.named
    assert bob.expected == Fraction(950, 1020)


def test_leads_of_nobody_and_leads_assigned_too_late_count_for_no_person() -> None:
    rows = [row("ann", "form", 9, 1), row(None, "form", 0, 5, waiting=2), row("ann", "form", 0, 3, broken_before=True)]
    found = people.judged(rows)
    (ann,) = found.persons
    assert (ann.in_time, ann.n) == (9, 10)
    assert (found.unassigned.late, found.unassigned.late_and_waiting, found.broken_before.late) == (5, 2, 3)
    assert found.share == Fraction(9, 10)


def test_nobody_at_all_is_a_state_and_not_a_division() -> None:
    found = people.judged([])
    assert (found.persons, found.share, found.n, found.most) == ((), None, 0, 0)
    assert (found.unassigned.share, found.unassigned.place) == (None, Place.INSIDE)
