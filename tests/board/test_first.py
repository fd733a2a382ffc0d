"""What the records of two companies show that were worked out by hand, where nobody has promised anything."""

import csv
from collections import Counter
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from sla_dash import agreement, load, words
from sla_dash.access import WHOLE
from sla_dash.agreement import Agreements
from sla_dash.board import board, first
from sla_dash.errors import AgreementError, RecordsError
from sla_dash.journal import Decided
from sla_dash.output import meeting
from sla_dash.records import store
from sla_dash.rules.demand import Counted
from sla_dash.rules.evidence import Found, Months, Won
from sla_dash.rules.provisional import Because, Place
from sla_dash.words.first import Version
from tests import ROOT, harvest, loading, morning

FIELD, OLIST = ROOT / "tests" / "field", ROOT.parent / "shared" / "data" / "olist"
WARSAW = Place("Europe/Warsaw", Because.ASKED)
JULY, AUGUST, NOVEMBER = date(2026, 7, 1), date(2026, 8, 1), date(2026, 11, 1)


def asked(data: Path, now: datetime, here: Place = WARSAW) -> Found:
    with first.prepared(data, here.zone, now) as prepared:
        return first.found(prepared, here)


@pytest.fixture(scope="module")
def harvested(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """The records end with a deal lost on 24 September, two weeks after its lead of the 10th."""
    return asked(harvest.write(tmp_path_factory.mktemp("harvest")), harvest.NOW)


@pytest.fixture(scope="module")
def mornings(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """The records end as today's leads come, on 19 November at 8:30; the first came on the 2nd."""
    return asked(morning.write(tmp_path_factory.mktemp("morning")), morning.NOW)


def lines(found: Found) -> list[str]:
    return words.first.text(found, Version(1, date(2026, 9, 1), date(2026, 12, 1))).splitlines()


def above(found: Found, row: str) -> str:
    """Return the comment that stands above a line of the draft, as one line."""
    rows, told = lines(found), list[str]()
    n = rows.index(row)
    while rows[n - 1].lstrip().startswith("# "):
        n -= 1
        told.insert(0, rows[n].lstrip()[2:])
    return " ".join(told)


def test_targets_are_of_closed_months_by_the_end_of_the_records_and_not_of_the_one_they_begin_in(
    harvested: Found,
) -> None:
    assert (harvested.ends_on, harvested.months) == (date(2026, 9, 24), Months((AUGUST,)))
    (one,) = harvested.types
    assert (one.leads, one.delivered) == (600, (200,))
    assert (harvested.first_on, harvested.last_on, harvested.leads) == (date(2026, 7, 1), date(2026, 9, 10), 600)


def test_rates_are_those_of_mature_cohorts(harvested: Found) -> None:
    (one,) = harvested.types
    assert {name: (shown.counted, shown.months) for name, shown in one.rates.items()} == {
        "mql_to_sql": (Counted(120, 400, Fraction(1)), (JULY, AUGUST)),
        "sql_to_opportunity": (Counted(96, 120, Fraction(1)), (JULY, AUGUST)),
        "win": (Counted(24, 96, Fraction(1)), (JULY, AUGUST)),
    }
    assert above(harvested, "mql_to_sql = 0.3") == (
        "120 of 400 leads handed over (30 %) of Jul–Aug 2026 were accepted or came further."
    )


def test_amounts_are_of_deals_won_and_the_quota_of_the_leads_of_a_month(harvested: Found) -> None:
    (stream,) = harvested.streams
    assert (stream.won, stream.lately) == (Won(Fraction(66_000), 33), Won(Fraction(22_000), 11))
    assert above(harvested, "quota = 24_000").endswith("Won were 22,000 a month in Aug 2026 (11 deals).")
    assert above(harvested, "average_order_value = 2_000").startswith("33 deals")
    (terms,) = [agreement.parse("\n".join(lines(harvested)))]
    (one,) = terms.streams[0].lead_types
    assert one.targets is None
    assert one.respond_within is None
    assert one.share == 1
    assert "# No time to contact is promised: no touches are loaded." in lines(harvested)
    assert (
        "# follow_up = [{ day = 14, attempts = 3 }, { day = 28, attempts = 5 }, { day = 56, attempts = 7 }]"
        in lines(harvested)
    )


def test_a_month_that_is_not_over_stands_for_a_whole_one_at_its_pace(mornings: Found) -> None:
    """By form 81 came on 17 complete days: 143 in 30; outbound 9: 16."""
    assert mornings.months == Months((NOVEMBER,), Fraction(17, 30))
    assert [(one.lead_type, one.delivered) for one in mornings.types] == [("form", (81,)), ("outbound", (9,))]
    rows = lines(mornings)
    assert [row for row in rows if row.startswith("targets")] == ["targets = 143", "targets = 16"]
    assert "at the same pace it brings 143" in above(mornings, "targets = 143")


def test_the_time_to_contact_is_the_one_kept_for_four_in_five_by_kaplan_and_meier(mornings: Found) -> None:
    """Of 84 by form 3 came before opening and are watched for no time at all; 61 of 81 were contacted in an hour.

    Of the 20 left one is watched for 5 h 43, then two are contacted after 5 h 51 and 5 h 56, one is watched for
    13 h 44, and two are contacted after 13 h 52 and 13 h 57: by then 1 − 20/81 · 18/19 · 17/18 · 15/16 · 14/15 = 81 %.
    """
    form, outbound = mornings.types
    assert form.better
    assert (form.better.n, form.better.contacted) == (84, 71)
    assert form.better.share
    assert form.better.share.share == pytest.approx(float(1 - Fraction(20, 81) * Fraction(17, 19) * Fraction(14, 16)))
    assert above(mornings, 'respond_within = "14h"').endswith("71 of 84 were contacted.")
    assert above(mornings, "respond_share = 0.8").startswith("Contacted within it were 81 % of 84 leads")
    assert outbound.better
    assert (
        "# No time to contact is promised: 9 of 9 of the last 90 days' leads were contacted, too few to say."
        in lines(mornings)
    )


def test_the_cadence_is_what_was_tried_by_a_day_that_is_past(mornings: Found) -> None:
    """The leads of 2 to 4 November: 15 contacted at once, 3 after two days, 3 never."""
    assert [(one.day, one.made, one.stopped, one.leads) for one in mornings.tried if one.past] == [
        (14, 0, False, 3),
        (14, 1, False, 18),
    ]
    assert above(mornings, "    { day = 14, attempts = 1 },") == "18 of 21 leads (86 %)."


NAMED = sorted(found.parent for found in FIELD.glob("*/map.toml") if "lead_type" in found.read_text("utf-8"))


@pytest.mark.parametrize("case", NAMED, ids=lambda folder: folder.name)
def test_every_export_of_the_field_loads_without_an_agreement_and_has_a_sound_draft(case: Path, tmp_path: Path) -> None:
    now = datetime.fromisoformat((case / "as_of").read_text("utf-8").strip())
    load.records(case, case / "map.toml", tmp_path, None, now=now)
    found = asked(tmp_path, now)
    held = Agreements((agreement.parse("\n".join(lines(found))),))
    assert {(one.stream, one.lead_type) for one in found.types} == {
        (stream.name, one.name) for stream in held.versions[0].streams for one in stream.lead_types
    }
    assert meeting.day(board(store.open_file(load.again(tmp_path, held, now)), held, now), Decided(), WHOLE).stops


@pytest.mark.skipif(not OLIST.is_dir(), reason="the published records are not at hand")
def test_published_records_of_years_ago_are_asked_as_of_their_end(tmp_path: Path) -> None:
    load.records(OLIST, ROOT / "data" / "mappings" / "olist.toml", tmp_path, None, now=morning.NOW)
    found = asked(tmp_path, morning.NOW, Place("America/Sao_Paulo", Because.MAPPED))
    assert found.months == Months((date(2018, 3, 1), date(2018, 4, 1), date(2018, 5, 1)))
    with (OLIST / "olist_marketing_qualified_leads_dataset.csv").open(encoding="utf-8", newline="") as opened:
        came = Counter((row["origin"], row["first_contact_date"][:7]) for row in csv.DictReader(opened))
    assert found.unnamed == sum(n for (origin, _), n in came.items() if not origin)
    assert {one.lead_type: one.delivered for one in found.types} == {
        origin: tuple(came[origin, f"2018-{month:02}"] for month in (3, 4, 5)) for origin, _ in came if origin
    }
    assert not found.has_touches
    assert found.streams[0].together["mql_to_sql"].counted.passed > 50
    assert agreement.parse("\n".join(lines(found))).streams[0].quota is None


def test_records_without_a_stream_or_a_type_are_refused_with_what_to_do(tmp_path: Path) -> None:
    found = loading.loaded(tmp_path, loading.LEADS, leads=loading.LEAD)
    with pytest.raises(AgreementError, match="No lead of 1 has a stream and a lead type") as caught:
        asked(found.report.path.parent, loading.NOW)
    assert 'stream = { constant = "Sales" }' in caught.value.advice


def test_without_records_there_is_nothing_to_draft_from(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="There are no records"):
        asked(tmp_path, datetime(2026, 11, 19, tzinfo=UTC))


def test_asking_leaves_the_records_in_use_as_they_are(tmp_path: Path) -> None:
    data = harvest.write(tmp_path)
    before = {file.name: file.read_bytes() for file in data.glob("records-*")}
    asked(data, harvest.NOW)
    load.again(data, None, harvest.NOW)
    assert {file.name: file.read_bytes() for file in data.glob("records-*") if file.name in before} == before
    assert not (data / ".asking").exists()
    (stamped,) = [file for file in data.glob("records-*") if file.name not in before]
    assert asked(data, harvest.NOW).months == Months((AUGUST,))
    assert stamped.exists()
