"""How far a share of few can be trusted, against the worked cases and its laws."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sla_dash import proportion
from tests.golden_cases import assert_agrees, cases


@cases("wilson")
def test_the_interval_agrees_with_the_worked_cases(case: dict[str, Any]) -> None:
    found = proportion.wilson(case["inputs"]["x"], case["inputs"]["n"])
    assert_agrees(None if found is None else list(found), case)


@given(st.integers(1, 5000), st.data())
def test_the_interval_lies_in_0_to_1_around_the_share_and_mirrors_it(n: int, data: st.DataObject) -> None:
    x = data.draw(st.integers(0, n))
    found, mirrored = proportion.wilson(x, n), proportion.wilson(n - x, n)
    assert found is not None
    assert mirrored is not None
    assert 0 <= found[0] <= x / n <= found[1] <= 1
    assert abs(found[0] - (1 - mirrored[1])) < 1e-12
