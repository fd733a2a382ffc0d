"""Every statement at the very instant at which something happens, at the very edges of a span, at the very duration."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import product

import pytest

from sla_dash.calendar import MICROSECOND
from sla_dash.load import facts
from sla_dash.records.queries.bind import aware, moment
from sla_dash.records.store import Parameter, Snapshot
from sla_dash.rules import funnel
from sla_dash.rules.act import AGE_EDGES
from tests import drawn, happened
from tests.happened import AT, DAY, GIVEN, HAPPENS, LASTS, STARTED, asked, wanted
from tests.times import naive

INSTANTS = [naive(AT + n * MICROSECOND) for n in (-1, 0, 1)]
DAYS = [AT.date() + n * DAY for n in (-1, 0, 1)]
AT_ONCE, AFTERWARDS, BOTH, NEVER = (True, False), (False, True), (True, True), (False, False)
"""Whether the answer changes on the way to the instant, and on the way past it."""
OTHERWISE = {
    "contact_hours": NEVER,  # it tells of windows that are over, and what happens now is in no such window
    "followup_gaps": BOTH,  # an attempt ends a gap at once, and the gap after it is open from then on, so later
    "followup_gap_rows": BOTH,
}
LAST = {"act_follow_ups", "act_follow_ups_by_rep", "attempts_due"}
"""Spans of these end with the next stand-up, which they include: what falls due then has to be done before it."""


@pytest.fixture(scope="module")
def happening() -> Snapshot:
    return Snapshot(happened.records(HAPPENS))


@pytest.fixture(scope="module")
def lasting() -> Snapshot:
    return Snapshot(happened.records(LASTS))


@pytest.fixture(scope="module")
def assigning() -> Snapshot:
    return Snapshot(happened.records(HAPPENS, clock_start="assigned_at"))


@pytest.fixture(scope="module")
def creating() -> Snapshot:
    return Snapshot(happened.records({**HAPPENS, **STARTED}, clock_start="created_at"))


def statements(*parameters: str) -> list[str]:
    """Name the statements that take all of these, whatever is in the folder."""
    found = [name for name in asked() if wanted(name).issuperset(parameters)]
    assert found, parameters
    return found


def changes(
    snapshot: Snapshot, name: str, parameter: str, values: Sequence[Parameter], as_of: datetime = AT + 2 * DAY
) -> tuple[bool, bool]:
    """Tell whether the answer changes from the first to the second value of a parameter, and from that to the third."""
    known = happened.parameters(snapshot, as_of)
    before, then, after = (happened.answer(snapshot, name, {**known, parameter: value}) for value in values)
    return before != then, then != after


@pytest.mark.parametrize("name", statements("as_of"))
def test_what_happens_at_this_very_instant_has_happened(name: str, happening: Snapshot, assigning: Snapshot) -> None:
    expected = OTHERWISE.get(name, AT_ONCE)
    assert changes(happening, name, "as_of", INSTANTS, AT) == expected
    assert changes(assigning, name, "as_of", INSTANTS, AT) == expected


@pytest.mark.parametrize("name", [name for name in statements("as_of") if wanted(name) & {"earliest_at", "early_us"}])
def test_what_is_due_at_this_very_instant_can_still_be_done(name: str, lasting: Snapshot) -> None:
    assert changes(lasting, name, "as_of", INSTANTS, AT) == (NEVER if name == "attempts_due" else AFTERWARDS)


@pytest.mark.parametrize("parameter", ["since", "earliest_at"])
def test_what_is_asked_since_an_instant_includes_it(parameter: str, happening: Snapshot, assigning: Snapshot) -> None:
    for name in statements(parameter):
        for snapshot in (happening, assigning):
            assert changes(snapshot, name, parameter, INSTANTS) == AFTERWARDS, name


@pytest.mark.parametrize("name", statements("before_at"))
def test_what_happened_at_the_very_instant_of_the_last_standup_had_happened(name: str, happening: Snapshot) -> None:
    assert changes(happening, name, "before_at", INSTANTS) == AT_ONCE


@pytest.mark.parametrize("name", statements("starts_at"))
def test_a_span_includes_the_instant_that_it_starts_at(
    name: str, happening: Snapshot, assigning: Snapshot, lasting: Snapshot
) -> None:
    for snapshot in (lasting,) if "earliest_at" in wanted(name) else (happening, assigning):
        assert changes(snapshot, name, "starts_at", INSTANTS) == AFTERWARDS


@pytest.mark.parametrize("name", statements("ends_at"))
def test_a_span_excludes_the_instant_that_it_ends_at(
    name: str, happening: Snapshot, assigning: Snapshot, creating: Snapshot, lasting: Snapshot
) -> None:
    for snapshot in (lasting,) if "earliest_at" in wanted(name) else (happening, assigning, creating):
        assert changes(snapshot, name, "ends_at", INSTANTS) == (AT_ONCE if name in LAST else AFTERWARDS)


def test_what_has_been_quiet_since_an_instant_may_have_changed_at_it(happening: Snapshot) -> None:
    for name in statements("quiet_since"):
        assert changes(happening, name, "quiet_since", INSTANTS) == AT_ONCE, name


def test_a_span_of_days_includes_its_first_and_excludes_its_end() -> None:
    snapshot = Snapshot(happened.records({name: HAPPENS[name] for name in ("handed over", "first tried")}))
    for name, parameter in product(statements("first_on"), ("first_on", "end_on")):
        assert changes(snapshot, name, parameter, DAYS) == AFTERWARDS, name


def test_what_is_counted_from_a_day_on_includes_it() -> None:
    snapshot = Snapshot(happened.records({"handed over": HAPPENS["handed over"]}))
    for name in statements("starts_on"):
        assert changes(snapshot, name, "starts_on", DAYS) == AFTERWARDS, name


@pytest.mark.parametrize(
    ("parameter", "duration", "expected"),
    [
        ("given_us", GIVEN, AT_ONCE),
        ("early_us", 14 * DAY, AT_ONCE),
        ("silent_early_us", 7 * DAY, AT_ONCE),
        ("silent_later_us", 14 * DAY, AT_ONCE),
        *zip(("first_us", "second_us", "third_us"), AGE_EDGES, (AFTERWARDS,) * 3, strict=True),
    ],
)
def test_a_duration_is_used_up_at_its_very_end(
    parameter: str, duration: timedelta, expected: tuple[bool, bool], happening: Snapshot, lasting: Snapshot
) -> None:
    snapshot = lasting if parameter.startswith(("early", "silent")) else happening
    for name in statements(parameter):
        values = [duration // MICROSECOND + n for n in (-1, 0, 1)]
        assert changes(snapshot, name, parameter, values, AT) == expected, name


@pytest.mark.parametrize("tick", [-1, 0, 1])
def test_what_loading_counts_is_what_has_happened_by_its_very_instant(tick: int) -> None:
    now = AT + tick * MICROSECOND
    snapshot = Snapshot(happened.records(HAPPENS, now))
    known = {**happened.parameters(snapshot, now), "starts_on": funnel.evidence_from(now, drawn.terms())}
    for prepared, anew in (("leads_by_day_prepared", "leads_by_day"), ("funnel_prepared", "funnel_steps")):
        found, expected = happened.answer(snapshot, prepared, known), happened.answer(snapshot, anew, known)
        assert sorted(map(str, found)) == sorted(map(str, expected)), prepared


@pytest.mark.parametrize("stories", [HAPPENS, {"handed over": HAPPENS["handed over"]}])
@pytest.mark.parametrize("name", statements("counted_at"))
def test_what_loading_counted_tells_of_every_instant_before_it_and_after(
    name: str, stories: Mapping[str, happened.Story]
) -> None:
    found = []
    for loaded in (AT - MICROSECOND, AT, AT + MICROSECOND, AT + 30 * DAY):
        snapshot = Snapshot(happened.records(stories, loaded))
        instants = (AT - DAY, AT - MICROSECOND, AT, AT + MICROSECOND, AT + DAY)
        found.append([happened.answer(snapshot, name, happened.parameters(snapshot, at)) for at in instants])
    assert found[0] == found[1] == found[2] == found[3]
    assert found[0][1] != found[0][2]


@pytest.mark.parametrize("tick", [-1, 0, 1])
@pytest.mark.parametrize("name", statements("prepared"))
def test_what_loading_found_open_is_open_at_its_very_instant(name: str, tick: int) -> None:
    now = AT + tick * MICROSECOND
    snapshot = Snapshot(happened.records(HAPPENS, now))
    known = {**happened.parameters(snapshot, now), "quiet_since": naive(AT - 2 * MICROSECOND)}
    found, expected = (happened.answer(snapshot, name, {**known, "prepared": one}) for one in (True, False))
    assert found == expected != []


@pytest.mark.parametrize("name", [name for name in statements("prepared") if "earliest_at" in wanted(name)])
def test_what_is_asked_since_the_very_start_of_a_clock_is_asked_of_what_loading_prepared_too(name: str) -> None:
    snapshot, answers = Snapshot(happened.records(HAPPENS, AT)), []
    for tick in (-1, 0, 1):
        known = {**happened.parameters(snapshot, AT), "earliest_at": naive(AT - 10 * DAY + tick * MICROSECOND)}
        found, expected = (happened.answer(snapshot, name, {**known, "prepared": one}) for one in (True, False))
        assert found == expected
        answers.append(found)
    assert answers[0] == answers[1] != answers[2]


@pytest.mark.parametrize("tick", [-1, 0, 1])
def test_every_lead_whose_clock_has_started_is_settled_or_kept_with_all_that_is_known(tick: int) -> None:
    connection = happened.records(HAPPENS, AT + tick * MICROSECOND)
    known = ", ".join(name for name, *_ in connection.execute("from unsettled").description)
    counted = f"select {known} from facts where counted and clock_at <= (select since_at from prepared)"
    started, settled, unsettled = (
        connection.execute(asked).fetchall() for asked in (counted, "from settled", "from unsettled")
    )
    assert len(started) == len(settled) + len(unsettled)
    assert unsettled == [lead for lead in started if lead in unsettled]
    assert settled
    assert unsettled


@pytest.mark.parametrize("tick", [-1, 0, 1])
@pytest.mark.parametrize(
    ("parameter", "long", "name"),
    [
        (parameter, long, name)
        for parameter, long in (("recent_at", facts.LONG), ("held_at", facts.LASTING))
        for name in statements(parameter)
    ],
)
def test_leads_that_were_open_for_long_are_all_among_those_that_loading_kept_apart(
    parameter: str, long: timedelta, name: str, tick: int
) -> None:
    snapshot = Snapshot(happened.records(happened.open_for(long)))
    asked_at = AT + tick * MICROSECOND
    known = happened.parameters(snapshot, asked_at) | {"before_at": naive(asked_at - MICROSECOND)}
    since = naive(asked_at - ("before_at" in wanted(name)) * MICROSECOND - long)
    found, among_all = (
        happened.answer(snapshot, name, {**known, parameter: at}) for at in (since, naive(AT - 900 * DAY))
    )
    assert found == among_all != []


@pytest.mark.parametrize("now", [AT - MICROSECOND, AT])
def test_what_loading_prepared_holds_from_the_last_thing_that_happened_until_the_next(now: datetime) -> None:
    snapshot = Snapshot(happened.records(HAPPENS, now))
    since, until = map(aware, filter(None, snapshot.prepared))
    assert since <= now < until
    assert (since == AT) is (now == AT)
    instants = [since - MICROSECOND, since, until - MICROSECOND, until]
    assert [moment(snapshot, at)["prepared"] for at in instants] == [False, True, True, False]
