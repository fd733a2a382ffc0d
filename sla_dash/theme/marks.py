"""How states look: a glyph, a word, and the colour that repeats them."""

from dataclasses import dataclass
from fractions import Fraction

from sla_dash.agreement import State
from sla_dash.rules import (
    contact,
    delivery,
    distribution,
    followup,
    funnel,
    measures,
    objective,
    people,
    quality,
    revision,
)
from sla_dash.theme import numbers, texts
from sla_dash.theme.texts import Colour

__all__ = [
    "BAD",
    "EXCESS",
    "GOOD",
    "QUIET",
    "Mark",
    "agreed",
    "brought",
    "contacted",
    "delivered",
    "due",
    "followed_up",
    "grown",
    "improved",
    "informed",
    "moved",
    "owing",
    "placed",
    "reachable",
    "revised",
    "shared_out",
    "soon",
    "to_do",
]

GOOD: Colour = "green"
BAD: Colour = "red"
EXCESS: Colour = "violet"
QUIET: Colour = "gray"


@dataclass(frozen=True, slots=True)
class Mark:
    """How a state is shown: glyph, word, and the colour that repeats them."""

    glyph: str
    word: str
    colour: Colour
    """A colour name of Streamlit's."""

    @property
    def text(self) -> str:
        """Glyph and word, for where there is no colour."""
        return f"{self.glyph} {self.word}"

    @property
    def coloured(self) -> str:
        """Glyph and word in their colour."""
        return texts.coloured(self.text, self.colour)


TOO_EARLY = Mark("○", "Too early to tell", QUIET)
CLOSE = Mark("≈", "Too close to call", QUIET)
"""What chance may have made; on neither side."""
_DELIVERY = {
    delivery.Standing.ABOVE: Mark("▲", "Too high", EXCESS),
    delivery.Standing.IN: Mark("●", "In range", GOOD),
    delivery.Standing.BELOW: Mark("▼", "Too low", BAD),
    delivery.Standing.NOTHING_DUE: Mark("○", "Nothing due yet", QUIET),
    delivery.Standing.NO_TARGET: Mark("–", "No target", QUIET),
}
_CONTACT = {
    contact.Standing.KEPT: Mark("●", "Kept", GOOD),
    contact.Standing.NOT_KEPT: Mark("▼", "Not kept", BAD),
    contact.Standing.TOO_EARLY: TOO_EARLY,
    contact.Standing.NO_PROMISE: Mark("–", "No promise", QUIET),
}
_QUALITY = {
    quality.Standing.KEPT: Mark("●", "Kept", GOOD),
    quality.Standing.NOT_KEPT: Mark("▼", "Not kept", BAD),
    quality.Standing.TOO_EARLY: TOO_EARLY,
    quality.Standing.NO_PROMISE: Mark("–", "Nothing promised", QUIET),
    quality.Standing.NOT_KNOWN: Mark("–", "Not known", QUIET),
}
_PORTIONS = {
    distribution.Portion.MORE: Mark("▲", "More than chance explains", EXCESS),
    distribution.Portion.FEWER: Mark("▼", "Fewer than chance explains", BAD),
    distribution.Portion.WITHIN: Mark("○", "Within chance", QUIET),
}
_RIPENESS = {
    funnel.Ripeness.MATURE: Mark("●", "Final", QUIET),
    funnel.Ripeness.GROWING: Mark("○", "May still rise", QUIET),
    funnel.Ripeness.TOO_EARLY: TOO_EARLY,
}
_PLACED = {
    people.Place.ABOVE: Mark("▲", "More often than chance explains", GOOD),
    people.Place.HIGH: Mark("○", "Within chance", QUIET),
    people.Place.INSIDE: Mark("○", "Within chance", QUIET),
    people.Place.LOW: Mark("○", "Within chance", QUIET),
    people.Place.BELOW: Mark("▼", "Less often than chance explains", BAD),
}
_MOVED = {
    measures.Moved.BETTER: Mark("●", "Better", GOOD),
    measures.Moved.WORSE: Mark("▼", "Worse", BAD),
    measures.Moved.MOVED: Mark("●", "Moved", QUIET),
    measures.Moved.CHANCE: CLOSE,
    measures.Moved.TOO_EARLY: TOO_EARLY,
}


def delivered(standing: delivery.Standing, *, could_be_chance: bool) -> Mark:
    """Show a standing of delivery; out of band within the noise is on neither side."""
    return _guarded(_DELIVERY[standing], doubtful=could_be_chance)


def contacted(standing: contact.Standing, *, could_be_chance: bool) -> Mark:
    """Show a standing of the contact promise; one not kept within its interval is on neither side."""
    return _guarded(_CONTACT[standing], doubtful=could_be_chance and standing is contact.Standing.NOT_KEPT)


