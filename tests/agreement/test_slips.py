"""What people write who never saw TOML, and what they are told to write instead."""

from random import Random

import pytest

from sla_dash import agreement
from sla_dash.errors import AgreementError
from tests import drawn, harvest

TEXT = harvest.AGREEMENT
NO_QUOTES = 'write plain quotes: "…"'
NO_DAY = "write a day with the year first and without quotes, like 2026-10-01, not "
CLOCK = 'write the time in quotes: "09:00"'


def said(text: str) -> str:
    with pytest.raises(AgreementError) as caught:
        agreement.parse(text)
    return caught.value.message


@pytest.mark.parametrize(
    ("line", "instead", "told"),
    [
        ('title = "Test"', "title: Test", "line 3: write = between the key and its value: title = Test"),
        ('title = "Test"', "title Test", "write = between the key and its value: title = Test"),
        ('title = "Test"', "title = “Test”", NO_QUOTES),
        ('title = "Test"', "title = „Test“", NO_QUOTES),
        ('title = "Test"', "title = ‘Test’", NO_QUOTES),
        ('title = "Test"', 'title\N{NO-BREAK SPACE}= "Test"', "a space that was copied from elsewhere"),
        ('title = "Test"', 'title = Test"', 'the quotes are not opened: write "Test"'),
        ('title = "Test"', 'title = "Our "first" one"', "write 'single quotes' within it"),
        ('title = "Test"', 'title = "C:\\Users"', "a \\ in double quotes begins a sign of its own"),
        ('title = "Test"', "title = 'Test", "line 3: a quote that opens is not closed"),
        ("version = 1", "Version = 1", "unknown key 'Version': did you mean 'version'?"),
        ("version = 1", "ver€sion = 1", "a key has letters, digits and _ alone"),
        ("version = 1", "version = 1 title = 2", "line 2: write the number alone: 1"),
        ("version = 1", "version = 1\x00", "a character that cannot be seen"),
        ("version = 1", "// ours\nversion = 1", "line 2: a remark begins with #"),
        ("version = 1", "-- ours\nversion = 1", "a remark begins with #"),
        ("version = 1", "version = one", "write a number, like 100"),
        ("version = 1", "version = 1;", "nothing stands after a value: write 1"),
        ("version = 1", "versoin = 1", "'version' is missing: add it, like version = 1"),
        ("version = 1", "version = 1\ntolerance = .10", "write 0.10, not .10"),
        ("version = 1", "version = 1\ntolerance = 0,10", "write 0.10, not 0,10"),
        ("version = 1", "version = 1\ntolerance = 7,5 %", "write 0.075, not 7,5 %"),
        ("version = 1", "version = 1\ntolerance = 10", "10 is not a rate from 0.0001 to 1: write 0.1 for 10 %"),
        ("version = 1", "version = 1\ntolerance = a tenth", "write a part of a whole, like 0.34 for 34 %"),
        ("valid_from = 2026-09-01", "valid_from = 01.10.2026", "write 2026-10-01, not 01.10.2026: the year first"),
        ("valid_from = 2026-09-01", "valid_from = 10/01/2026", f"{NO_DAY}10/01/2026"),
        ("valid_from = 2026-09-01", "valid_from = 1 October 2026", f"{NO_DAY}1 October 2026"),
        ("valid_from = 2026-09-01", "valid_from = 2026-9-1", "write 2026-09-01, not 2026-9-1"),
        ("valid_from = 2026-09-01", "valid_from = 2026.09.01", "write 2026-09-01, not 2026.09.01"),
        ("valid_from = 2026-09-01", "valid_from = soon", "year first and without quotes, like 2026-10-01"),
        ('at = "09:00"', 'at = "9:00"', "'9:00' is not a time of day: write it like \"09:00\""),
        ('at = "09:00"', "at = 9:00", CLOCK),
        ('at = "09:00"', "at = 09:00", CLOCK),
        ('at = "09:00"', 'at: "09:00"', "write = between the key and its value, not :"),
        ('at = "09:00"', "at = 9", "standup › at: 9 is not a time of day"),
        ('{ at = "09:00" }', '[ at = "09:00" ]', "write { } around keys with values, not [ ]"),
        ('{ at = "09:00" }', '( at = "09:00" )', "not ( )"),
        ('{ at = "09:00" }', '"09:00"', "standup: '09:00': write it like { at = \"09:00\" }"),
        ('["09:00-17:00"]', "[09:00-17:00]", 'write the time in quotes: "09:00-17:00"'),
        ('["09:00-17:00"]', '["9:00 – 17.00"]', 'write it like "9:00-17:00"'),
        ('["09:00-17:00"]', "[“09:00-17:00”]", NO_QUOTES),
        ('["09:00-17:00"]', '["09:00-17:00"', "line 11: a bracket that opens here or above is not closed"),
        ("[working_week]", "[working week]", "line 10: write [working_week]"),
        ("[working_week]", "[working_week", "write [working_week]"),
        ("[working_week]", "(working_week)", "write [working_week], not (working_week)"),
        ("[working_week]", "[[working_week]]", "line 10: working_week: there is one: write its name in single"),
        ("[[stream]]", "[stream]", "stream: there may be several: write its name in double brackets, [[stream]]"),
        ("[[stream]]", "[[stream]", "write [[stream]]"),
        ("[[stream]]", '[working_week]\nsunday = []\n[[stream]]', "[working_week] stands there already"),
        ("[[stream.lead_type]]", "[stream.lead_type]", "write its name in double brackets, [[stream.lead_type]]"),
        ("[[stream.lead_type]]", "[[lead_type]]", "unknown key 'lead_type' here: write [[stream.lead_type]]"),
        ("[[stream.lead_type]]", "[[stream]]", "unknown key 'rates' here: write [stream.lead_type.rates]"),
        ("[[stream.lead_type]]", "[[stream]]", "'lead_type' is missing: add at least one [[stream.lead_type]]"),
        ("quota = 100_000", "quota = 100.000", "100.000 can be read in two ways: write 100_000, or 100.00"),
        ("quota = 100_000", "quota = 100 000", "write 100_000, not 100 000"),
        ("quota = 100_000", "quota = 100'000", "write 100_000, not 100'000"),
        ("quota = 100_000", "quota = 100000 EUR", 'write the number alone: 100_000; the currency'),
        ("quota = 100_000", "quota = €100.000", "write the number alone: 100_000; the currency"),
        ("quota = 100_000", "quota = 100k", "line 20: write the number alone: 100_000"),
        ("quota = 100_000", "quota = 1.000,50", "write 1_000.50, not 1.000,50"),
        ("quota = 100_000", "quota = €128.50", "write the number alone: 128.50; the currency"),
        ("quota = 100_000", "quota = 100 leads", "write the number alone: 100"),
        ("quota = 100_000", "quota = much", "write a number alone, like 200_000"),
        ("quota = 100_000", 'quota = 100_000\ntimezone = "UTC"', "it stands at the top, above the first line in"),
        ("share = 1", "share = 100%", "write 1.00, not 100%"),
        ("share = 1", "share = 1\nquota = 5", "unknown key 'quota' here: it stands under [[stream]]"),
        ("win = 0.25", "win = 25%", "write 0.25, not 25%"),
        ("win = 0.25", "win = 0,25", "write 0.25, not 0,25"),
        ("win = 0.25", "win = 25", "25 is not a rate from 0.0001 to 1: write 0.25 for 25 %"),
        ('respond_within = "4h"', "respond_within = four hours", 'write working time in quotes, like "4h" or "30min"'),
        ("follow_up = [", "follow_up = {", "write a list, like [{ day = 14, attempts = 3 }"),
        ("{ day = 14, attempts = 3 }, ", "{ day = 14, attempts = 3 } ", "a comma is missing between two entries"),
        ("version = 1", "version = 1\nexceptions = none", 'write a list of texts in quotes, like ["one", "another"]'),
        ("[[stream]]", "[holidays]\n2026-12-24 = []\n[[stream]]", "overrides = { 2026-12-24 = [] }"),
        ("[[stream]]", "[holidays]\noverrides = { 24.12.2026 = [] }\n[[stream]]", "'24': write a day, like 2026-10-01"),
        ("[[stream]]", '[holidays]\noverrides = { 2026-12-24 = "closed" }\n[[stream]]', "write [] for closed"),
    ],
)  # fmt: skip
def test_a_slip_is_answered_with_what_to_write(line: str, instead: str, told: str) -> None:
    assert line in TEXT
    answer = said(TEXT.replace(line, instead, 1))
    assert told in answer
    assert "TOML" not in answer
    assert "Decimal(" not in answer


