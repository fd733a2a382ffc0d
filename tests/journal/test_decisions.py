"""What was decided, noted and acknowledged, folded from what was written."""

import string
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import make_url

from sla_dash.errors import TypedError
from sla_dash.journal import Decided, Entry, Journal, StaleError, deciding, faults, fold, until
from sla_dash.journal.decisions import About, Side, State
from sla_dash.rules.measures import Measured

NOON = datetime(2026, 11, 19, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
FRIDAY = date(2026, 11, 27)
IN_TIME = About("contact.share", "SMB", "form", "78 % in time (68–85 %, n 90)", Measured(70 / 90, 0.68, 0.85, 90))
LEADS = About(
    "delivery.leads", None, None, "6.9 a working day", Measured(Fraction(90, 13), 5.6, 8.5, 13, Fraction(140, 21))
)


def decided(journal: Journal, about: About | None = IN_TIME, **more: Any) -> Entry:
    return deciding.decide(journal, "Call within the hour", "rep 03", FRIDAY, about=about, who="ann", at=NOON, **more)


def known(journal: Journal, at: datetime | None = None) -> Decided:
    return fold(journal.entries() if at is None else until(journal.entries(), at))


@pytest.mark.parametrize("about", [IN_TIME, LEADS, None, About("x", None, None, "too early", None)])
def test_a_decision_is_who_does_what_by_when_about_which_number_as_it_was(journal: Journal, about: About) -> None:
    entry = decided(journal, about)
    (one,) = known(journal).decisions
    assert (one.id, one.what, one.owner, one.due) == (entry.id, "Call within the hour", "rep 03", FRIDAY)
    assert (one.raised.who, one.raised.verified, one.raised.at) == ("ann", False, NOON)
    assert one.about == about
    assert (one.state, one.closed, one.progress) == (State.OPEN, None, ())


def test_it_is_open_until_somebody_ticks_or_drops_it_and_can_be_opened_again(journal: Journal) -> None:
    number = decided(journal).id
    deciding.progress(journal, number, "Half the team does it.", who="bob", at=NOON + HOUR)
    deciding.progress(journal, number, "", State.DONE, who="bob", at=NOON + 2 * HOUR)
    deciding.progress(journal, number, "Not quite.", State.OPEN, who="cy", at=NOON + 3 * HOUR)
    deciding.progress(journal, number, "Costs too much.", State.DROPPED, who="ann", at=NOON + 4 * HOUR)
    states = [known(journal, NOON + n * HOUR).decisions[0].state for n in range(5)]
    assert states == [State.OPEN, State.OPEN, State.DONE, State.OPEN, State.DROPPED]
    (one,) = known(journal).decisions
    assert [said.text for said in one.progress] == ["Half the team does it.", "", "Not quite.", "Costs too much."]
    assert one.closed
    assert (one.closed.who, one.closed.at) == ("ann", NOON + 4 * HOUR)


def test_what_is_ticked_twice_was_done_when_it_was_ticked_first(journal: Journal) -> None:
    number = decided(journal).id
    for n, who in enumerate(("bob", "cy")):
        deciding.progress(journal, number, "", State.DONE, who=who, at=NOON + n * HOUR)
    (one,) = known(journal).decisions
    assert one.closed
    assert one.closed.who == "bob"
    assert [said.state for said in one.progress] == [State.DONE, None]


def test_a_note_names_a_lead_by_its_id_and_a_number_as_it_was(journal: Journal) -> None:
    deciding.note(journal, "A student.", Side.SALES, lead="L-7", who="rep 03", at=NOON)
    deciding.note(journal, "Why so few?", about=LEADS, who="ann", at=NOON)
    deciding.note(journal, "Fairs are over.", who="ann", at=NOON)
    notes = known(journal).notes
    assert [(one.side, one.lead, one.about) for one in notes] == [
        (Side.SALES, "L-7", None),
        (Side.GENERAL, None, LEADS),
        (Side.GENERAL, None, None),
    ]
    assert [entry.subject for entry in journal.entries()] == ["lead L-7", "number delivery.leads", "notes"]


def test_an_alarm_is_acknowledged_up_to_a_day_that_has_been(journal: Journal) -> None:
    outbound, form = ("SMB", "outbound"), ("SMB", None)
    for kind, day in ((outbound, 17), (outbound, 18), (outbound, 16), (form, 30)):
        deciding.acknowledge(journal, kind, date(2026, 11, day), who="ann", at=NOON)
    assert dict(known(journal).seen) == {outbound: date(2026, 11, 18), form: NOON.date()}


def test_who_decides_second_about_a_number_or_a_decision_is_told_what_the_first_wrote(journal: Journal) -> None:
    first = decided(journal, seen=0)
    with pytest.raises(StaleError) as told:
        decided(journal, seen=0)
    assert told.value.since == (first,)
    decided(journal, LEADS, seen=0)
    decided(journal, None, seen=0)
    ticked = deciding.progress(journal, first.id, "", State.DONE, who="bob", at=NOON, seen=first.id)
    with pytest.raises(StaleError) as told:
        deciding.progress(journal, first.id, "Too dear.", State.DROPPED, who="cy", at=NOON, seen=first.id)
    assert told.value.since == (ticked,)
    assert known(journal).decisions[0].state is State.DONE


@pytest.mark.parametrize(
    ("what", "owner", "due", "who", "said"),
    [
        (" \n\t ", "rep 03", FRIDAY, "ann", "What to do is missing"),
        ("Call", "", FRIDAY, "ann", "Who does it is missing"),
        ("Call", "rep 03", None, "ann", "By when is missing"),
        ("Call", "rep 03", FRIDAY, "\x00", "Your name is missing"),
        ("x" * 201, "rep 03", FRIDAY, "ann", "What to do has 201 characters"),
        ("Call jo.doe@example.org back", "rep 03", FRIDAY, "ann", "holds an e-mail address"),
        ("Call", "jo@example.co.uk", FRIDAY, "ann", "holds an e-mail address"),
    ],
)
def test_what_cannot_be_written_down_is_said_and_nothing_is_written(
    journal: Journal, what: str, owner: str, due: date | None, who: str, said: str
) -> None:
    with pytest.raises(TypedError, match=said):
        deciding.decide(journal, what, owner, due, who=who, at=NOON)
    with pytest.raises(TypedError, match="e-mail"):
        deciding.note(journal, "ask jo@example.org", who="ann", at=NOON)
    with pytest.raises(TypedError, match="is missing"):
        deciding.progress(journal, 1, " ", who="ann", at=NOON)
    assert journal.entries() == ()


def test_whatever_is_typed_is_one_line_that_every_database_takes(journal: Journal) -> None:
    deciding.decide(journal, "a\x00b\r\nc\u2028d \ud800", "e\tf", FRIDAY, who="g\x85h", at=NOON)
    deciding.note(journal, "=1+1", lead="L\x007", who="i", at=NOON)
    (one,) = known(journal).decisions
    assert (one.what, one.owner, one.raised.who) == ("a b c d \N{REPLACEMENT CHARACTER}", "e f", "g h")
    assert known(journal).notes[0].lead == "L 7"
    assert faults(journal.entries()) == []


def test_an_exact_number_comes_back_as_it_was_however_many_digits_it_has(journal: Journal) -> None:
    long = Fraction(10**98 + 1, 3 * 10**97)
    for value in (0, 14, Fraction(1, 3), long, 0.1 + 0.2, Fraction(10**120 + 1, 10**120)):
        measured = Measured(value, 0.0, 2.0)
        deciding.note(journal, "x", about=About("k", None, None, "", measured), who="ann", at=NOON)
    found = [one.about.then.value for one in known(journal).notes if one.about and one.about.then]
    assert found == [0, 14, Fraction(1, 3), long, 0.1 + 0.2, 1.0]


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(string.ascii_lowercase, max_size=6), inner),
    max_leaves=6,
)
KEYS = ("what", "owner", "due", "about", "decision", "text", "state", "side", "lead", "stream", "lead_type", "up_to")
GOOD: dict[str, Any] = {
    "what": "a",
    "owner": "b",
    "due": "2026-11-27",
    "decision": 1,
    "text": "c",
    "up_to": "2026-11-01",
}
bodies = json | st.builds(lambda bad: GOOD | bad, st.dictionaries(st.sampled_from(KEYS), json, max_size=3))
kinds = st.sampled_from(["decision", "progress", "note", "acknowledged", "signed", "something new"])


