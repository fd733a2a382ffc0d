"""What is to be settled, in words: the question and what it rests on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sla_dash import journal, words
from sla_dash.access import WHOLE
from sla_dash.board import Board
from sla_dash.board import board as put_together
from sla_dash.board.settle import Proposal, proposals
from sla_dash.journal import Decided
from sla_dash.records import store
from sla_dash.rules.act import Age
from sla_dash.rules.settle import Gravity, Kind
from tests import harvest, unsettled

NOTHING = Decided()
HANDS = "who calls them, or is the promise too short?"


@pytest.mark.parametrize(
    ("made", "kind", "question", "evidence"),
    [
        (
            unsettled.out_of_reach,
            Kind.OUT_OF_REACH,
            "Form: a new number, or accept the miss?",
            "52 of 186 by now; 28 a day needed to reach the range, 19 of 20 days brought 4 or fewer",
        ),
        (
            unsettled.promise,
            Kind.PROMISE,
            f"Form: {HANDS}",
            "80 % in time (75–85 %), 90 % promised within 4 h; no hour of the week stands out",
        ),
        (
            unsettled.hours,
            Kind.HOURS,
            "Thursday 9 to 11: who covers form?",
            "0 % in time there, 100 % elsewhere, 13 weeks",
        ),
        (unsettled.unowned, Kind.UNOWNED, "2 leads nobody owns: to whom?", "1 of them for more than seven days"),
        (
            unsettled.capacity,
            Kind.CAPACITY,
            "More leads than sales can work: who helps, or which wait?",
            "65 leads a rep so far this month, 60 agreed",
        ),
        (
            unsettled.attempts,
            Kind.ATTEMPTS,
            "More attempts due than a good day makes: which first?",
            "60 due; on 19 of 20 days 1 or fewer were made",
        ),
        (
            unsettled.silent,
            Kind.SILENT,
            "12 follow-ups fell silent: who picks them up?",
            "12 of 20 that run; ann has 8",
        ),
        (
            unsettled.mix,
            Kind.MIX,
            "Leads are on pace, their value is behind: which leads instead?",
            "value 25 k behind; 26 k as fewer of high value came, outbound above all",
        ),
        (
            unsettled.alarm,
            Kind.ALARM,
            "Form: what changed?",
            "fewer leads a day than promised since Wed 11 Nov",
        ),
    ],
)
def test_every_kind_asks_and_says_what_it_rests_on(
    made: Callable[[], Board], kind: Kind, question: str, evidence: str
) -> None:
    here = made()
    (one,) = (one for one in proposals(here, NOTHING) if one.kind is kind)
    assert words.settle.question(one, here) == question
    assert words.settle.evidence(one, here, WHOLE) == evidence


def test_a_rate_says_what_was_agreed_what_was_found_and_what_it_asks_for(tmp_path: Path) -> None:
    data = harvest.write(tmp_path)
    snapshot = store.open_file(store.newest(data))
    here = put_together(snapshot, journal.read(data).agreements, datetime(2026, 9, 24, 8, tzinfo=UTC))
    (one,) = (one for one in proposals(here, NOTHING) if one.kind is Kind.RATE)
    assert words.settle.question(one, here) == "MQL to SQL of form: agree on 30 %, or change how it is done?"
    said = "50 % agreed, 30 % found of 400 leads, Jul–Aug 2026: +67 % leads needed"
    assert words.settle.evidence(one, here, WHOLE) == said
    snapshot.close()


def test_all_of_a_few_are_said_to_be_all_and_how_long_they_have_waited() -> None:
    here = unsettled.settled()
    for age, said in (
        (Age.TO_THREE_DAYS, "all of them for more than a day"),
        (Age.TO_SEVEN_DAYS, "all of them for more than three days"),
        (Age.OVER_SEVEN_DAYS, "all of them for more than seven days"),
    ):
        one = Proposal(Kind.UNOWNED, Gravity.WAITING, "act.queue", None, None, dict.fromkeys(Age, 0) | {age: 3})
        assert words.settle.question(one, here) == "3 leads nobody owns: to whom?"
        assert words.settle.evidence(one, here, WHOLE) == said


def test_on_the_last_day_it_is_said_that_none_is_left_and_of_all_leads_that_they_are_all() -> None:
    here = unsettled.out_of_reach()
    line = here.delivery.lines[-1]
    assert line.needed
    over = replace(line, needed=replace(line.needed, target=None, lower=None, upper=None))
    one = Proposal(Kind.OUT_OF_REACH, Gravity.LOST, "delivery.leads", None, None, over)
    assert words.settle.question(one, here) == "All leads: a new number, or accept the miss?"
    assert words.settle.evidence(one, here, WHOLE) == "52 of 210 by now; no working day is left"


def test_a_month_that_will_land_above_what_sales_can_work_says_where_it_lands() -> None:
    here = unsettled.capacity()
    found = replace(here.remedy.capacity, leads=50, lands_at=91.0)
    one = Proposal(Kind.CAPACITY, Gravity.WAITING, "delivery.leads", None, None, found)
    assert words.settle.evidence(one, here, WHOLE) == "the month will end near 91 leads a rep, 60 agreed"
