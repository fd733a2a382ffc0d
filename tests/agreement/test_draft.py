"""A text that is changed in single places keeps its order and its comments."""

import tomllib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash import agreement
from sla_dash.agreement import draft, forms
from sla_dash.agreement.fields import As
from tests import ROOT, drawn

SECOND = (ROOT / "data" / "agreement.toml").read_text("utf-8")
EVERYTHING = (ROOT / "tests" / "everything.toml").read_text("utf-8")


@pytest.mark.parametrize("text", [SECOND, EVERYTHING, drawn.AGREEMENT], ids=["second", "all", "drawn"])
def test_every_value_reads_back_as_it_is_written_in_a_form(text: str) -> None:
    changes = {
        blank.place: forms.source(blank.unit, blank.written)
        for form in forms.forms(text)
        for blank in form.blanks
        if blank.written
    }
    assert len(changes) > 20
    filled = agreement.parse(draft.changed(text, changes))
    assert filled.model_dump() == agreement.parse(text).model_dump()


def test_one_value_that_changes_is_one_line_that_changes() -> None:
    place = ("stream", 0, "lead_type", 1, "rates", "win")
    before, after = SECOND.splitlines(), draft.changed(SECOND, {place: "0.36"}).splitlines()
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [
        (
            "rates = { mql_to_sql = 0.50, sql_to_opportunity = 0.85, win = 0.35 }",
            "rates = { mql_to_sql = 0.50, sql_to_opportunity = 0.85, win = 0.36 }",
        )
    ]


def test_what_is_missing_is_made_and_what_is_emptied_goes() -> None:
    changed = draft.changed(
        drawn.AGREEMENT,
        {
            ("purpose",): '"Why"',
            ("qualified", "requires"): '["need"]',
            ("qualified", "share"): "0.8",
            ("definitions",): {"lead": '"A person."'},
            ("follow_up",): None,
            ("stream", 0, "lead_type", 0, "lead_value"): None,
        },
    )
    terms = agreement.parse(changed)
    assert terms.purpose == "Why"
    assert terms.qualified
    assert terms.qualified.share == Decimal("0.8")
    assert terms.definitions == {"lead": "A person."}
    assert terms.follow_up == ()
    assert terms.streams[0].lead_types[0].lead_value is None


def test_entries_come_and_go() -> None:
    more = draft.with_entry(drawn.AGREEMENT, ("stream", 0, "lead_type"), {"name": '"event"', "targets": "10"})
    assert [one.name for one in agreement.parse(more).streams[0].lead_types] == ["form", "outbound", "event"]
    less = draft.without(more, ("stream", 0, "lead_type", 0))
    assert [one.name for one in agreement.parse(less).streams[0].lead_types] == ["outbound", "event"]
    roles = draft.with_entry(drawn.AGREEMENT, ("role",), {"name": '"Head"'})
    assert [one.name for one in agreement.parse(roles).roles] == ["Head"]
    assert agreement.parse(draft.without(roles, ("role", 0))).roles == ()


def test_a_remark_stands_above_its_line_once_and_others_stay() -> None:
    place = ("stream", 0, "quota")
    once = draft.remarked(SECOND, {place: "quota 1 → 2: few deals"})
    twice = draft.remarked(once, {place: "quota 1 → 3: more deals"})
    assert "# quota 1 → 2" not in twice
    assert twice.replace("# quota 1 → 3: more deals\n", "") == SECOND
    assert draft.remarked(twice, {place: ""}) == SECOND


@pytest.mark.parametrize(
    ("unit", "typed", "source"),
    [
        (As.SHARE, "34", "0.34"),
        (As.SHARE, "34 %", "0.34"),
        (As.SHARE, "34,5%", "0.345"),
        (As.SHARE, "a third", '"a third"'),
        (As.NUMBER, "200,000", "200_000"),
        (As.NUMBER, "200 000.50", "200_000.50"),
        (As.NUMBER, "2k", '"2k"'),
        (As.MONTHLY, "210,000", "210_000"),
        (As.MONTHLY, "2026-11: 210,000\n2026-12 = 5", {"2026-11": "210_000", "2026-12": "5"}),
        (As.SERIES, "2, 3, 3, 5, 2", "[2, 3, 3, 5, 2]"),
        (As.SERIES, "2 3;3\n5 2", "[2, 3, 3, 5, 2]"),
        (As.SERIES, "two, three", '"two, three"'),
        (As.DAY, "2026-11-01", "2026-11-01"),
        (As.DAY, "1.11.2026", '"1.11.2026"'),
        (As.HOURS, "09:00-12:30, 13:00-17:30", '["09:00-12:30", "13:00-17:30"]'),
        (As.LINES, "one\n\n two ", '["one", "two"]'),
        (As.WORDS, "MQL: a lead: ours", {"MQL": '"a lead: ours"'}),
        (As.NUMBERS, "ann: 2\nbob: 1.5", {"ann": "2", "bob": "1.5"}),
        (As.DAYS, "2026-12-24: closed\n2026-12-31: 09:00-13:00", {"2026-12-24": "[]", "2026-12-31": '["09:00-13:00"]'}),
        (As.CADENCE, "3 by day 14\n5 attempts by day 28", "[{ day = 14, attempts = 3 }, { day = 28, attempts = 5 }]"),
        (As.TEXT, 'say "hi" \\ now', '"say \\"hi\\" \\\\ now"'),
        (As.SENTENCE, "  ", None),
    ],
)
def test_what_people_type_becomes_what_the_file_says(unit: As, typed: str, source: draft.Source) -> None:
    assert forms.source(unit, typed) == source


@given(st.text(max_size=60), st.sampled_from(list(As)))
def test_whatever_is_typed_leaves_valid_toml_and_a_mistake_at_its_place_or_none(typed: str, unit: As) -> None:
    place = ("stream", 0, "lead_type", 0, "respond_within")
    text = draft.changed(drawn.AGREEMENT, {place: forms.source(unit, typed)})
    tomllib.loads(text)
    assert all(one.place[:2] == ("stream", 0) for one in agreement.wrong(text))