def test_a_list_of_which_only_the_first_has_single_brackets_is_said() -> None:
    answer = said(drawn.AGREEMENT.replace("[[stream.lead_type]]", "[stream.lead_type]", 1))
    assert "each begins in double brackets, like [[stream.lead_type]]" in answer


def test_whatever_is_typed_into_an_agreement_it_is_read_or_refused_in_words() -> None:
    random, refused = Random(3), 0
    for _ in range(800):
        letters = list(TEXT)
        for _ in range(random.choice((1, 1, 2, 5))):
            at = random.randrange(len(letters))
            letters[at : at + random.choice((0, 1, 1, 4))] = random.choice(
                (*"[]{}()\"'=:,.%#\n\\“ €-0x\N{NO-BREAK SPACE}", "")
            )
        try:
            agreement.parse("".join(letters))
        except AgreementError:
            refused += 1
    assert refused > 400


def test_slips_are_said_all_at_once_each_with_its_line() -> None:
    text = TEXT.replace("version = 1", "version: 1").replace('title = "Test"', "title = “Test”")
    text = text.replace('at = "09:00"', "at = 9:00").replace("quota = 100_000", "quota = 100k")
    assert [line.partition(": ")[0] for line in said(text).splitlines()] == [
        f"agreement.toml, line {n}" for n in (2, 3, 7, 20)
    ]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_what_an_editor_leaves_unseen_changes_nothing(mark: str, ends: str) -> None:
    text = TEXT.strip()
    terms = agreement.parse(mark + text.replace("\n", ends).replace("version = 1", "version\t=\t1"))
    assert terms.version == 1
    assert agreement.digest(mark + text.replace("\n", ends)) == agreement.digest(text)
    wrong = mark + text.replace("version = 1", "version = 1%").replace("\n", ends)
    assert said(wrong) == "agreement.toml, line 1: write 0.01, not 1%"


@pytest.mark.parametrize("amount", ["100.00", "1_234.5678", "1234.567", "0.5", "100", "100_000.50"])
def test_an_amount_that_can_be_read_in_one_way_is_read(amount: str) -> None:
    assert agreement.parse(TEXT.replace("quota = 100_000", f"quota = {amount}")).streams[0].quota


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"version = {'1' * 100_000}", "agreement.toml: a number has more digits than any that is meant"),
        (f"version = {'1 ' * 50_000}", "agreement.toml, line 1: write one key and its value a line"),
    ],
)
def test_a_row_that_nobody_typed_is_refused_without_looking_through_it(row: str, said: str) -> None:
    with pytest.raises(AgreementError) as refused:
        agreement.parse(f"{row}\n")
    assert said in refused.value.message
