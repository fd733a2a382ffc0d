"""Where clauses stand that no other page judges: what could be reached, and what should improve."""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from sla_dash.agreement.terms import Objective
from sla_dash.board.answer import answer
from sla_dash.board.frame import Kind, Part
from sla_dash.board.promise import Promise
from sla_dash.board.whatif import WhatIf
from sla_dash.rules import contact, revision
from sla_dash.rules import objective as rules
from sla_dash.rules.contact import Standing
from sla_dash.statistics.survival import Share

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether the promise to one type of lead could have been kept in the last 90 days."""

    stream: str | None
    lead_type: str | None
    promise: timedelta
    promised: Fraction
    n: int
    """Leads that the share is of."""
    share: Share | None
    """Contacted within the promise; None where no lead was watched for as long."""
    standing: Standing
    could_be_chance: bool


@dataclass(frozen=True, slots=True)
class Aim:
    """One objective and where it stands."""

    objective: Objective
    standing: rules.Standing


@dataclass(frozen=True)
class Clauses(Part):
    """By the version in force now."""

    @answer
    def reach(self) -> tuple[Reach, ...]:
        """Say of every promised time to contact whether it was reachable, in the agreement's order."""
        curves = {(one.stream, one.lead_type): one.curve for one in Promise(self.frame).evidence}
        found = []
        for stream in self.frame.now_terms.streams:
            for one in stream.lead_types:
                kind: Kind = (stream.name, one.name)
                if one.respond_within is None or one.respond_share is None or not self.frame.on_screen(kind):
                    continue
                curve, promised = curves.get(kind), Fraction(one.respond_share)
                share = curve.by(one.respond_within // MINUTE) if curve else None
                where, chance = contact.standing(share, promised, curve.n if curve else 0)
                found.append(Reach(*kind, one.respond_within, promised, curve.n if curve else 0, share, where, chance))
        return tuple(found)

    @answer
    def aims(self) -> tuple[Aim, ...]:
        """Hold every objective against what mature cohorts have shown."""
        terms, held = self.frame.now_terms, WhatIf(self.frame)
        z = revision.width([one.against_agreed for one in held.proofs])
        found = []
        for one in terms.objectives:
            counts = [
                counted
                for stream in terms.streams
                if one.stream in (None, stream.name)
                for (lead_type, rate), counted in held.evidence(stream.name).items()
                if rate == one.rate and one.lead_type in (None, lead_type)
            ]
            since = one.since or terms.valid_from
            judged = rules.standing(
                Fraction(one.start), Fraction(one.goal), since, one.by, self.frame.today, rules.together(counts), z
            )
            found.append(Aim(one, judged))
        return tuple(found)
