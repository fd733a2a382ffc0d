"""What to do: what can be counted on, what the mix costs, what sales can work."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sla_dash.rules import delivery, remedy
from sla_dash.rules.delivery import Counts, MonthToDate, Pace

TENTH = Fraction(1, 10)
PACE = Pace(Fraction(10, 21), 10, 21)


def line(n: int, target: int | None, worth: int | None) -> MonthToDate:
    value = None if worth is None else Fraction(worth)
    return delivery.month_to_date("SMB", "form", Counts(gross=n), target, value, PACE, 1.5, TENTH)


def test_a_good_day_is_one_that_nineteen_of_twenty_did_not_exceed() -> None:
    assert remedy.usual_best([*range(1, 101)]) == 95
    assert remedy.usual_best([5] * 57 + [40] * 3) == 5
    assert remedy.usual_best([5] * 56 + [40] * 4) == 40
    assert remedy.usual_best([7] * 29) is None
    assert remedy.usual_best([7] * 30) == 7


def test_what_is_left_to_do_never_falls_below_nothing_and_the_ceiling_is_above_the_floor() -> None:
    found = remedy.needed(120, 100, 5, TENTH)
    assert found is not None
    assert [found.target, found.lower, found.upper] == [0, 0, 0]
    assert remedy.needed(0, None, 5, TENTH) is None


def test_a_mix_of_cheaper_leads_costs_what_volume_does_not_explain() -> None:
    found = remedy.mix([line(20, 21, 10), line(0, 21, 100)])  # 10 of each are expected: 100 + 1,000
    assert found is not None
    assert found.volume == 0
    assert found.mix == 200 - 1100


def test_the_type_named_is_the_one_that_moved_the_mix_most_and_on_its_side() -> None:
    dear = remedy.mix([line(10, 21, 10), line(10, 21, 20), line(0, 21, 100)])
    assert dear is not None
    assert dear.mix < 0
    assert dear.dear is True
    assert dear.most.value_expected == 1000
    cheap = remedy.mix([line(25, 21, 10), line(10, 21, 100), line(12, 21, 110)])
    assert cheap is not None
    assert cheap.mix < 0
    assert cheap.dear is False
    assert cheap.most.value_expected == 100
    richer = remedy.mix([line(0, 21, 10), line(10, 21, 100), line(10, 21, 60)])
    assert richer is not None
    assert richer.mix > 0
    assert richer.dear is False
    assert richer.most.value_expected == 100


def test_types_without_a_value_or_a_target_are_no_part_of_the_mix() -> None:
    assert remedy.mix([line(9, None, 10), line(9, 21, None)]) is None
    assert remedy.mix([line(20, 21, 10), line(0, 21, 100), line(99, None, 5)]) == remedy.mix(
        [line(20, 21, 10), line(0, 21, 100)]
    )


@given(
    st.lists(
        st.tuples(st.integers(0, 500), st.integers(1, 500), st.integers(1, 5000)),
        min_size=1,
        max_size=6,
    )
)
def test_volume_and_mix_add_up_to_the_gap_exactly(types: list[tuple[int, int, int]]) -> None:
    lines = [line(*one) for one in types]
    found = remedy.mix(lines)
    assert found is not None
    value = sum((one.value_delivered or Fraction(0) for one in lines), Fraction(0))
    expected = sum((one.value_expected or Fraction(0) for one in lines), Fraction(0))
    assert found.volume + found.mix == value - expected
