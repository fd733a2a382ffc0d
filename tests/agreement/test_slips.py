"""Slips of people who never saw TOML: each is answered with what to write instead."""

import pytest

from sla_dash import agreement
from sla_dash.errors import AgreementError
from tests import drawn


@pytest.mark.parametrize(
    ("wrong", "instead", "said"),
    [
        ("targets = 100", "targets = 1.000,50", "line 22: write 1_000.50, not 1.000,50"),
        ("targets = 100", "targets = 1 000", "line 22: write 1_000, not 1 000"),
        ("targets = 100", "targets = 100 leads", "line 22: write the number alone: 100"),
        ("lead_value = 128", "lead_value = €128", "line 23: write the number alone: 128"),
        ("lead_value = 128", "lead_value = 128 EUR", "line 23: write the number alone: 128"),
        ("respond_share = 0.9", "respond_share = 0,9", "line 25: write 0.9, not 0,9"),
        ("respond_share = 0.9", "respond_share = 90%", "line 25: write 0.90, not 90%"),
        ('respond_within = "4h"', "respond_within = 4h", 'line 24: write it in quotes: "4h"'),
        ('title = "Test"', "title = Test", 'line 3: write it in quotes: "Test"'),
        ('title = "Test"', "title = “Test”", 'line 3: write plain quotes: "…"'),
        ('title = "Test"', "title = 'Test", "a quote that opens is not closed"),
        ("[[stream]]", "[stream]", "stream: there may be several: write its name in double brackets, [[stream]]"),
        ("[[stream.lead_type]]", "[[lead_type]]", "unknown key 'lead_type': it belongs to [stream]"),
        ("[[stream.lead_type]]", "[stream.lead_type]", "each begins in double brackets, like [[stream.lead_type]]"),
        ("[working_week]", "[working week]", "line 10: between the brackets stands one name without spaces"),
        ("[working_week]", "[working_week]\n[working_week]", "line 11: this table stands there already"),
        ("2026-09-01", "01.10.2026", "line 4: write 2026-10-01, not 01.10.2026: the year first"),
        ("2026-09-01", "2026-9-1", "line 4: write 2026-09-01, not 2026-9-1"),
        ("2026-09-01", "2026-09-31", "line 4: is no day of the calendar"),
        ("2026-09-01", "9/1/2026", "line 4: write the day with the year first"),
        ('at = "09:00"', "at = 09:00", 'line 7: write the time in quotes: "09:00"'),
        ('at = "09:00"', "at = 9", 'standup › at: 9 is not a time of day: write it like "09:00"'),
        ("version = 1", "version: 1", "line 2: write = between the key and its value"),
        ("version = 1", "Version = 1", "unknown key 'Version': did you mean 'version'?"),
        ("follow_up = [", "follow_up = {", "line 8: write a list in [ and ], a table in { and }"),
    ],
)  # fmt: skip
def test_a_slip_is_answered_with_what_to_write(wrong: str, instead: str, said: str) -> None:
    assert wrong in drawn.AGREEMENT
    with pytest.raises(AgreementError) as caught:
        agreement.parse(drawn.AGREEMENT.replace(wrong, instead, 1))
    assert said in caught.value.message


@pytest.mark.parametrize(
    "text", ["\ufeff" + drawn.AGREEMENT, drawn.AGREEMENT.replace("\n", "\r\n")], ids=["mark", "ends"]
)
def test_what_editors_add_changes_nothing(text: str) -> None:
    assert agreement.parse(text) == agreement.parse(drawn.AGREEMENT)
