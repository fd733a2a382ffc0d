"""What is to be settled: each kind of finding on a morning made for it, and what keeps it from being asked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from sla_dash import journal
from sla_dash.agreement import Act
from sla_dash.board import Board
from sla_dash.board import board as put_together
from sla_dash.board.settle import Behind, Proposal, Silence, proposals
from sla_dash.journal import Decided
from sla_dash.journal.decisions import About, Acknowledged, Decision, Progress, State
from sla_dash.records import store
from sla_dash.rules.act import Age
from sla_dash.rules.hours import Block
from sla_dash.rules.settle import Gravity, Kind
from tests import harvest, unsettled

NOTHING = Decided()
BY = Act("ann", False, datetime(2026, 11, 16, 8, tzinfo=UTC))


def found(board: Board, kind: Kind, decided: Decided = NOTHING) -> Proposal:
    (one,) = (one for one in proposals(board, decided) if one.kind is kind)
    return one


def kinds(board: Board, decided: Decided = NOTHING) -> list[Kind]:
    return [one.kind for one in proposals(board, decided)]


def about(key: str, stream: str | None, lead_type: str | None, state: State | None = None) -> Decided:
    progress = (Progress(BY, "", state),) if state else ()
    number = About(key, stream, lead_type, "so many", None)
    return Decided((Decision(1, "what", "rep 03", date(2026, 11, 30), BY, number, progress),))


def test_where_everything_is_as_promised_nothing_is_to_be_settled() -> None:
    assert proposals(unsettled.settled(), NOTHING) == ()


@pytest.mark.parametrize(
    ("made", "kind", "gravity", "number", "narrowed"),
    [
        (unsettled.out_of_reach, Kind.OUT_OF_REACH, Gravity.LOST, "delivery.leads", ("SMB", "form")),
        (unsettled.promise, Kind.PROMISE, Gravity.LOST, "contact.share", ("SMB", "form")),
        (unsettled.hours, Kind.HOURS, Gravity.HABIT, "contact.share", ("SMB", "form")),
        (unsettled.missed_hours, Kind.HOURS, Gravity.LOST, "contact.share", ("SMB", "form")),
        (unsettled.unowned, Kind.UNOWNED, Gravity.WAITING, "act.queue", (None, None)),
        (unsettled.capacity, Kind.CAPACITY, Gravity.WAITING, "delivery.leads", (None, None)),
        (unsettled.attempts, Kind.ATTEMPTS, Gravity.WAITING, "followup.rate", (None, None)),
        (unsettled.silent, Kind.SILENT, Gravity.WAITING, "followup.silent", (None, None)),
        (unsettled.mix, Kind.MIX, Gravity.SLIPPING, "delivery.value", (None, None)),
        (unsettled.alarm, Kind.ALARM, Gravity.SLIPPING, "delivery.leads", ("SMB", "form")),
    ],
)
def test_every_kind_is_found_and_is_left_out_while_a_decision_about_it_is_open(
    made: Callable[[], Board], kind: Kind, gravity: Gravity, number: str, narrowed: tuple[str | None, str | None]
) -> None:
    here = made()
    one = found(here, kind)
    assert (one.gravity, one.number, (one.stream, one.lead_type)) == (gravity, number, narrowed)
    assert kind not in kinds(here, about(number, *narrowed))
    assert kind in kinds(here, about(number, *narrowed, State.DONE))
    assert kind in kinds(here, about(number, "SMB", "another type"))
    assert kind in kinds(here, about("delivery.rejected", *narrowed))


def test_the_evidence_is_the_answer_of_the_board_that_shows_it() -> None:
    line = unsettled.out_of_reach().delivery.lines[0]
    assert found(unsettled.out_of_reach(), Kind.OUT_OF_REACH).evidence == line
    assert (line.so_far.counts.net, line.usual_best) == (52, 4)
    assert line.needed
    assert line.needed.lower == Fraction(270 - 52, 8)
    assert found(unsettled.hours(), Kind.HOURS).evidence == Block(3, 9, 11, 20, 0, 240, 240)
    ages = found(unsettled.unowned(), Kind.UNOWNED).evidence
    assert ages == {Age.UNDER_A_DAY: 1, Age.TO_THREE_DAYS: 0, Age.TO_SEVEN_DAYS: 0, Age.OVER_SEVEN_DAYS: 1}
    value = found(unsettled.mix(), Kind.MIX).evidence
    assert isinstance(value, Behind)
    assert value.gap == Fraction((100 + 40 * 1000) * 13, 21) - 91
    silence = found(unsettled.silent(), Kind.SILENT).evidence
    assert isinstance(silence, Silence)
    assert silence.most
    assert (silence.most.rep, silence.most.silent_early) == ("ann", 8)
    assert (silence.whole.silent_early, silence.whole.silent_later) == (8, 4)
    assert (silence.silent, silence.running, silence.of_most) == (12, 20, 8)


@pytest.mark.parametrize(
    ("form", "outbound", "first"),
    [
        ((4, 300, 1), (2, 200, 100), "outbound"),  # 134 leads worth 1 are missing, and 98 worth 100
        ((4, 300, 1), (6, 330, 1), "form"),  # 134 are missing of 186, and 126 of 204
    ],
)
def test_of_two_that_are_lost_the_one_that_misses_more_value_comes_first(
    form: tuple[int, int, int], outbound: tuple[int, int, int], first: str
) -> None:
    here = unsettled.two_out_of_reach(form, outbound)
    lost = [one.lead_type for one in proposals(here, NOTHING) if one.kind is Kind.OUT_OF_REACH]
    assert lost[0] == first
    assert len(lost) == 2
    left = [
        one.lead_type for one in proposals(here, about("delivery.leads", "SMB", first)) if one.gravity is Gravity.LOST
    ]
    assert left == lost[1:]


def test_of_two_promises_the_one_with_more_leads_too_late_comes_first() -> None:
    here = unsettled.two_promises()
    missed = [one.lead_type for one in proposals(here, NOTHING) if one.kind is Kind.PROMISE]
    assert missed == ["outbound", "form"]


def test_of_two_blocks_of_hours_the_one_in_which_more_is_lost_comes_first() -> None:
    found = [one for one in proposals(unsettled.two_hours(), NOTHING) if one.kind is Kind.HOURS]
    blocks = [one.evidence for one in found if isinstance(one.evidence, Block)]
    assert [one.lead_type for one in found] == ["outbound", "form"]
    assert [(one.first, one.end, one.leads, one.in_time) for one in blocks] == [(9, 10, 10, 0), (9, 11, 20, 12)]


def test_more_leads_than_sales_can_work_are_seen_coming() -> None:
    assert Kind.CAPACITY in kinds(unsettled.capacity(90))  # 65 so far, about a hundred at the end
    assert kinds(unsettled.capacity(200)) == []


def test_what_could_be_chance_is_not_called_lost() -> None:
    here = unsettled.by_chance()
    line = here.delivery.lines[0]
    assert line.needed
    assert line.out_of_reach(line.needed.lower)
    assert line.so_far.could_be_chance
    assert Kind.OUT_OF_REACH not in kinds(here)


def test_a_type_that_a_usual_day_can_bring_back_is_not_out_of_reach() -> None:
    here = unsettled.out_of_reach()
    (line,) = (line for line in here.delivery.lines if line.so_far.lead_type == "form")
    assert not line.out_of_reach(Fraction(4))
    assert kinds(unsettled.alarm()) == [Kind.ALARM]  # below its range as well, which may be chance


def test_an_alarm_of_a_type_that_is_lost_already_is_not_asked_about_again() -> None:
    here = unsettled.out_of_reach()
    assert ("SMB", "form") in {(one.stream, one.lead_type) for one in here.remedy.alarms()}
    alarms = [one for one in proposals(here, NOTHING) if one.kind is Kind.ALARM]
    assert [one.lead_type for one in alarms] == ["outbound"]


def test_an_alarm_that_somebody_acknowledged_is_not_asked_about() -> None:
    seen = Decided(acknowledged=(Acknowledged(BY, ("SMB", "form"), date(2026, 11, 18)),))
    assert kinds(unsettled.alarm(), seen) == []


def test_a_promise_missed_in_some_hours_is_asked_of_those_hours_alone() -> None:
    assert Kind.PROMISE not in kinds(unsettled.missed_hours())
    assert proposals(unsettled.missed_hours(), NOTHING)[0].kind is Kind.HOURS


def test_leads_nobody_owns_are_no_question_within_a_day_nor_where_nobody_owns_any() -> None:
    here = unsettled.unowned()
    (old,) = (row for row in here.act.queued(99)[0] if row.owner is None and row.qualified_at.day == 11)
    day = old.qualified_at + timedelta(days=1)
    for at, asked in ((day - timedelta(minutes=1), False), (day, True)):
        assert (Kind.UNOWNED in kinds(replace(here, as_of=at))) is asked
    assert unsettled.settled().act.ages(None)[0][Age.OVER_SEVEN_DAYS] > 0


def test_nothing_is_asked_from_stale_records() -> None:
    here = unsettled.out_of_reach()
    for days, asked in ((0, True), (1, False)):
        later = replace(here, as_of=here.as_of + timedelta(days=days))
        assert (later.stale is None) is asked
        assert bool(proposals(later, NOTHING)) is asked


def test_of_a_month_that_is_over_only_the_present_is_asked() -> None:
    october = date(2026, 10, 1)
    assert kinds(replace(unsettled.unowned(), month=october)) == [Kind.UNOWNED]
    assert kinds(replace(unsettled.silent(), month=october)) == [Kind.SILENT]
    for made in (unsettled.out_of_reach, unsettled.capacity, unsettled.mix, unsettled.alarm):
        assert kinds(replace(made(), month=october)) == [], made.__name__


def test_without_touches_nothing_is_asked_about_contact_or_follow_up() -> None:
    here = unsettled.out_of_reach()
    assert not here.load.has_touches
    assert {one.number for one in proposals(here, NOTHING)} == {"delivery.leads"}


def test_what_is_narrowed_to_a_type_is_asked_of_that_type() -> None:
    here = unsettled.silent().narrowed("SMB", "form")
    one = found(here, Kind.SILENT)
    assert (one.stream, one.lead_type) == ("SMB", "form")


def test_the_gravest_comes_first() -> None:
    gravities = [one.gravity for one in proposals(unsettled.attempts(), NOTHING)]
    assert len(gravities) == 3
    assert gravities == sorted(gravities, reverse=True)


def test_a_rate_that_really_changed_is_asked_until_it_is_decided(tmp_path: Path) -> None:
    data = harvest.write(tmp_path)
    with_records = store.open_file(store.newest(data))
    last = datetime(2026, 9, 24, 8, tzinfo=UTC)  # the day on which the last of them is known
    here = put_together(with_records, journal.read(data).agreements, last)
    one = found(here, Kind.RATE)
    assert (one.number, one.stream, one.lead_type) == ("funnel.mql_to_sql", "SMB", "form")
    assert one.gravity is Gravity.HABIT
    assert Kind.RATE not in kinds(here, about("funnel.mql_to_sql", "SMB", "form"))
    assert proposals(replace(here, as_of=harvest.NOW), NOTHING) == ()  # eight weeks without a record
    with_records.close()