@given(st.lists(st.tuples(kinds, bodies), max_size=8))
def test_whatever_is_in_a_journal_it_folds_and_what_makes_no_sense_is_counted(entries: list[tuple[Any, Any]]) -> None:
    chain = [
        Entry(n, NOON + n * HOUR, "ann", False, kind, "x", body, "", "") for n, (kind, body) in enumerate(entries, 1)
    ]
    ours = sum(kind in ("decision", "progress", "note", "acknowledged") for kind, _ in entries)
    found = fold(chain)
    told = len(found.decisions) + len(found.notes) + len(found.acknowledged) + found.skipped
    assert told + sum(len(one.progress) for one in found.decisions) == ours


@pytest.mark.parametrize(
    "then",
    [
        {"value": "1/0"}, {"value": "1e999999999"}, {"value": "٣"}, {"value": float("nan")}, {"value": float("inf")},
        {"value": 10**400}, {"value": True}, {"value": "9" * 30}, {"low": "x"}, {"n": -1}, {"aim": []},
    ],
)  # fmt: skip
def test_a_number_that_is_none_makes_no_sense(then: dict[str, Any]) -> None:
    measured = {"value": "1/2", "low": 0.1, "high": 0.9} | then
    body = {**GOOD, "about": {"key": "k", "said": "", "then": measured}}
    assert fold([Entry(1, NOON, "ann", False, "decision", "x", body, "", "")]) == Decided(skipped=1)


