"""Answers are found once, whoever asks and however many ask at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier, Event, RLock

import pytest

from sla_dash.board.answer import answer, answers, meanwhile
from sla_dash.records import store
from tests import drawn

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


def test_what_is_found_meanwhile_waits_for_nothing_inside_and_is_there_at_the_end() -> None:
    begun, asked = Event(), Asked()

    def find() -> tuple[str, str]:
        begun.set()
        return asked.whole

    with meanwhile(find):
        assert begun.wait(5)
    assert asked.found == ["whole", "a", "b"]


def test_an_error_in_what_is_found_meanwhile_is_raised_when_the_rest_is_done() -> None:
    done = []

    def fail() -> None:
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"), meanwhile(fail):
        done.append("the rest")
    assert done == ["the rest"]


def test_what_is_asked_meanwhile_is_told_to_who_traces() -> None:
    snapshot = store.Snapshot(drawn.records())
    with store.traced() as asked, meanwhile(lambda: snapshot.rows("holidays")):
        pass
    assert [one.query for one in asked] == ["holidays"]
