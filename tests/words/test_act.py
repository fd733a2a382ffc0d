"""Who has to act, in words."""

from sla_dash import words
from sla_dash.access import WHOLE, Sight
from sla_dash.records.queries.act import Owed


def test_who_has_nothing_to_call_is_named_with_the_follow_ups_that_were_missed() -> None:
    owed = [Owed(rep, 0, 0, missed) for rep, missed in (("ann", 2), (None, 1), ("bob", 12))]
    said = "Nothing to call, but 15 follow-ups missed this month: "
    assert words.act.others(owed, "this month", WHOLE) == f"{said}bob (12), ann (2), (unassigned) (1)"
    only_ann = Sight(reps=frozenset({"ann"}))
    assert words.act.others(owed, "this month", only_ann) == f"{said}ann (2), (unassigned) (1), 1 other rep"
