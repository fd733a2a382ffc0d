"""Answers are found once, whoever asks and however many ask at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier, RLock

from sla_dash.board.answer import answer, answers

VIEWERS = 8


@dataclass(frozen=True)
class Asked:
    lock: RLock = field(default_factory=RLock)
    found: list[str] = field(default_factory=list)

    @answer
    def whole(self) -> tuple[str, str]:
        """The answer to a question that rests on another."""
        self.found.append("whole")
        return self.part("a"), self.part("b")

    @answers
    def part(self, name: str, *, twice: bool = False) -> str:
        """Answer for one name."""
        self.found.append(name)
        return name * (2 if twice else 1)


def test_viewers_who_ask_at_once_wait_for_one_answer() -> None:
    asked, together = Asked(), Barrier(VIEWERS)

    def view(_viewer: int) -> tuple[str, str]:
        together.wait()
        return asked.whole

    with ThreadPoolExecutor(VIEWERS) as pool:
        seen = list(pool.map(view, range(VIEWERS)))
    assert seen == [("a", "b")] * VIEWERS
    assert all(one is seen[0] for one in seen)
    assert asked.found == ["whole", "a", "b"]


def test_a_known_answer_waits_for_nobody() -> None:
    asked = Asked()
    assert asked.whole == ("a", "b")
    with asked.lock, ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: asked.whole).result(timeout=5) == ("a", "b")


def test_each_question_has_an_answer_of_its_own() -> None:
    asked = Asked()
    assert (asked.part("a"), asked.part("b"), asked.part("a", twice=True), asked.part("a")) == ("a", "b", "aa", "a")
    assert asked.found == ["a", "b", "a"]


def test_one_board_knows_nothing_of_the_answers_of_another() -> None:
    first, second = Asked(), Asked()
    assert first.whole == second.whole
    assert second.found == ["whole", "a", "b"]
