"""What an agreement may not say, in words for who wrote it: values have bounds, and all mistakes are said at once."""

import random
import re
from datetime import date

import pytest

from sla_dash import agreement
from sla_dash.errors import AgreementError
from sla_dash.rules import demand
from tests import drawn, harvest


@pytest.mark.parametrize(
    ("line", "instead", "said"),
    [
        ("version = 1", "version = 1\ntolerance = 10%", "line 3: write 0.10, not 10%"),
        ("version = 1", "version = 1\ncurrency = EUR", 'line 3: write it in quotes: "EUR"'),
        ("version = 1", "version = 1\nversion = 2", "the same key stands there already"),
        ("version = 1", f"version = {'9' * 5_000}", "more digits than any that is meant"),
        ("valid_from = 2026-09-01", "valid_from = 2026-13-01", "is no day of the calendar: write one like 2026-10-01"),
        ("valid_from = 2026-09-01", "valid_from = 9999-12-01", "9999-12-01 is too far away"),
        ('title = "Test"', 'title = "Test', "the quotes are not closed"),
        ('title = "Test"', f"title = {'[' * 3_000}", "is not valid TOML"),
        ('title = "Test"', 'title = " "', "' ' cannot be a name"),
        ('monday = ["09:00-17:00"]', 'monday = ["09:00-17:00"', "a bracket that opens here or above is not closed"),
        ('monday = ["09:00-17:00"]', 'monday = "09:00-17:00"', 'write a list in brackets, like ["09:00-17:00"]'),
        ("targets = 100", "targets = 1,000", "write 1_000, not 1,000"),
        ("targets = 100", "targets = 1e60", "targets: 1E+60: write a number less than or equal to 10000000"),
        ("targets = 100", f"targets = 1{'0' * 60}", "less than or equal to 10000000"),
        ("lead_value = 128", "lead_value = 1,5", "write 1.5, not 1,5"),
        ("lead_value = 128", "lead_value = nan", "NaN: write a number"),
        ("lead_value = 128", "lead_value = 1e-999999", "write fewer decimals"),
        ("lead_value = 128", "lead_value = 1e60", "less than or equal to 1000000000000"),
        ("respond_share = 0.9", 'respond_share = "90 %"', "write 0.90, not 90 %"),
        ('respond_within = "4h"', "respond_within = 4h", 'write it in quotes: "4h"'),
        ('respond_within = "4h"', 'respond_within = "999999999999h"', 'up to "999h"'),
        ("day = 14", "day = 1000000000", "less than or equal to 365"),
        ('name = "SMB"', 'name = ""', "'' cannot be a name: write the one that the records have"),
        ('name = "SMB"', 'name = "all"', "'all' cannot be a name"),
        ('name = "SMB"', 'name = "a\\nb"', "write one line"),
        ("timezone =", "timezone = 3\n#", "timezone: 3: write text in quotes"),
        ('at = "09:00"', 'at = "09:00", stops = [2, 3, 3, 5]', "stops: has 4 numbers: write the minutes of all five"),
        ('at = "09:00"', 'at = "09:00", stops = [2, 3, 3, 5, 2, 1]', "has 6 numbers: write the minutes of all five"),
        ('at = "09:00"', 'at = "09:00", stops = [2, 3, 0, 5, 2]', "0: write a number greater than 0"),
        ('at = "09:00"', 'at = "09:00", stops = [2, 3, 2.5, 5, 2]', "2.5: write a whole number"),
        ('at = "09:00"', 'at = "09:00", stops = 15', "stops: 15: write a list in brackets, like [2, 3, 3, 5, 2]"),
        (
            'at = "09:00"',
            'at = "09:00", seconds_on_wall = 4',
            "seconds_on_wall: 4: write a number greater than or equal",
        ),
        ('at = "09:00"', 'at = "09:00", seconds_on_wall = 601', "601: write a number less than or equal to 600"),
        ('at = "09:00"', 'at = "09:00", stale_after = "1 day"', "stale_after: '1 day' is not a working time"),
    ],
)
def test_a_value_out_of_bounds_is_said_with_what_to_write(line: str, instead: str, said: str) -> None:
    with pytest.raises(AgreementError) as caught:
        agreement.parse(drawn.AGREEMENT.replace(line, instead, 1))
    assert said in caught.value.message


