"""A mapping for a folder that is no known export, with a reason for each line and a question for each doubt."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sla_dash.errors import MappingError
from sla_dash.load import canonical
from sla_dash.load.mapping.answers import Known
from sla_dash.load.proposal import ordering, parts, toml, union, written
from sla_dash.load.proposal.parts import Part
from sla_dash.load.proposal.questions import Asked, Question
from sla_dash.load.proposal.roles import LEADS, Role, roles
from sla_dash.load.proposal.seen import Seen, shown

NOTHING = Known()
"""What is known where there is neither an agreement nor a zone of the machine."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a mapping could say of the files of a folder."""

    seen: tuple[Seen, ...]
    known: Known
    answers: Mapping[str, str]
    parts: tuple[Part, ...]
    """The tables that were found, in loading order; leads are always among them."""
    questions: tuple[Question, ...]
    """Every question, answered or not; each has a default."""
    left: tuple[tuple[str, str], ...]
    """Files that are left out, each with the reason as a clause."""
    placed: str | None
    """The zone of times without an offset; None where every time has one."""

    @property
    def granted(self) -> tuple[str, ...]:
        """What is taken for granted, as nobody answered it, one clause a question."""
        return tuple(one.granted for one in self.questions if not self.answers.get(one.key))

    def toml(self, answers: Mapping[str, str] | None = None) -> str:
        """Write the mapping under these answers besides those given before, every line with its reason.

        Raises ``MappingError`` for an answer that its question cannot have.
        """
        final = proposed(self.seen, {**self.answers, **answers}, known=self.known) if answers else self
        return toml.document(final)

    def lines(self) -> Iterator[str]:
        """Say what is proposed: a line a table, one each of its columns, and one each file that is left out."""
        for part in self.parts:
            files = ", ".join(dict.fromkeys(seen.label for seen in part.files))
            yield f"{part.table.name}: {files}; {part.why}"
            for line in part.columns:
                value = line.value if isinstance(line.value, dict) else {"column": line.value}
                name = value.get("column") or f"always {value.get('constant')}"
                yield f"  {line.key}: {shown(str(name))}. {line.why}".rstrip()
        for name, why in self.left:
            yield f"Left out: {name}, as {why}."


def proposed(seen: Iterable[Seen], answers: Mapping[str, str] | None = None, *, known: Known = NOTHING) -> Proposal:
    """Propose a mapping for files that were looked at, under the answers given so far by the keys of questions.

    ``known`` tells the zone that times without an offset are taken to be in, unless it is answered otherwise. An answer
    may raise further questions.

    Raises ``MappingError`` where no file looks like leads, and for an answer that its question cannot have.
    """
    seen, answers = tuple(seen), answers or {}
    found = roles(written.groups(seen), answers)
    unread = tuple((one.label, one.why) for one in seen if one.why)
    left = (*((one.label, why) for one, why in found.left), *unread)
    if not found.found:
        raise MappingError(
            "\n- ".join(["No file of the folder looks like leads.", *(f"{name}: {why}" for name, why in left)]),
            advice="Leads need a column of ids, one for each row, and one with the date of creation: export them with "
            "both. If a file has both, a mapping says which they are: data/mappings/example.toml shows every key.",
        )
    asked = Asked(answers)
    if found.question:
        asked.answer(found.question)
    touches, apart = _in_one_order([role for role in found.found if role.table is canonical.TOUCHES], asked)
    together = len(touches) > 1 or any(map(union.needed, touches))
    made = [
        parts.part(role, asked, known) for role in found.found if not (together and role.table is canonical.TOUCHES)
    ]
    if together:
        made.insert(1, union.part(touches, asked, known))
    zoned = parts.zone_of(asked, known) if parts.ZONE in asked.questions else None
    return Proposal(seen, known, answers, tuple(made), tuple(asked.questions.values()), (*apart, *left), zoned)


def _in_one_order(touches: list[Role], asked: Asked) -> tuple[list[Role], list[tuple[str, str]]]:
    """Return the touches whose dates have day and month in the order of the first, and the files of the others."""
    orders = [ordering.chosen(role.matches["touched_at"].column, role.seen, asked).order for role in touches]
    first = next((order for order in orders if order), None)
    kept = [role for role, order in zip(touches, orders, strict=True) if order in (None, first)]
    why = f"its dates are not {first}, as those of the other touches: one table reads one order"
    return kept, [(seen.label, why) for role in touches if role not in kept for seen in role.files]


__all__ = ["LEADS", "Proposal", "proposed"]
