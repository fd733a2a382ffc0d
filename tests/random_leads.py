"""Random leads, what happened to them, and the plain facts that the queries are held against."""

from datetime import UTC, datetime, timedelta
from random import Random

import duckdb

from tests import drawn

START = datetime(2026, 10, 1, tzinfo=UTC)
COINCIDENCE = 0.1
"""How often an event falls on an edge: the start of the clock, an instant asked at, a milestone."""
AS_OF = [datetime(2026, 11, 12, 13, 7, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]


class Lead:
    """One random lead, and what plain Python makes of it."""

    def __init__(self, number: int, random: Random) -> None:
        def later(most: int, chance: float) -> datetime | None:
            if random.random() >= chance:
                return None
            if random.random() < COINCIDENCE:
                edges = [self.start, *AS_OF, *(self.start + timedelta(days=n) for n in (7, 14, 28))]
                return random.choice([at for at in edges if self.start <= at <= self.start + timedelta(seconds=most)])
            return self.start + timedelta(seconds=random.uniform(-3600, most))

        self.id = f"{number:03}"
        self.kind = random.choice(["form", "outbound", None])
        self.owner = random.choice(["ann", "bob", None])
        recent = AS_OF[number % 2] - timedelta(seconds=random.uniform(0, 36 * 3600))
        self.start = recent if number % 3 == 0 else START + timedelta(seconds=random.uniform(0, 50 * 86_400))
        if number % 40 == 5:
            self.start = AS_OF[number // 40 % 2]
        tries = 20 if number % 10 == 1 else 6
        self.touches = sorted(t for t in (later(20 * 86_400, 0.6) for _ in range(tries)) if t)
        self.connected = [random.random() < 0.1 for _ in self.touches]
        self.rejected = later(9 * 86_400, 0.15)
        self.closed = later(40 * 86_400, 0.3)
        self.assigned = later(5 * 86_400, 0.5) if self.owner else None
        self.accepted = later(20 * 86_400, 0.2)
        self.noise = [at for at in (later(30 * 86_400, 0.3) for _ in range(2)) if at]
        self.deals = [Deal(f"{self.id}-{n}", self, random) for n in range(random.choice([0, 0, 0, 0, 1, 2]))]

    @property
    def ended(self) -> datetime | None:
        return min((at for at in (self.rejected, self.closed) if at), default=None)

    @property
    def won(self) -> datetime | None:
        return min((deal.closed for deal in self.deals if deal.stage == "won" and deal.closed), default=None)

    @property
    def reached(self) -> datetime | None:
        return min((at for at, spoke in zip(self.touches, self.connected, strict=True) if spoke), default=None)

    @property
    def stopped(self) -> datetime | None:
        return min((at for at in (self.reached, self.ended, self.won) if at), default=None)

    def owner_at(self, at: datetime) -> str | None:
        return None if self.assigned and self.assigned > at else self.owner

    def waits_at(self, at: datetime) -> bool:
        """Handed over, and neither contacted nor ended."""
        happened = [*self.touches[:1], *([self.ended] if self.ended else [])]
        return self.start <= at and not any(one <= at for one in happened)


class Deal:
    """A deal of a random lead."""

    def __init__(self, name: str, lead: Lead, random: Random) -> None:
        self.id = name
        self.owner = random.choice(["ann", "cho", None])
        self.opened = lead.start + timedelta(seconds=random.uniform(0, 25 * 86_400))
        self.stage = random.choice(["open", "open", "won", "lost"])
        decided = self.opened + timedelta(seconds=random.uniform(0, 15 * 86_400))
        self.closed = None if self.stage == "open" else decided


def records(leads: list[Lead], until: datetime = datetime(9999, 1, 1, tzinfo=UTC)) -> duckdb.DuckDBPyConnection:
    """Load the leads with what happened to them up to an instant, inclusive."""

    def cell(at: datetime | None) -> str:
        return str(at.replace(tzinfo=None)) if at and at <= until else ""

    drawing = ["lead_id | lead_type | owner | qualified_at | rejected_at | closed_at | assigned_at | accepted_at"]
    touched = ["lead_id | touched_at | direction | outcome"]
    deals = ["deal_id | lead_id | owner | opened_at | closed_at | stage"]
    for lead in leads:
        if lead.start > until:
            continue
        instants = [lead.start, lead.rejected, lead.closed, lead.assigned, lead.accepted]
        names = [lead.id, lead.kind or "", lead.owner_at(until) or ""]
        drawing.append(" | ".join([*names, *map(cell, instants)]))
        for at, spoke in zip(lead.touches, lead.connected, strict=True):
            if at <= until:
                touched.append(f"{lead.id} | {cell(at)} | outbound | {'connected' if spoke else 'no_answer'}")
        touched += [f"{lead.id} | {cell(at)} | inbound | sent" for at in lead.noise if at <= until]
        for deal in lead.deals:
            if deal.opened <= until:
                stage = deal.stage if deal.closed and deal.closed <= until else "open"
                cells = [deal.id, lead.id, deal.owner or "", cell(deal.opened), cell(deal.closed), stage]
                deals.append(" | ".join(cells))
    return drawn.records(leads="\n".join(drawing), touches="\n".join(touched), deals="\n".join(deals))


def drawn_leads() -> list[Lead]:
    """Return the same 400 random leads every time."""
    random = Random(8)
    return [Lead(number, random) for number in range(400)]
