"""The agreement: what it refuses, by name and line, and which version judges what."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sla_dash import agreement, journal
from sla_dash.agreement import Agreements
from sla_dash.errors import AgreementError
from sla_dash.load import holidays
from sla_dash.rules import demand
from tests import ROOT, drawn

DEMO = ROOT / "data"
LADDER = """
[[stream]]
name = "SMB"
quota = 500_000
average_order_value = 2000
[[stream.lead_type]]
name = "form"
share = 1
rates = { mql_to_sql = 0.34, sql_to_opportunity = 0.82, win = 0.23 }
"""


def mistake(text: str) -> str:
    with pytest.raises(AgreementError) as caught:
        agreement.parse(text)
    return caught.value.message


@pytest.mark.parametrize(
    ("wrong", "instead", "said"),
    [
        ("timezone =", 'timezone = "Mars/Base"\n#', "line 6: timezone: 'Mars/Base' is not a time zone"),
        ("standup = {", "standup = { day = 3, ", "standup › day: unknown key 'day'"),
        ("valid_from =", "valid_form =", "unknown key 'valid_form': did you mean 'valid_from'?"),
        ("valid_from =", "valid_form =", "'valid_from' is missing"),
        ("respond_share = 0.9", "respond_share = 90", "respond_share: 90 is not a rate from 0.0001 to 1: write 0.9"),
        ('respond_within = "4h"', "respond_within = 4", "4 is not a working time: write it like \"4h\""),
        ('respond_within = "4h"', 'respond_within = "0h"', "is zero"),
        ('respond_within = "4h"\n', "", "needs both respond_within and respond_share"),
        ("targets = 100", "target = 100", "lead_type 'form' › target: unknown key 'target': did you mean 'targets'?"),
        ("targets = 100", "", "lead_type 'form': needs targets, or a share of the quota with rates"),
        ("targets = 100", 'targets = { "2026-13" = 5 }', "'2026-13' is not a month"),
        ("targets = 100", "targets = -1", "-1: write a number greater than or equal to 0"),
        ('"09:00-17:00"', '"9-17"', "'9-17' is not an interval: write it like \"09:00-17:30\""),
        ('"09:00-17:00"', '"09:00-25:00"', "hours are 00:00 to 24:00"),
        ('"09:00-17:00"', '"09:00-12:00", "11:00-13:00"', "has intervals that overlap"),
        ('"09:00-17:00"', '"01:00-02:00","03:00-04:00","05:00-06:00","07:00-08:00"', "at most 3 a day"),
        ("2026-12-01", "2026-09-01", "next_revision 2026-09-01 is not after valid_from 2026-09-01"),
        ("attempts = 5", "attempts = 2", "follow_up must rise in days and in attempts"),
        ("day = 14", "day = 0", "follow_up 1 › day: 0: write a number greater than 0"),
        ("version = 1", "version = 0", "version: 0: write a number greater than or equal to 1"),
        ("version = 1", "version = ", "line 2: has no value: write one after the ="),
        ('name = "SMB"', 'name = "SMB"\nmargin = 0', "stream 'SMB' › margin: 0 is not a rate from 0.0001 to 1"),
        ('name = "SMB"', 'name = "SMB"\nmargin = 1.01', "margin: 1.01 is not a rate from 0.0001 to 1: write 0.23"),
        ('name = "outbound"', 'name = "form"', "lead_type 'form' stands there twice"),
        ('at = "09:00"', 'at = "9 am"', "'9 am' is not a time of day"),
        ("version = 1", 'version = 1\ntext_hash = "x"', "unknown key 'text_hash'"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(wrong: str, instead: str, said: str) -> None:
    assert wrong in drawn.AGREEMENT
    assert said in mistake(drawn.AGREEMENT.replace(wrong, instead, 1))


def test_every_mistake_is_named_at_once_with_the_line_it_stands_on() -> None:
    text = drawn.AGREEMENT.replace("attempts = 5", "attempts = 0").replace("lead_value = 187", "lead_value = -5")
    first, second = mistake(text).splitlines()
    lines = text.splitlines()
    assert "attempts = 0" in lines[int(first.split("line ")[1].split(":")[0]) - 1]
    assert lines[int(second.split("line ")[1].split(":")[0]) - 1] == "lead_value = -5"


def test_shares_that_do_not_add_up_are_refused() -> None:
    base = drawn.AGREEMENT.partition("[[stream]]")[0]
    assert "add up to 0.9, not to 1" in mistake(base + LADDER.replace("share = 1", "share = 0.9"))


def test_terms_are_told_apart_by_what_they_say_and_since_when_but_not_by_comments_or_who_signed() -> None:
    terms = drawn.terms()
    same = agreement.parse("# a remark\n" + drawn.AGREEMENT).model_copy(update={"signed": True})
    later = terms.model_copy(update={"held_from": datetime(2026, 9, 5, tzinfo=UTC)})
    changed = agreement.parse(drawn.AGREEMENT.replace('"4h"', '"5h"'))
    prints = [Agreements((one,)).fingerprint for one in (terms, same, later, changed)]
    assert prints[0] == prints[1]
    assert len(set(prints)) == 3


def test_a_signature_in_a_file_is_refused_with_the_command_that_takes_it_over() -> None:
    with pytest.raises(AgreementError) as caught:
        agreement.parse(drawn.AGREEMENT + '\n[[signature]]\nname = "A"\n', "agreement.toml")
    assert caught.value.message.startswith("agreement.toml: holds [[signature]]")
    assert "sla-dash agreement propose agreement.toml" in caught.value.advice


def test_decimals_are_read_exactly_and_the_targets_follow_by_the_ladder() -> None:
    terms = agreement.parse(drawn.AGREEMENT.partition("[[stream]]")[0] + LADDER)
    (target,) = demand.targets(terms, date(2026, 11, 1))
    assert terms.streams[0].lead_types[0].rates is not None
    assert terms.streams[0].lead_types[0].rates.win == Decimal("0.23")
    assert (target.leads, target.lead_value) == (3900, Fraction(500_000, 3900))
    assert target.value == 500_000


def test_a_month_without_a_quota_has_no_target_and_one_of_its_own_goes_first() -> None:
    text = drawn.AGREEMENT.partition("[[stream]]")[0] + LADDER.replace(
        "500_000", '{ "2026-11" = 500_000, "2026-12" = 0 }'
    )
    terms = agreement.parse(text)
    assert [demand.targets(terms, date(2026, month, 1))[0].leads for month in (10, 11, 12)] == [None, 3900, 0]


def version(number: int, start: date) -> agreement.Terms:
    return drawn.terms(version=str(number), valid_from=str(start), next_revision=str(start + timedelta(days=90)))


def test_the_version_in_force_changes_at_midnight_of_its_own_zone() -> None:
    held = Agreements((version(1, date(2026, 9, 1)), version(2, date(2026, 11, 1))))
    change = datetime(2026, 10, 31, 23, tzinfo=UTC)
    assert held.in_force(change) is held.versions[1]
    assert held.in_force(change - timedelta(seconds=1)) is held.versions[0]
    assert held.in_force(datetime(2026, 8, 31, 21, 59, tzinfo=UTC)) is None
    assert held.governing(datetime(2020, 1, 1, tzinfo=UTC)) is held.versions[0]


def test_a_month_is_judged_by_the_version_in_force_when_it_started() -> None:
    held = Agreements((version(1, date(2026, 9, 1)), version(2, date(2026, 11, 2))))
    assert held.for_month(date(2026, 11, 1)) is held.versions[0]
    assert held.for_month(date(2026, 12, 1)) is held.versions[1]
    assert held.for_month(date(2026, 8, 1)) is None


def test_versions_that_do_not_follow_each_other_are_refused() -> None:
    with pytest.raises(AgreementError, match="do not follow each other"):
        Agreements((version(2, date(2026, 9, 1)), version(1, date(2026, 11, 1))))
    with pytest.raises(AgreementError, match="There is no agreement"):
        Agreements(())


def test_the_rep_s_own_clause_wins_over_the_record_and_the_team() -> None:
    text = drawn.AGREEMENT.replace(
        "[[stream]]",
        """[[schedule]]
