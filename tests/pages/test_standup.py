"""The stand-up as Streamlit runs it: what the stage is sent, and what becomes of what it sends back."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from sla_dash import journal, load
from sla_dash.journal import Journal
from sla_dash.screen import choices, meeting
from tests import drawn, morning
from tests.screens import APP, foreseen, opened, scene

BOTH, DELIVERY, CONTACT, ACTS, DECISIONS = range(5)


def parts(app: AppTest, stop: int, measure: str = "leads") -> list[dict[str, Any]]:
    """Return the parts of a stop of the morning, a number and its unit with a space between."""
    found: dict[str, list[dict[str, Any]]] = scene(app)["days"][0]["stops"][stop]["parts"]
    return found["both"] if "both" in found else found[measure]


def spaced(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def numbers(part: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(spaced(one["value"]), one["mark"]["word"], spaced(one["beside"])) for one in part["numbers"]]


def bars(part: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(spaced(one["name"]), one["mark"]["word"], spaced(one["said"])) for one in part["bars"]]


def wall(**choices: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for key, value in {"wall": "1", **choices}.items():
        app.query_params[key] = value
    return foreseen(app.run())


@pytest.mark.usefixtures("at_morning")
def test_the_morning_at_a_glance() -> None:
    marketing, sales = parts(opened("standup"), BOTH)
    assert marketing["sentence"] == "Marketing: on pace, but outbound is behind."
    assert numbers(marketing) == [
        ("90", "In range", "Leads, 87 due of 140"),
        ("12 k", "In range", "Value, 13 k due of 20 k"),
    ]
    assert bars(marketing) == [
        ("outbound", "Too low", "9 of 25"),
        ("form", "Too close to call", "81 of 62"),
    ]
    assert sales["sentence"] == "Sales: not kept. Form waits too long."
    assert numbers(sales) == [
        ("78 %", "Not kept", "90 % promised, 93 leads"),
        ("10", "call now, 3 more before Fri 09:00", "late and waiting"),
    ]
    assert bars(sales) == [("form 4 h", "Not kept", "75 of 90 %"), ("outbound 4 h", "Too early to tell", "9 of 9")]


@pytest.mark.usefixtures("at_morning")
def test_lengths_are_parts_of_a_row_and_speak_of_the_same_scale() -> None:
    (marketing,) = parts(opened("standup"), DELIVERY)
    outbound, form = marketing["bars"]
    assert outbound["due"] == form["due"] == pytest.approx(1 / (1.1 * 1.25))
    assert outbound["length"] / outbound["due"] == pytest.approx(9 / (40 * 13 / 21))
    assert form["band"][0] / form["due"] == pytest.approx(0.9)
    (sales,) = parts(opened("standup"), CONTACT)
    assert sales["bars"][0]["due"] == pytest.approx(0.9)


@pytest.mark.usefixtures("at_morning")
def test_the_month_is_drawn_on_one_scale_with_what_is_promised() -> None:
    """Of 140 promised, 90 came in 18 of the 30 days: both heights are above the same axis."""
    (marketing,) = parts(opened("standup"), DELIVERY)
    drawing = marketing["drawing"]
    strokes = {one["kind"]: one["points"] for one in drawing["strokes"]}
    (end, target), (done, came) = strokes["dashed"][-1], strokes["line"][-1]
    assert end == 1.0
    assert done == pytest.approx(18 / 30)
    assert (1 - came) / (1 - target) == pytest.approx(90 / 140)
    lower, upper = strokes["area"][30], strokes["area"][31]
    assert [(1 - y) / (1 - target) for _, y in (lower, upper)] == pytest.approx([0.9, 1.1])
    assert {spaced(one["text"]) for one in drawing["labels"]} >= {"140 promised", "90"}
    assert [spaced(one["text"]) for one in drawing["axis"]] == ["Sun 1 Nov", "Mon 30 Nov", "Wed 18 Nov"]
    assert "90 of 87 due" in spaced(drawing["alt"])


@pytest.mark.usefixtures("at_morning")
def test_the_weeks_are_drawn_against_what_is_promised() -> None:
    """Of the leads of the first three weeks 10 are late, of the 30 or so of each: all below nine in ten."""
    (sales,) = parts(opened("standup"), CONTACT)
    drawing = sales["drawing"]
    strokes = {one["kind"]: one["points"] for one in drawing["strokes"]}
    heights = {y for _, y in strokes["dashed"]}
    assert len(heights) == 1
    weeks = [x for x, _ in strokes["line"]]
    assert weeks == sorted(set(weeks))
    assert all(0 <= y <= 1 for _, y in strokes["line"])
    assert all(y > heights.copy().pop() for _, y in strokes["line"])
    assert {spaced(one["text"]) for one in drawing["labels"]} >= {"90 % promised"}


@pytest.mark.usefixtures("at_morning")
def test_who_acts_is_named_with_what_is_over_for_longest() -> None:
    (acts,) = parts(opened("standup"), ACTS)
    assert acts["sentence"] == "Ten leads to call now, 3 more before Fri 09:00."
    assert [cell[0] for cell in acts["rows"][0]["cells"]][:3] == ["ann", "6", "3"]
    assert acts["rows"][0]["cells"][1][1] is True
    assert spaced(acts["rows"][0]["cells"][4][0]).startswith("form, ")
    assert any(note.startswith("Since Wed 09:00: ") for note in map(spaced, acts["notes"]))


@pytest.mark.usefixtures("at_morning")
def test_every_stop_says_how_it_was_counted() -> None:
    for stop in scene(opened("standup"))["days"][0]["stops"]:
        assert stop["how"]


def test_without_touches_nothing_is_green_and_nothing_is_nought(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLA_DASH_DATA", str(morning.write(tmp_path, touched=False)))
    monkeypatch.setenv("SLA_DASH_NOW", morning.ENVIRONMENT)
    app = opened("standup")
    (sales,) = parts(app, CONTACT)
    assert sales["sentence"] == "Sales: not measured, no touches are loaded."
    assert sales["numbers"] == []
    assert {one["length"] for one in sales["bars"]} == {None}
    assert {one["mark"]["word"] for one in sales["bars"]} == {"Not measured"}
    (acts,) = parts(app, ACTS)
    assert acts["sentence"].startswith("Who is to be called is not measured")
    assert acts["rows"] == []


@pytest.mark.usefixtures("at_morning")
def test_old_records_withhold_every_verdict_under_a_warning() -> None:
    app = opened("standup", as_of="2026-11-23T09:00+01:00")
    assert scene(app)["days"][0]["warning"].startswith("The records end Thu 19 Nov 08:30: too old to judge by.")
    for side in parts(app, BOTH):
        assert "not judged, the records end Thu 19 Nov 08:30" in side["sentence"]
        assert {one["mark"]["word"] for one in [*side["numbers"], *side["bars"]]} == {"Not judged"}
        assert not any(one["loud"] for one in side["numbers"])
        assert side["notes"] == []
    for stop in (DELIVERY, CONTACT):
        (side,) = parts(app, stop)
        assert (side["notes"], side["drawing"]) == ([], None)
    (acts,) = parts(app, ACTS)
    assert (acts["sentence"], acts["rows"], acts["notes"]) == (
        "Who acts: not judged, the records end Thu 19 Nov 08:30.",
        [],
        [],
    )
    (settling,) = parts(app, DECISIONS)
    assert settling["questions"] == []
    assert scene(opened("standup"))["days"][0]["warning"] == ""


@pytest.mark.usefixtures("at_morning")
def test_a_month_that_is_over_has_nobody_who_acts_and_nothing_to_write() -> None:
    app = opened("standup", month="2026-10")
    marketing, sales = parts(app, BOTH)
    assert marketing["sentence"].startswith("Marketing, October: ")
    assert "late and waiting" not in str(sales["numbers"])
    (acts,) = parts(app, ACTS)
    assert (acts["sentence"], acts["rows"]) == (
        "October is over. Who acts today is part of this month's stand-up.",
        [],
    )
    assert scene(app)["writes"] is False


@pytest.mark.usefixtures("at_morning")
@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        ("2026-11-11T09:00+01:00", None),
        ("2026-11-21T09:00+01:00", "Sat 21 Nov is no working day: no stand-up."),
        ("2026-12-01T09:00+01:00", "December begins: 140 leads are promised."),
        ("2026-08-03T09:00+02:00", "No agreement is in force on Mon 3 Aug."),
    ],
)
def test_a_morning_that_is_none_like_the_others_says_why(as_of: str, said: str | None) -> None:
    plain = scene(opened("standup", as_of=as_of))["days"][0]["plain"]
    assert (plain["sentence"] if plain else None) == said


def test_an_agreement_that_has_run_out_is_a_plain_screen(own_morning: Path) -> None:
    text = drawn.AGREEMENT.replace("valid_from = 2026-09-01", "valid_from = 2026-09-01\nuntil = 2026-11-15")
    (own_morning / "agreement.toml").write_text(text, "utf-8")
    load.again(own_morning, journal.read(own_morning).agreements, morning.NOW)
    plain = scene(opened("standup"))["days"][0]["plain"]
    assert plain["sentence"] == "The agreement ran out on 15 November 2026."


@pytest.mark.usefixtures("at_morning")
def test_a_wall_shows_the_stage_alone_and_nobody_writes_on_it() -> None:
    app = wall()
    found = scene(app)
    assert (found["wall"], found["writes"], found["people"]) == (True, False, [])
    assert not app.sidebar.text_input
    assert not app.selectbox
    narrowed = scene(wall(as_of="2026-11-18T09:00+01:00", lead_type="outbound"))["days"][0]
    assert narrowed["head"].startswith("Wed 18 Nov · ")
    assert narrowed["head"].endswith("outbound")


@pytest.mark.usefixtures("at_morning")
@pytest.mark.parametrize(("key", "text"), [("month", "xx"), ("month", "2031-02"), ("stream", "<b>"), ("as_of", "soon")])
def test_a_wall_says_what_its_address_asks_for_and_there_is_not(key: str, text: str) -> None:
    (day,) = scene(wall(**{key: text}))["days"]
    assert day["stops"] == []
    assert repr(text) in day["plain"]["sentence"]


def test_a_wall_says_that_the_journal_was_changed(own_morning: Path) -> None:
    assert scene(wall())["warning"] == ""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(choices, "faults", lambda: ["The journal is not as it was written."])
        assert scene(wall())["warning"] == "The journal is not as it was written."
    assert own_morning.exists()


def test_a_wall_without_records_or_agreement_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_DASH_DATA", str(tmp_path))
    found = scene(wall())
    (day,) = found["days"]
    assert day["stops"] == []
    assert day["plain"]["sentence"]
    assert str(tmp_path) not in str(found)
    data = morning.write(tmp_path / "board")
    (data / "agreement.toml").unlink()
    monkeypatch.setenv("SLA_DASH_DATA", str(data))
    assert "agreement" in scene(wall())["days"][0]["plain"]["sentence"]


@pytest.mark.usefixtures("at_morning")
def test_the_standup_before_comes_when_it_is_asked_for() -> None:
    app = opened("standup")
    assert len(scene(app)["days"]) == 1
    app.session_state[meeting.BEFORE] = True
    today, before = scene(foreseen(app.run()))["days"]
    assert (today["head"][:10], before["head"][:10]) == ("Thu 19 Nov", "Wed 18 Nov")
    assert before["warning"] == ""


def test_what_is_answered_is_a_decision_about_its_number(own_morning: Path) -> None:
    (settling,) = parts(opened("standup"), DECISIONS)
    first = settling["questions"][0]
    with pytest.MonkeyPatch.context() as patched:
        state: dict[str, Any] = {meeting.KEY: None}
        patched.setattr(st, "session_state", state)
        patched.setattr(st, "query_params", {})
        answer = {"key": first["key"], "what": first["asked"], "who": "rep 03", "by": "2026-11-27", "seen": 0}
        state[meeting.KEY] = SimpleNamespace(answered=answer)
        meeting._answered()
        assert state[meeting.TOLD] == "Written down."
        (decision,) = journal.fold(Journal.of(own_morning).entries()).decisions
        assert (spaced(decision.what), decision.owner, str(decision.due)) == (
            spaced(first["asked"]),
            "rep 03",
            "2026-11-27",
        )
        state[meeting.KEY] = SimpleNamespace(ticked={"id": decision.id, "seen": 1})
        meeting._ticked()
        (decision,) = journal.fold(Journal.of(own_morning).entries()).decisions
        assert decision.closed
        nonsense: object
        for nonsense in (None, [], {"id": "x"}, {"by": "never", "what": 1, "who": ["a"]}):
            state[meeting.KEY] = SimpleNamespace(answered=nonsense, ticked=nonsense)
            meeting._answered()
            meeting._ticked()
            assert state[meeting.TOLD] not in ("", "Written down.")
        assert len(journal.fold(Journal.of(own_morning).entries()).decisions) == 1
