"""What is to be told before it is late: leads that reached a step of their alerts, and promises that are not kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sla_dash.agreement import Recipient
from sla_dash.board.answer import answer
from sla_dash.board.contact import Contact
from sla_dash.board.delivery import Delivery, Measure
from sla_dash.board.frame import Part
from sla_dash.records import queries
from sla_dash.records.queries.alerts import Reached
from sla_dash.rules import alerts, contact, delivery
from sla_dash.rules.alerts import Step

GOOD = (str(delivery.Standing.IN), str(contact.Standing.KEPT))
"""How everything stands as a month begins, so that nobody needs to be told of it."""


@dataclass(frozen=True, slots=True)
class Stands:
    """Where one number of a month stands, beyond what may be chance."""

    month: date
    number: str
    """"leads", "value" or "contact"."""
    stream: str | None
    lead_type: str | None
    """None for all."""
    standing: str

    @property
    def place(self) -> tuple[date, str, str | None, str | None]:
        """Which number it is."""
        return self.month, self.number, self.stream, self.lead_type

    @property
    def good(self) -> bool:
        """Whether the promise is kept."""
        return self.standing in GOOD


@dataclass(frozen=True)
class Alerts(Part):
    """What is to be told by now, whoever was told of it before; nothing of leads without touches."""

    delivery: Delivery
    contact: Contact

    @answer
    def steps(self) -> tuple[Step, ...]:
        """Every step of every version's alerts, for each type of lead that is promised a time."""
        return tuple(
            Step(terms.version, stream.name, one.name, alert.share, alerts.used(one.respond_within, alert.share))
            for terms in self.frame.agreements.versions
            for stream in terms.streams
            for one in stream.lead_types
            for alert in terms.alerts
            if one.respond_within is not None
        )

    @answer
    def reached(self) -> tuple[Reached, ...]:
        """The leads that nobody has contacted and that have reached a step, the hottest first."""
        frame = self.frame
        if not frame.load.has_touches:
            return ()
        return tuple(queries.alerts.reached(frame.snapshot, frame.as_of, frame.clocks, self.steps))

    def to(self, step: Step) -> tuple[Recipient, ...]:
        """Return who is told at a step."""
        ladders = {terms.version: terms.alerts for terms in self.frame.agreements.versions}
        return next(alert.to for alert in ladders[step.version] if alert.share == step.share)

    @answer
    def stands(self) -> tuple[Stands, ...]:
        """Where the numbers of the month stand that stand anywhere: not those that may be chance, or are too early.

        The value of a type follows from its leads, so value is there once, of all.
        """
        return tuple(self._stands())

    def _stands(self) -> Iterator[Stands]:
        month, lines = self.frame.month, self.delivery.lines
        every: list[tuple[Measure, int]] = [*(("leads", n) for n in range(len(lines))), ("value", len(lines) - 1)]
        for measure, n in every:
            line, judged = lines[n], lines[n].judged(measure)
            told = judged.standing is delivery.Standing.IN or judged.standing.out_of_band
            if told and not judged.could_be_chance:
                kind = (None, None) if line.so_far.total else line.kind
                yield Stands(month, measure, *kind, str(judged.standing))
        for one in self.contact.lines[:-1]:
            broken = one.standing is contact.Standing.NOT_KEPT and not one.could_be_chance
            if broken or one.standing is contact.Standing.KEPT:
                yield Stands(month, "contact", one.stream, one.lead_type, str(one.standing))
