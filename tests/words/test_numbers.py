"""Numbers that can be decided about, in words."""

from fractions import Fraction

from sla_dash import words
from sla_dash.board.numbers import Unit
from sla_dash.rules.measures import Measured, Moved, Since


def test_leads_a_day_differ_by_what_a_reader_finds_between_the_two_that_are_written() -> None:
    then, now = Measured(Fraction(186, 19), 8.4, 11.3, 19), Fraction(75, 12)  # 9.8 → 6.2, and 3.54 apart
    found = Since(Moved.WORSE, now - then.value)
    assert words.numbers.difference(found, Unit.LEADS_A_DAY, then) == "3.6 fewer a working day"
    assert words.numbers.difference(found, Unit.COUNT, then) == "4 fewer"
    assert words.numbers.difference(Since(Moved.CHANCE, Fraction(1, 100)), Unit.LEADS_A_DAY, then) == ""