team = "Americas"
timezone = "America/New_York"
working_week = { monday = ["10:00-12:00"] }
holidays = { country = "US" }
[[schedule]]
rep = "cho"
timezone = "America/Los_Angeles"
[[stream]]""",
        1,
    )
    terms = agreement.parse(text)
    assert terms.countries == {("US", "")}
    off = {("US", ""): frozenset({date(2026, 11, 26)})}
    cho = terms.calendar(off, "cho", "Americas", "Asia/Tokyo")
    assert cho.zone == ZoneInfo("America/Los_Angeles")
    assert cho.week[0] == ((36_000, 43_200),)
    assert cho.holidays == off["US", ""]
    assert terms.calendar(off, "ann", "Americas", "Asia/Tokyo").zone == ZoneInfo("Asia/Tokyo")
    assert terms.calendar(off, "ann", "Americas").zone == ZoneInfo("America/New_York")
    assert terms.calendar(off).zone == ZoneInfo("Europe/Warsaw")


def test_days_off_of_a_rep_come_on_top_of_the_country_s_the_company_s_and_the_team_s() -> None:
    text = drawn.AGREEMENT.replace(
        "[[stream]]",
        """[holidays]
country = "PL"
overrides = { 2026-12-24 = [], 2026-12-31 = ["09:00-13:00"] }
[[schedule]]
team = "Americas"
holidays = { country = "US", overrides = { 2026-12-23 = [] } }
[[schedule]]
rep = "ann"
holidays = { overrides = { 2026-11-16 = [], 2026-12-31 = [] } }
[[stream]]""",
        1,
    )
    terms = agreement.parse(text)
    off = {("PL", ""): frozenset({date(2026, 11, 11)}), ("US", ""): frozenset({date(2026, 11, 26)})}
    days = [date(2026, 11, 11), date(2026, 11, 16), date(2026, 11, 26), *(date(2026, 12, day) for day in (23, 24, 31))]

    def closed(rep: str, team: str | None = None) -> list[date]:
        return [day for day in days if not terms.calendar(off, rep, team).is_working_day(day)]

    assert closed("bob") == [days[0], days[4]]
    assert closed("ann") == [days[0], days[1], days[4], days[5]]
    assert closed("cho", "Americas") == [days[2], days[3], days[4]]
    assert closed("ann", "Americas") == days[1:]


def test_a_subdivision_without_its_country_is_refused() -> None:
    text = drawn.AGREEMENT.replace("[[stream]]", '[holidays]\nsubdivision = "BY"\n[[stream]]', 1)
    assert "holidays: has a subdivision without its country: name both" in mistake(text)


def test_a_schedule_names_a_team_or_a_rep() -> None:
    assert "name exactly one" in mistake(drawn.AGREEMENT.replace("[[stream]]", "[[schedule]]\n[[stream]]", 1))


def test_a_folder_without_an_agreement_and_one_that_is_not_text_are_said(tmp_path: Path) -> None:
    with pytest.raises(AgreementError, match="There is no agreement") as caught:
        _ = journal.read(tmp_path).agreements
    assert "sla-dash agreement draft" in caught.value.advice
    (tmp_path / "agreement.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(AgreementError, match=r"agreement\.toml: is not UTF-8 text"):
        journal.read(tmp_path)


@pytest.mark.parametrize(
    ("country", "part", "said"), [("XX", "", "'XX' is not a country"), ("US", "ZZ", "'ZZ' is not a part of US")]
)
def test_an_unknown_country_is_refused_by_name(country: str, part: str, said: str) -> None:
    with pytest.raises(AgreementError, match=said):
        holidays.named([(country, part)], 2026, 2026)


def test_public_holidays_carry_their_names() -> None:
    found = holidays.named([("PL", ""), ("GB", "ENG")], 2026, 2026)
    assert date(2026, 11, 11) in found["PL", ""]
    assert date(2026, 8, 31) in found["GB", "ENG"]
    assert all(name for days in found.values() for name in days.values())


def test_the_demo_s_agreement_is_sound() -> None:
    held = journal.read(DEMO).agreements
    assert [terms.version for terms in held.versions] == [1, 2]
    assert sum(target.leads or 0 for target in demand.targets(held.versions[1], date(2026, 11, 1))) == 1804


def test_versions_in_two_currencies_are_refused_as_their_amounts_are_added_up_over_months() -> None:
    one = agreement.parse(drawn.AGREEMENT.replace("version = 1", 'version = 1\ncurrency = "BGN"'))
    two = agreement.parse(
        drawn.AGREEMENT.replace("version = 1", 'version = 2\ncurrency = "EUR"')
        .replace("2026-09-01", "2026-11-01")
        .replace("2026-12-01", "2027-01-01")
    )
    with pytest.raises(AgreementError, match="in different currencies: BGN, EUR"):
        Agreements((one, two))
    assert Agreements((one,)).currency == "BGN"