def informed(standing: quality.Standing, *, could_be_chance: bool) -> Mark:
    """Show a standing of the minimum information; one not kept within its interval is on neither side."""
    return _guarded(_QUALITY[standing], doubtful=could_be_chance and standing is quality.Standing.NOT_KEPT)


def shared_out(portion: distribution.Portion) -> Mark:
    """Show whether a rep got more or fewer leads than chance makes of the part agreed."""
    return _PORTIONS[portion]


def placed(place: people.Place) -> Mark:
    """Show where a person lies; who is not outside the 99.8 % limits looks like everybody else."""
    return _PLACED[place]


def agreed(state: State, *, signed: bool) -> Mark:
    """Show what a version is; one in force that nobody signed is grey."""
    if state is State.IN_FORCE:
        return Mark("●", "In force", GOOD) if signed else Mark("○", "In force", QUIET)
    return Mark("▼", "Run out", BAD) if state is State.RUN_OUT else Mark("○", state.capitalize(), QUIET)


def followed_up(count: followup.MilestoneCount) -> Mark:
    """Show whether the attempts were made that are promised for every lead."""
    if count.missed:
        return Mark("▼", f"{numbers.count(count.missed)} missed", BAD)
    return Mark("●", "All made", GOOD) if count.decided else Mark("○", "Nothing due yet", QUIET)


def reachable(standing: contact.Standing, *, could_be_chance: bool) -> Mark:
    """Show whether a promise could have been kept."""
    if standing is contact.Standing.KEPT:
        return Mark("●", "Reached", GOOD)
    if standing is contact.Standing.NOT_KEPT:
        return _guarded(Mark("▼", "Not reached", BAD), doubtful=could_be_chance)
    return TOO_EARLY


def improved(progress: objective.Progress, *, could_be_chance: bool) -> Mark:
    """Show where an objective stands; behind within its interval is on neither side."""
    if progress is objective.Progress.ON_TRACK:
        return Mark("●", "On track", GOOD)
    if progress is objective.Progress.BEHIND:
        return _guarded(Mark("▼", "Behind", BAD), doubtful=could_be_chance)
    return TOO_EARLY


def grown(ripeness: funnel.Ripeness) -> Mark:
    """Show how much the leads of some months can say of what becomes of them."""
    return _RIPENESS[ripeness]


def revised(verdict: revision.Verdict, agreed: Fraction, found: Fraction | None) -> Mark:
    """Show what to do about an agreed rate: keep it, or revise it to what was found."""
    if verdict is revision.Verdict.TOO_EARLY or found is None:
        return TOO_EARLY
    if verdict is revision.Verdict.KEEP:
        return Mark("●", "Keep", GOOD)
    down = found < agreed
    return Mark("▼" if down else "▲", f"Revise to {numbers.share(found)}", BAD if down else EXCESS)


def brought(found: tuple[float, float, float] | None) -> Mark:
    """Show actual over expected with its interval: grey while chance may have made the difference."""
    if found is None:
        return Mark("○", "Nothing expected yet", QUIET)
    ratio, low, high = found
    text = f"{ratio:.2f} of expected ({low:.2f}–{high:.2f})"
    if low <= 1 <= high:
        return Mark("●", text, GOOD)
    return Mark("▲", text, EXCESS) if ratio > 1 else Mark("▼", text, BAD)


def moved(found: measures.Since) -> Mark:
    """Show what a number did since something was decided about it; what may be chance is on neither side."""
    return Mark("○", "The same", QUIET) if found.difference == 0 else _MOVED[found.moved]


def due(days: int, words: str) -> Mark:
    """Show by when something is to be done that is not done yet: red once the days left are fewer than none."""
    return Mark("▼" if days < 0 else "○", words, BAD if days < 0 else QUIET)


def owing(late: int, due: int, next_standup: str) -> Mark:
    """Show what is due soon beside a number of late leads: red while there are any."""
    if late:
        more = f"{due:,} more" if due else "no more due"
        return Mark("▼", f"call now, {more} before {next_standup}", BAD)
    return (
        soon(due, f"{due:,} due before {next_standup}") if due else Mark("●", f"none due before {next_standup}", GOOD)
    )


def to_do(number: int, words: str) -> Mark:
    """Show a number of what went wrong and can be put right: red while there are any."""
    return Mark("▼", words, BAD) if number else Mark("●", "none", GOOD)


def soon(number: int, words: str) -> Mark:
    """Show a number of what is not wrong yet, if somebody sees to it."""
    return Mark("○", words, QUIET) if number else Mark("●", "none", GOOD)


def _guarded(mark: Mark, *, doubtful: bool) -> Mark:
    return CLOSE if doubtful else mark
