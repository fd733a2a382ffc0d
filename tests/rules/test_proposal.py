"""A proposal is a version that the command line accepts, and says what it changes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sla_dash import cli
from sla_dash.agreement import Agreements, Terms, parse
from sla_dash.board import board
from sla_dash.errors import AgreementError
from sla_dash.records.store import Snapshot
from sla_dash.rules import demand, proposal, whatif
from sla_dash.rules.demand import Counted
from sla_dash.rules.plan import Month, TypePlan
from sla_dash.rules.proposal import Shown
from sla_dash.rules.whatif import Choice, Scenario
from sla_dash.statistics.survival import Share
from tests import ROOT, drawn, harvest

DATA = ROOT / "data"
TODAY = date(2026, 11, 19)
HOUR = timedelta(hours=1)
CONFIDENCE = Fraction(4, 5)
CHANGES = {"version", "valid_from", "next_revision"}
EVERYTHING = (ROOT / "tests" / "everything.toml").read_text("utf-8")


TEXTS = {
    parse(text).text_hash: text
    for text in (
        (DATA / "agreement.toml").read_text("utf-8"),
        (DATA / "agreement-1.toml").read_text("utf-8"),
        harvest.AGREEMENT,
        EVERYTHING,
    )
}


def text_of(terms: Terms) -> str:
    return TEXTS[terms.text_hash]


def signed(terms: Terms, stream: str = "SMB") -> Scenario:
    found = whatif.agreed(next(s for s in terms.streams if s.name == stream), date(2026, 11, 1), CONFIDENCE)
    assert found is not None
    return found


@pytest.mark.parametrize("text", list(TEXTS.values())[:3], ids=["second", "first", "harvest"])
def test_a_draft_without_changes_says_what_the_agreement_says_in_the_same_lines(text: str) -> None:
    terms = parse(text)
    written = proposal.draft(text, terms, signed(terms), Shown(), TODAY)
    drafted = parse(written)
    assert drafted.model_dump(exclude=CHANGES) == terms.model_dump(exclude=CHANGES)
    assert drafted.version == terms.version + 1
    same = [line for line in text.splitlines() if line.split(" = ")[0] not in CHANGES]
    assert [line for line in written.splitlines()[1:] if line.split(" = ")[0] not in CHANGES] == same


def test_what_is_written_twice_stands_there_once_and_what_is_taken_back_is_gone() -> None:
    terms = parse((DATA / "agreement.toml").read_text("utf-8"))
    moved = replace(signed(terms), quota=Fraction(210_000))
    once = proposal.draft(text_of(terms), terms, moved, Shown(), TODAY)
    assert once.count("# quota 200000 → 210000") == 1
    assert proposal.draft(once, terms, moved, Shown(), TODAY) == once
    back = proposal.draft(once, terms, signed(terms), Shown(), TODAY)
    assert "# quota" not in back
    assert parse(back).streams == terms.streams


def test_a_stream_that_the_draft_does_not_have_is_said() -> None:
    terms = parse((DATA / "agreement.toml").read_text("utf-8"))
    elsewhere = Scenario("none of them", Fraction(1), Fraction(1), CONFIDENCE, ())
    with pytest.raises(AgreementError, match="no stream 'none of them'"):
        proposal.draft(text_of(terms), terms, elsewhere, Shown(), TODAY)


def test_a_draft_is_in_force_for_the_next_quarter_and_follows_the_version_before_it() -> None:
    terms = parse((DATA / "agreement.toml").read_text("utf-8"))
    drafted = parse(proposal.draft(text_of(terms), terms, signed(terms), Shown(), TODAY))
    assert (drafted.valid_from, drafted.next_revision) == (date(2027, 1, 1), date(2027, 4, 1))
    assert not drafted.signed
    assert Agreements((terms, drafted)).versions[-1] is drafted
    early = parse(proposal.draft(text_of(terms), terms, signed(terms), Shown(), date(2026, 3, 1)))
    assert early.valid_from == date(2027, 1, 1)  # never before the version that it follows


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        (date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 9, 30), date(2026, 10, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_the_next_quarter_begins_after_this_one(day: date, begins: date) -> None:
    assert proposal.next_quarter(day) == begins


def test_every_number_that_changes_says_what_it_was_and_what_was_found() -> None:
    terms = parse((DATA / "agreement.toml").read_text("utf-8"))
    form, demo, content = signed(terms).choices
    rates = (form.rates[0], form.rates[1], Fraction(301, 1000))
    moved = Choice(form.lead_type, Fraction(2), rates, None, timedelta(hours=2))
    gone = Choice(content.lead_type, Fraction(0), content.rates, None, content.respond_within)
    asked = Scenario(
        "SMB",
        Fraction(210_000),
        Fraction(2_000),
        CONFIDENCE,
        (moved, Choice(demo.lead_type, Fraction(1), demo.rates, None, demo.respond_within), gone),
    )
    shown = Shown(
        {("website form", "mql_to_sql"): Counted(301, 1000)},
        {"website form": (Fraction(600_000), 300), "demo request": (Fraction(18_001), 9)},
        {"website form": Share(0.71, 0.66, 0.755)},
    )
    text = proposal.draft(text_of(terms), terms, asked, shown, TODAY)
    assert "# quota 200000 → 210000: 309 deals won with an amount in twelve months brought 51500.08 a month" in text
    assert "# average_order_value" not in text
    assert "# mql_to_sql 0.34 → 0.301: mature cohorts have shown 301 of 1000 (95 % interval 0.273 to 0.330)" in text
    assert "# share 0.5 → 0.6667: 300 of 309 deals won with an amount in twelve months, 0.971 of the amount\n" in text
    assert "# share 0.3 → 0.3333: 9 of 309 deals won with an amount in twelve months\n" in text
    kept = "0.710 of the month's leads were contacted so soon (0.660 to 0.755)"
    assert f'# respond_within "4h" → "2h": {kept}' in text
    assert "# Draft: content download is left out: it has no share of the quota any more." in text
    drafted = parse(text)
    smb, enterprise = drafted.streams
    assert smb.quota == {None: Decimal(210_000)}
    assert [one.share for one in smb.lead_types] == [Decimal("0.6667"), Decimal("0.3333")]
    assert smb.lead_types[0].rates is not None
    assert smb.lead_types[0].rates.mql_to_sql == Decimal("0.301")
    assert enterprise == terms.streams[1]
    with_others = proposal.draft(text_of(terms), terms, asked, replace(shown, abroad=2), TODAY)
    deals = "309 deals won with an amount in twelve months"
    assert with_others == text.replace(deals, f"{deals} (apart from 2 in other currencies)") != text


def test_where_nothing_is_on_record_a_change_says_so() -> None:
    terms = parse((DATA / "agreement.toml").read_text("utf-8"))
    form, *others = signed(terms).choices
    moved = replace(form, share=Fraction(1, 4), rates=(Fraction(1, 5), *form.rates[1:]), respond_within=HOUR)
    asked = replace(signed(terms), quota=Fraction(1), order_value=Fraction(1_900), choices=(moved, *others))
    text = proposal.draft(text_of(terms), terms, asked, Shown(), TODAY)
    assert "# quota 200000 → 1: no deal was won with an amount in twelve months\n" in text
    assert "# average_order_value 2000 → 1900: no deal was won with an amount in twelve months\n" in text
    assert "# share 0.5 → 0.3333: no deal was won with an amount in twelve months\n" in text
    text = proposal.draft(text_of(terms), terms, asked, Shown(abroad=1), TODAY)
    assert "→ 1: no deal was won with an amount in twelve months (apart from 1 in other currencies)\n" in text
    assert "# win 0.23 → 0.2: no mature cohort has shown it yet\n" in text
    assert '# respond_within "4h" → "1h": it is too early in the month' in text


def month(first: date, quota: int, leads: int) -> Month:
    return Month(first, Fraction(quota), Fraction(quota, 4), leads, Fraction(0))


def test_the_months_of_a_plan_become_targets_from_the_day_the_draft_is_in_force() -> None:
    terms = parse(harvest.AGREEMENT)
    ahead = [month(date(2026, 12, 1), 9, 9), month(date(2027, 1, 1), 80_000, 400), month(date(2027, 2, 1), 60_000, 300)]
    plans = (TypePlan("form", tuple(ahead)), TypePlan(None, tuple(ahead)))
    text = proposal.draft(text_of(terms), terms, signed(terms), Shown(), TODAY, plans)
    quota = (
        '# quota 100000 → { "2027-01" = 80000, "2027-02" = 60000 }: no deal was won with an amount in twelve months\n'
    )
    assert quota in text
    assert '# targets none → { "2027-01" = 400, "2027-02" = 300 }: 700 leads, as early as leads have taken to' in text
    assert "for revenue of 140000, of which 35000 is in the pipe\n" in text
    targets = [demand.targets(parse(text), first)[0] for first in (date(2027, 1, 1), date(2027, 2, 1))]
    assert [(one.leads, one.lead_value) for one in targets] == [(400, Fraction(200)), (300, Fraction(200))]


@pytest.mark.parametrize("planned", [False, True], ids=["scenario", "plan"])
def test_the_command_line_finds_the_drafted_file_sound_and_not_signed(tmp_path: Path, planned: bool) -> None:
    for file in ("agreement.toml", "agreement-1.toml"):
        (tmp_path / file).write_bytes((DATA / file).read_bytes())
    terms = parse((DATA / "agreement.toml").read_text("utf-8"))
    asked = replace(signed(terms), quota=Fraction(1_000_000, 3))
    types = [one.lead_type for one in asked.choices]
    ahead = (month(date(2027, 1, 1), 80_000, 400), month(date(2027, 2, 1), 60_000, 0))
    plans = tuple(TypePlan(name, ahead) for name in (*types, None)) if planned else ()
    draft = proposal.draft(text_of(terms), terms, asked, Shown(), TODAY, plans)
    (tmp_path / "agreement-3-draft.toml").write_text(draft, "utf-8")
    result = CliRunner().invoke(cli.app, ["agreement", "check", "--data", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert result.output.splitlines() == [
        "Version 1, from 2025-07-01: sound, not signed.",
        "Version 2, from 2026-10-01: sound, not signed.",
        "Version 3, from 2027-01-01: sound, not signed.",
    ]


def test_the_records_speak_of_the_twelve_complete_months_before_now_and_of_one_stream() -> None:
    held = Agreements((parse(f'currency = "EUR"\n{harvest.AGREEMENT}'),))
    connection = drawn.records(
        held,
        leads="""
            lead_id | lead_type | stream | qualified_at
            a       | form      | SMB    | 2025-10-01 09:00
            b       | form      | SMB    | 2026-11-18 09:00
        """,
        deals="""
            deal_id | lead_id | stream | opened_at        | closed_at           | stage | amount  | currency
            1       | a       | SMB    | 2025-10-03 09:00 | 2025-10-31 22:59:59 | won   | 1       |
            2       | a       | SMB    | 2025-10-03 09:00 | 2025-10-31 23:00:00 | won   | 20      |
            3       | a       | SMB    | 2025-10-03 09:00 | 2026-10-31 22:59:59 | won   | 300     |
            4       | a       | SMB    | 2025-10-03 09:00 | 2026-10-31 23:00:00 | won   | 4000    |
            5       | a       | SMB    | 2025-10-03 09:00 | 2026-10-05 09:00    | won   |         |
            6       |         | SMB    | 2025-10-03 09:00 | 2026-10-05 09:00    | won   | 50000   |
            7       |         | Other  | 2025-10-03 09:00 | 2026-10-05 09:00    | won   | 600000  |
            8       | a       | SMB    | 2025-10-03 09:00 | 2026-10-05 09:00    | won   | 7000000 | JPY
            9       | a       | SMB    | 2025-10-03 09:00 | 2026-10-05 09:00    | lost  | 8       | JPY
            10      |         | Other  | 2025-10-03 09:00 | 2026-10-05 09:00    | won   | 9       | JPY
            11      | a       | SMB    | 2025-10-03 09:00 | 2026-11-01 09:00    | won   | 9       | JPY
        """,
    )
    found = board(Snapshot(connection), held, drawn.NOW).what_if
    shown = found.shown(found.streams["SMB"])
    assert shown.won == {"form": (Fraction(320), 2), "(none)": (Fraction(50_000), 1)}
    assert shown.whole == (Fraction(50_320), 3)
    assert shown.abroad == 1
