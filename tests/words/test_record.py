"""What closed months say, in words."""

from datetime import date
from fractions import Fraction

from sla_dash import words
from sla_dash.board import Habit, Verdict
from sla_dash.rules import delivery
from sla_dash.rules.signals import Alarm


def closed(month: int, leads: int) -> Verdict:
    return Verdict(date(2026, month, 1), True, delivery.closed(leads, 100, Fraction(1, 10)))


FORM = Habit("SMB", "form", False, (closed(8, 120), closed(9, 130), closed(10, 140)), "over", 3, 0, True)
OUTBOUND = Habit("SMB", "outbound", False, (closed(9, 100), closed(10, 80)), None, 1, 1, False)
BOTH = Habit("SMB", "event", False, (closed(9, 120), closed(10, 80)), None, 2, 0, False)


def test_what_lasts_is_named_with_the_way_it_goes_an_alarm_before_a_habit() -> None:
    alarm = Alarm("SMB", "outbound", False, date(2026, 11, 4), 1.2)
    assert words.record.lasting((FORM, OUTBOUND), (alarm,)) == "Lasting: SMB · outbound too low, SMB · form too high"
    fewer = Alarm("SMB", "form", False, date(2026, 11, 4), 1.2)
    assert words.record.lasting((FORM,), (fewer,)) == "Lasting: SMB · form too low"
    assert words.record.lasting((OUTBOUND,), ()) == "Chance or lasting: nothing has become a habit"


def test_a_miss_says_how_many_more_there_may_be_until_what_is_agreed_applies() -> None:
    agreed, row = "the agreed consequence", "in a row, up to Oct ’26"
    assert [words.record.missed(one).removeprefix("SMB · ") for one in (FORM, OUTBOUND, BOTH)] == [
        f"form: above its range 3 months {row}: {agreed} applies.",
        f"outbound: below its range 1 month {row}; 1 more may be missed, the next brings {agreed}.",
        f"event: outside its range 2 months {row}; the next brings {agreed}.",
    ]


def test_an_alarm_says_whether_it_is_a_close_call() -> None:
    for strength, said in ((1.49, "only just more than chance"), (1.5, "surely no chance")):
        alarm = Alarm("SMB", "form", False, date(2026, 11, 4), strength)
        assert words.remedy.alarm(alarm).endswith(f"fewer leads a day than promised since Wed 4 Nov, {said}.")
