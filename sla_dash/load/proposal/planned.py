"""Activities that have not taken place, which are no touches: whether a word says so is a question."""

from collections.abc import Iterator

from sla_dash.load.proposal import names
from sla_dash.load.proposal.questions import Asked, Question
from sla_dash.load.proposal.seen import Column, Seen, shown

TOUCH, NONE = "a touch", "no touch"
"""What rows of a word can be."""
WORDS = frozenset(
    names.phrases(
        "scheduled|planned|not started|deferred|upcoming|queued|draft|canceled|cancelled|to do|todo|pending|not done|"
        "in progress|geplant|offen|abgesagt|storniert|ausstehend|nicht begonnen|planifie|prevu|annule|a faire|"
        "planificado|planificada|programado|programada|pendiente|cancelado|cancelada|anulado|zaplanowane|zaplanowany|"
        "zaplanowana|planowane|anulowane|anulowany|odwolane|odwolany|do zrobienia|nie rozpoczeto"
    )
)


def columns(seen: Seen) -> Iterator[Column]:
    """Yield the columns in which some word may say that an activity has not taken place."""
    for column in seen.columns:
        if not column.twice and any(names.plain(word) in WORDS for word, _ in column.words):
            yield column


def words(column: Column, seen: Seen, asked: Asked) -> list[str]:
    """Return the words of a column whose rows are no touches."""
    found = []
    for word, rows in column.words:
        if names.plain(word) not in WORDS:
            continue
        where = f"{shown(column.name)} of {seen.label}"
        text = (
            f"Is an activity a touch where {where} says {shown(word)} ({rows:,} row{'s' * (rows != 1)} of the sample)?"
        )
        granted = f"where {where} says {shown(word)}, nobody has been contacted"
        question = Question(f"planned:{seen.label}:{column.name}:{word}", text, (NONE, TOUCH), NONE, granted)
        if asked.answer(question) == NONE:
            found.append(word)
    return found
