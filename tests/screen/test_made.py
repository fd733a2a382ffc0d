"""What was drawn of an answer is not drawn again while the answer is the same."""

from dataclasses import dataclass
from fractions import Fraction
from functools import partial

import pytest

from sla_dash.screen.made import Made


@dataclass(frozen=True)
class Answer:
    leads: int


class Drawing:
    def __init__(self) -> None:
        self.drawn = 0

    def __call__(self, *answers: object, details: bool = False) -> str:
        self.drawn += 1
        return f"{answers} {details}"


@pytest.fixture
def made() -> Made[str, str]:
    return Made(3, str.upper)


def test_equal_answers_are_drawn_once(made: Made[str, str]) -> None:
    draw = Drawing()
    for _ in range(3):
        assert (
            made.by(partial(draw, Answer(1), Fraction(9, 10), details=True))
            == "(ANSWER(LEADS=1), FRACTION(9, 10)) TRUE"
        )
    assert draw.drawn == 1


@pytest.mark.parametrize("other", [(Answer(2),), (Answer(1), None), ()])
def test_another_answer_is_drawn_anew(made: Made[str, str], other: tuple[object, ...]) -> None:
    draw = Drawing()
    first = made.by(partial(draw, Answer(1)))
    assert made.by(partial(draw, *other)) != first
    assert made.by(partial(draw, Answer(1), details=True)) != first


def test_what_cannot_be_compared_fast_is_the_same_only_as_the_same_object(made: Made[str, str]) -> None:
    draw, times = Drawing(), [1, 2]
    made.by(partial(draw, times))
    made.by(partial(draw, times))
    assert draw.drawn == 1
    made.by(partial(draw, list(times)))
    assert draw.drawn == 2


def test_no_new_object_can_pass_for_one_that_is_gone(made: Made[str, str]) -> None:
    draw = Drawing()
    for n in range(200):
        assert made.by(partial(draw, [n])) == f"([{n}],) FALSE"


def test_the_one_not_asked_for_longest_goes_first(made: Made[str, str]) -> None:
    draw = Drawing()
    for n in (1, 2, 3, 1, 4):
        made.by(partial(draw, Answer(n)))
    assert draw.drawn == 4
    made.by(partial(draw, Answer(1)))
    assert draw.drawn == 4
    made.by(partial(draw, Answer(2)))
    assert draw.drawn == 5
