"""States: a word and a glyph carry the meaning, and colour repeats it."""

from sla_dash import theme
from sla_dash.rules import contact, delivery


def test_every_state_has_a_word_and_a_glyph_of_its_own_among_those_it_is_seen_with() -> None:
    for marks in (
        [theme.delivered(s, could_be_chance=False) for s in delivery.Standing],
        [theme.contacted(s, could_be_chance=False) for s in contact.Standing],
    ):
        assert len({mark.glyph for mark in marks}) == len(marks)
        assert all(mark.word for mark in marks)
    doubtful = theme.delivered(delivery.Standing.BELOW, could_be_chance=True)
    assert doubtful.text == "≈ Too close to call"
    assert doubtful.colour == theme.QUIET
    assert theme.contacted(contact.Standing.KEPT, could_be_chance=True).text == "● Kept"
