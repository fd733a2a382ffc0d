"""What files cannot say, put as questions."""

from collections.abc import Mapping
from dataclasses import dataclass

from sla_dash.errors import MappingError


@dataclass(frozen=True, slots=True)
class Question:
    """One question, and what is taken for granted while nobody answers it."""

    key: str
    """Name of the question, under which an answer is given; it holds the file or the column that it is about."""
    text: str
    choices: tuple[str, ...] = ()
    """What an answer can be; anything, where none is named."""
    default: str | None = None
    """What is taken for granted; None where nothing can be, so that it must be answered."""
    granted: str = ""
    """The default in words, and why."""


class Asked:
    """The questions that were put so far, and what is answered to them."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self._answers = answers
        self.questions: dict[str, Question] = {}

    def answer(self, question: Question) -> str:
        """Put a question that has a default; return the answer to it, or the default where there is none.

        Raises ``MappingError`` for an answer that it cannot have.
        """
        self.questions.setdefault(question.key, question)
        answer = self._answers.get(question.key) or question.default or ""
        if question.choices and answer not in question.choices:
            raise MappingError(
                f"{answer} is no answer to: {question.text}", advice=f"Give one of {', '.join(question.choices)}."
            )
        return answer

    def open(self) -> list[Question]:
        """Return the questions that nobody answered."""
        return [one for one in self.questions.values() if not self._answers.get(one.key)]
