"""One ladder: whatever asks for leads asks for the same number of them."""

from datetime import UTC, date, datetime
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from sla_dash.agreement import parse
from sla_dash.board import Board
from sla_dash.records.store import Snapshot
from sla_dash.rules import demand, whatif
from sla_dash.rules.plan import Outlook
from tests import drawn

AS_OF = datetime(2026, 11, 19, 8, tzinfo=UTC)
SNAPSHOT = Snapshot(drawn.records())
percents = st.integers(10, 100).map(lambda n: f"{n / 100}")
types = st.lists(
    st.tuples(st.integers(1, 9), percents, percents, percents, st.sampled_from(["", "average_order_value = 700"])),
    min_size=1,
    max_size=5,
)


@given(st.integers(1, 40_000), st.integers(400, 4_000), types, st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_what_if_and_the_targets_and_a_steady_month_of_the_plan_agree(
    quota: int, order: int, drawn_types: list[tuple[int, str, str, str, str]], outright: int
) -> None:
    """So does the stand-up, which reads the targets; a type whose leads are given outright leaves the others theirs."""
    weights = [*(weight for weight, *_ in drawn_types), outright]
    *shares, rest = (n / 10_000 for n in demand.cum_round([Fraction(n * 10_000, sum(weights)) for n in weights]))
    text = drawn.AGREEMENT.partition("[[stream]]")[0]
    text += f'[[stream]]\nname = "SMB"\nquota = {quota}\naverage_order_value = {order}\n'
    for n, (share, (_, win, to_opportunity, to_sql, own)) in enumerate(zip(shares, drawn_types, strict=True)):
        rates = f"mql_to_sql = {to_sql}, sql_to_opportunity = {to_opportunity}, win = {win}"
        text += f'[[stream.lead_type]]\nname = "{n}"\nshare = {share}\nrates = {{ {rates} }}\n{own}\n'
    if outright:
        text += f'[[stream.lead_type]]\nname = "given"\nshare = {rest}\ntargets = 5\n'
    found = Board(SNAPSHOT, drawn.agreements(parse(text)), AS_OF, date(2026, 11, 1))
    signed = found.what_if.streams["SMB"]
    assert found.what_if.capacity("SMB", 0).leads == (5 if outright else 0)
    *needs, total = whatif.needs(signed, {})
    targets = [one for one in found.targets if one.lead_type != "given"]
    assert [(one.leads, one.lead_value) for one in needs] == [(one.leads, one.lead_value) for one in targets]
    assert [line.so_far.target for line in found.delivery.lines] == [one.leads for one in found.targets] + [
        sum(one.leads or 0 for one in found.targets)
    ]
    plans = found.plan.months(signed, Outlook(6, Fraction(quota)))
    assert [[month.leads for month in one.months] for one in plans] == [[one.leads] * 6 for one in (*needs, total)]
