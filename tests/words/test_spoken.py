"""What a person would say of a morning, in every state of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from types import SimpleNamespace
from typing import Any, cast

import pytest

from sla_dash import theme
from sla_dash.board import Board, DeliveryLine
from sla_dash.records.queries.act import Owed
from sla_dash.rules.contact import InTime, State
from sla_dash.rules.contact import Standing as Contacted
from sla_dash.rules.delivery import Counts, MonthToDate, Standing
from sla_dash.rules.remedy import Needed
from sla_dash.words import remedy, spoken

IN, ABOVE, BELOW = Standing.IN, Standing.ABOVE, Standing.BELOW


@dataclass(frozen=True)
class Loaded:
    has_touches: bool = True


@dataclass(frozen=True)
class Morning:
    """As much of a board as a sentence asks for."""

    month: date = date(2026, 11, 1)
    load: Loaded = Loaded()
    month_is_over: bool = False


BOARD = cast("Board", Morning())


def line(
    leads: Standing = IN,
    value: Standing = IN,
    name: str | None = None,
    *,
    chance: bool = False,
    target: int | None = 100,
    needed: int = 1,
    usual_best: int | None = 9,
) -> DeliveryLine:
    so_far = MonthToDate(
        None,
        name,
        Counts(50, 0, 0),
        target,
        Fraction(50) if target else None,
        leads if target else Standing.NO_TARGET,
        chance and leads is not IN,
        Fraction(100) if target else None,
        Fraction(50) if target else None,
        Fraction(50),
        value if target else Standing.NO_TARGET,
        chance and value is not IN,
        1.0,
        total=name is None,
    )
    reach = Needed(Fraction(needed), Fraction(needed), Fraction(needed))
    return DeliveryLine(so_far, None, None, reach, usual_best, None)


def marketing(*lines: DeliveryLine) -> str:
    return spoken.marketing(lines, BOARD)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([line(name="web"), line()], "Marketing: on pace."),
        ([line(BELOW, name="web"), line()], "Marketing: on pace, but web is behind."),
        ([line(ABOVE, name="web"), line(ABOVE, name="ads"), line()], "Marketing: on pace, but web and ads are ahead."),
        ([line(BELOW, name="web"), line(BELOW)], "Marketing: leads are behind. Web is why."),
        (
            [line(BELOW, name="web", needed=10), line(BELOW)],
            "Marketing: leads are behind. Web is why, and out of reach.",
        ),
        ([line(BELOW, name="web"), line(IN, BELOW)], "Marketing: value is behind. Web is why."),
        ([line(BELOW, name="a"), line(BELOW, name="b"), line(BELOW, BELOW)],
         "Marketing: leads and value are behind. A and b are why."),
        ([*(line(BELOW, name=n) for n in "abc"), line(BELOW, BELOW)],
         "Marketing: leads and value are behind. Three types are why."),
        ([line(name="web"), line(IN, BELOW)], "Marketing: value is behind."),
        ([line(ABOVE, name="web"), line(ABOVE)], "Marketing: more leads than promised. Web is why."),
        ([line(ABOVE, name="web"), line(BELOW, name="ads"), line(ABOVE, BELOW)],
         "Marketing: more leads than promised, and their value is behind. Ads is why."),
        ([line(ABOVE, name="web"), line(IN, ABOVE)], "Marketing: value is ahead. Web is why."),
        ([line(name="web"), line(BELOW, chance=True)], "Marketing: a little behind, too close to call."),
        ([line(name="web"), line(ABOVE, chance=True)], "Marketing: a little ahead, too close to call."),
        ([line(BELOW, name="web", chance=True), line(BELOW)], "Marketing: leads are behind."),
        ([line(target=None)], "Marketing: nothing is promised for November."),
        ([line(Standing.NOTHING_DUE, Standing.NOTHING_DUE)],
         "Marketing: November has only begun, nothing is due yet."),
        ([line(BELOW, name=None), line(BELOW)], "Marketing: leads are behind. “no type” is why."),
    ],
)  # fmt: skip
def test_marketing_is_told_in_one_breath(lines: Sequence[DeliveryLine], said: str) -> None:
    assert marketing(*lines) == said


def reached(standing: Contacted, name: str | None = None, *, chance: bool = False, promised: bool = True) -> InTime:
    share = Fraction(9, 10) if promised else None
    states = dict.fromkeys(State, 0)
    within = timedelta(hours=4) if promised else None
    return InTime(None, name, within, share, standing, chance, states, None, None, None, 0, 0, 0, total=name is None)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([reached(Contacted.KEPT, "web"), reached(Contacted.KEPT)], "Sales: kept."),
        ([reached(Contacted.NOT_KEPT, "web"), reached(Contacted.KEPT)], "Sales: kept, but web waits too long."),
        ([reached(Contacted.NOT_KEPT, "web"), reached(Contacted.NOT_KEPT)], "Sales: not kept. Web waits too long."),
        ([reached(Contacted.NOT_KEPT, "a"), reached(Contacted.NOT_KEPT, "b"), reached(Contacted.NOT_KEPT, chance=True)],
         "Sales: too close to call. A and b wait too long."),
        ([*(reached(Contacted.NOT_KEPT, n) for n in "abcd"), reached(Contacted.NOT_KEPT)],
         "Sales: not kept. Four types wait too long."),
        ([reached(Contacted.NOT_KEPT, "web", chance=True), reached(Contacted.NOT_KEPT)], "Sales: not kept."),
        ([reached(Contacted.TOO_EARLY, "web"), reached(Contacted.TOO_EARLY)], "Sales: too early to tell."),
        ([reached(Contacted.NOT_KEPT, "web"), reached(Contacted.TOO_EARLY)],
         "Sales: too early to tell, but web waits too long."),
        ([reached(Contacted.NO_PROMISE, "web", promised=False), reached(Contacted.NO_PROMISE, promised=False)],
         "Sales: nothing is promised."),
    ],
)  # fmt: skip
def test_sales_is_told_in_one_breath(lines: Sequence[InTime], said: str) -> None:
    assert spoken.sales(lines, BOARD) == said


def test_without_touches_sales_is_not_measured() -> None:
    board = cast("Board", replace(cast("Any", Morning()), load=Loaded(has_touches=False)))
    assert spoken.sales([reached(Contacted.KEPT)], board) == "Sales: not measured, no touches are loaded."


@pytest.mark.parametrize(
    ("late", "due", "unowned", "said"),
    [
        (8, 27, 18, "Eight leads to call now, 27 more before Fri 09:00. Nobody owns 18."),
        (1, 0, 0, "One lead to call now."),
        (0, 3, 1, "Three leads to call before Fri 09:00. Nobody owns one."),
        (0, 0, 0, "Nobody has to call anybody before Fri 09:00."),
        (1_204, 0, 0, "1,204 leads to call now."),
    ],
)
def test_who_acts_is_told_in_one_breath(late: int, due: int, unowned: int, said: str) -> None:
    assert spoken.acting(Owed(None, late, due, 0, total=True), unowned, "Fri 09:00") == said


@pytest.mark.parametrize(
    ("open_", "proposed", "said"),
    [(0, 0, "Nothing to settle."), (0, 3, "Three to settle."), (2, 1, "One to settle, two open."), (14, 0, "14 open.")],
)
def test_what_is_to_settle_is_told_in_one_breath(open_: int, proposed: int, said: str) -> None:
    assert spoken.settling(open_, proposed) == said


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([line(IN, BELOW)], "Marketing, November: value was behind."),
        (
            [line(BELOW, BELOW, "web"), line(BELOW, BELOW)],
            "leads and value were behind. Web was why.",
        ),
        ([line(BELOW, IN, "web"), line()], "Marketing, November: on pace, but web was behind."),
        ([line(target=None)], "Marketing: nothing was promised for November."),
    ],
)
def test_a_month_that_is_over_is_told_as_what_was(lines: Sequence[DeliveryLine], said: str) -> None:
    over = cast("Board", Morning(month_is_over=True))
    assert spoken.marketing(lines, over).endswith(said)


def test_a_name_that_has_no_room_in_a_sentence_is_counted() -> None:
    long = "leads of the yearly trade fair in the north of the country"
    assert spoken.marketing([line(BELOW, BELOW, long), line(BELOW, BELOW)], BOARD).endswith("One type is why.")


def test_what_is_not_judged_says_so() -> None:
    assert spoken.withheld("Sales", "Tue 17 Nov 17:40") == "Sales: not judged, the records end Tue 17 Nov 17:40."


def test_a_number_that_is_out_of_reach_says_so_after_what_it_is_for() -> None:
    left = cast("Board", SimpleNamespace(pace=SimpleNamespace(left=8)))
    behind, within = (theme.plain(remedy.needed(line(needed=each), left)) for each in (10, 9))
    assert behind == (
        "Each of the 8 working days left must bring 10 leads to reach the target (✕ out of reach), 10 to reach the "
        "range (✕ out of reach), and at most 10 to stay in it."
    )
    assert "out of reach" not in within