@pytest.mark.parametrize("win", ["1e-12", "0.0001"])
def test_a_rate_that_asks_for_more_leads_than_there_can_be_is_refused(win: str) -> None:
    text = harvest.AGREEMENT.replace("win = 0.25", f"win = {win}").replace("quota = 100_000", "quota = 1_000_000_000")
    with pytest.raises(AgreementError, match=r"is not a rate from 0.0001 to 1|more than 10,000,000"):
        agreement.parse(text)


def test_mistakes_of_the_language_and_of_the_values_are_said_in_one_run() -> None:
    text = drawn.AGREEMENT.replace("version = 1", "version = 1\ntolerance = 10%\ncurrency = EUR")
    text = text.replace("targets = 40", "targets = -1").replace('respond_within = "4h"', "respond_within = 4h", 1)
    with pytest.raises(AgreementError) as caught:
        agreement.parse(text)
    assert [line.partition(": ")[0].rpartition(" ")[2] for line in caught.value.message.splitlines()] == [
        "3", "4", "26", "31"
    ]  # fmt: skip


VALUES = """0 -1 1e-12 1e60 nan inf "" "all" "x" [] {} true 10% 9999-12-31 0001-01-01 [[1]] "\\u0000" 00:00:00
1979-05-27T07:32:00Z 99999999999999999999"""
HOSTILE = ["", '"' + "x" * 5_000 + '"', *VALUES.split()]


def test_whatever_stands_in_an_agreement_it_is_read_or_refused_in_words() -> None:
    drawing = random.Random(12)
    lines = harvest.AGREEMENT.splitlines()
    keys = [n for n, line in enumerate(lines) if "=" in line]
    refused = []
    for _ in range(600):
        changed = list(lines)
        for n in drawing.sample(keys, drawing.choice((1, 1, 2, 3))):
            changed[n] = f"{changed[n].partition('=')[0]}= {drawing.choice(HOSTILE)}"
        try:
            assert demand.targets(agreement.parse("\n".join(changed)), date(2026, 11, 1))
        except AgreementError as error:
            refused.append(error.message)
    assert len(refused) > 300
    raw = ("nput should", "Expected", "pydantic", "Decimal(")
    assert [message for message in refused if any(word in message for word in raw)] == []


@pytest.mark.parametrize(
    "name", ["Büro & Co. \U0001f469\u200d\U0001f4bb", "a\N{NO-BREAK SPACE}b", "[x](y) <h1>", "1,000 %"]
)
def test_a_name_may_be_whatever_the_records_have(name: str) -> None:
    assert agreement.parse(drawn.AGREEMENT.replace("SMB", name)).streams[0].name == name


@pytest.mark.parametrize(
    ("alert", "said"),
    [
        ("at = 50", "alert 1 › at: 50 is no part of the time promised, up to 10 times it: write 0.5 for 50 %"),
        ("at = 0", "alert 1 › at: 0 is no part of the time promised, up to 10 times it: write 0.5 for 50 %"),
        ('at = "50 %"', "alert 1 › at: write 0.50, not 50 %"),
        ("at = nan", "alert 1 › at: NaN: write a number, like 0.10"),
        ('at = 1\nto = ["boss"]', "alert 1 › to 1: 'boss': write 'owner', 'lead' or 'manager'"),
        ('at = 1\nto = "owner"', "alert 1 › to: 'owner': write a list in brackets, like [\"owner\"]"),
        ("at = 1\nto = []", "alert 1 › to: needs at least one entry"),
        ('at = 1\nto = ["lead", "lead"]', "alert 1: to 'lead' stands there twice"),
        ('at = 1\nto = ["lead"]\n[[alert]]\nat = 1.0', "alert at '1' stands there twice"),
    ],
)
def test_an_alert_that_cannot_be_meant_is_said_with_what_to_write(alert: str, said: str) -> None:
    last = alert.rpartition("[[alert]]")[2]
    text = f"{drawn.AGREEMENT}\n[[alert]]\n{alert}" + ("" if "to =" in last else '\nto = ["owner"]')
    with pytest.raises(AgreementError) as caught:
        agreement.parse(text)
    assert re.sub(r"^agreement.toml(, line \d+)?: ", "", caught.value.message) == said


def test_alerts_need_a_time_of_which_a_part_can_pass() -> None:
    text = "".join(row for row in drawn.AGREEMENT.splitlines(keepends=True) if not row.startswith("respond_"))
    with pytest.raises(AgreementError, match="alert: no lead_type has respond_within"):
        agreement.parse(f'{text}\n[[alert]]\nat = 1\nto = ["owner"]')