def test_keys_that_nobody_knows_yet_are_passed_over() -> None:
    body = {**GOOD, "priority": 1, "about": {"key": "new.number", "said": "", "trend": [], "then": None}}
    found = fold([Entry(1, NOON, "ann", False, "decision", "x", body, "", "")])
    assert [one.about and one.about.key for one in found.decisions] == ["new.number"]


MOVES = st.lists(
    st.tuples(st.sampled_from(["decide", "note", *State, "acknowledge"]), st.integers(1, 3), st.integers(0, 2)),
    max_size=12,
)


@given(MOVES)
def test_any_prefix_folds_and_any_instant_shows_exactly_what_was_written_by_then(
    tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[str, int, int]]
) -> None:
    written = Journal(make_url(f"sqlite:///{tmp_path_factory.mktemp('moves') / 'journal.sqlite'}"))
    now, ids = NOON, list[int]()
    told: list[tuple[datetime, tuple[int, dict[int, str]]]] = [(NOON - HOUR, (0, {}))]
    states, notes = dict[int, str](), 0
    for what, number, hours in moves:
        now += hours * HOUR
        if what == "decide":
            ids.append(deciding.decide(written, "x", "y", FRIDAY, who="ann", at=now).id)
            states[ids[-1]] = "open"
        elif what == "note":
            deciding.note(written, "x", who="ann", at=now)
            notes += 1
        elif what == "acknowledge":
            deciding.acknowledge(written, ("SMB", "form"), NOON.date(), who="ann", at=now)
        elif number <= len(ids):
            deciding.progress(written, ids[number - 1], "x", State(what), who="ann", at=now)
            states[ids[number - 1]] = what
        told.append((now, (notes, dict(states))))
    entries = written.entries()
    written.close()
    assert faults(entries) == []
    for at, _ in told:
        found = fold(until(entries, at))
        expected = next(known for when, known in reversed(told) if when <= at)
        assert (len(found.notes), {one.id: str(one.state) for one in found.decisions}) == expected
        assert not found.skipped
    for n in range(len(entries) + 1):
        assert not fold(entries[:n]).skipped
