"""What closed months say, in words."""

from datetime import date

from sla_dash import words
from sla_dash.board import Habit
from sla_dash.rules.signals import Alarm

FORM = Habit("SMB", "form", False, (), "over", 3, 0)
OUTBOUND = Habit("SMB", "outbound", False, (), None, 1, 2)


def test_what_lasts_is_named_with_the_way_it_goes_an_alarm_before_a_habit() -> None:
    alarm = Alarm("SMB", "outbound", False, date(2026, 11, 4), 1.2)
    assert words.record.lasting((FORM, OUTBOUND), (alarm,)) == "Lasting: SMB · outbound too low, SMB · form too high"
    fewer = Alarm("SMB", "form", False, date(2026, 11, 4), 1.2)
    assert words.record.lasting((FORM,), (fewer,)) == "Lasting: SMB · form too low"
    assert words.record.lasting((OUTBOUND,), ()) == "Chance or lasting: nothing has become a habit"


def test_a_miss_says_how_many_more_there_may_be_until_what_is_agreed_applies() -> None:
    assert (
        words.record.missed(FORM) == "SMB · form: outside its range 3 months in a row: the agreed consequence applies."
    )
    assert words.record.missed(OUTBOUND).endswith("1 month in a row; 2 more until the agreed consequence applies.")


def test_an_alarm_says_whether_it_is_a_close_call() -> None:
    for strength, said in ((1.49, "only just more than chance"), (1.5, "surely no chance")):
        alarm = Alarm("SMB", "form", False, date(2026, 11, 4), strength)
        assert words.remedy.alarm(alarm).endswith(f"fewer leads a day than promised since Wed 4 Nov, {said}.")
