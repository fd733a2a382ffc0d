"""Distribution of leads in words."""

from sla_dash import theme
from sla_dash.access import Sight
from sla_dash.rules.distribution import Beside, Distribution, Got, Portion
from sla_dash.words.phrase import called

LONGEST = 300
"""Characters of what was agreed that are shown."""
NAMED = 6
"""Reps that are named in a sentence; the others are counted."""
WHY = {
    Beside.PART_OF_THE_TIME: "at work for a part of these days",
    Beside.NO_REP: "not among the reps",
}


def rule(text: str) -> str:
    """Say how leads are to be shared out; nothing where the agreement does not."""
    told = " ".join(text.split())
    short = told if len(told) <= LONGEST else f"{told[: LONGEST - 1]}…"
    return f" Agreed: {short}" if told else ""


def finding(found: Distribution, sight: Sight) -> str:
    """Say who got more or fewer leads than agreed beyond chance; who may not be named is counted."""
    if not found.reps or not found.leads or len(found.reps) == 1:
        return "Who got how many leads"
    named = sorted(found.named, key=lambda one: (-abs(one.leads - one.expected), one.rep))
    if not named:
        return "Leads are shared out as agreed, as far as chance goes"
    first = next(iter(sight.of(named)), None)
    if first is None:
        return f"{theme.counted(len(named), 'rep')} got more or fewer leads than agreed"
    more = "more" if first.portion is Portion.MORE else "fewer"
    rest = len(named) - 1
    beside = f"; {theme.counted(rest, 'other')} got more or fewer too" if rest else ""
    got = f"{called(first.rep)} got {more} leads than agreed: {first.leads:,}"
    return f"{got}, agreed share {theme.count(first.expected)}{beside}"


def said(found: Distribution, sight: Sight) -> str:
    """Name who got more or fewer leads than agreed beyond chance, and say how even it is over all.

    Who may not be named is counted.
    """
    if not found.reps:
        return "Nobody was at work on all of these days, so there is nobody to compare."
    if not found.leads:
        return "No lead was assigned in these days to who was at work on all of them."
    if len(found.reps) == 1:
        alone = theme.strong(called(found.reps[0].rep)) if sight.names(found.reps[0].rep) else "One rep"
        return f"{alone} alone got {theme.counted(found.leads, 'lead')}."
    named = sorted(found.named, key=lambda one: (-abs(one.leads - one.expected), one.rep))
    told = [_got(one) for one in sight.of(named)[:NAMED]]
    if rest := len(named) - len(told):
        more = f"{rest:,} more" if told else theme.counted(rest, "rep")
        told.append(f"{more} got more or fewer leads than agreed, beyond chance")
    others = len(found.reps) - len(named)
    if not named:
        counted = theme.counted(others, "rep")
        return f"Nobody got more or fewer leads than chance makes of the part agreed ({counted}). {overall(found)}"
    if others:
        told.append(f"the other {'rep' if others == 1 else f'{others:,} reps'} got what chance makes of theirs")
    return f"{'; '.join(told)}. {overall(found)}"


def overall(found: Distribution) -> str:
    """Say how often chance makes leads as uneven as they are."""
    return f"Chance alone shares leads out as unevenly in {theme.chance(found.p_value)} of cases (n {found.leads:,})."


def drawn(found: Distribution) -> str:
    """Say what the chart shows, for those who do not see it."""
    told = "; ".join(f"{called(one.rep)} {one.leads:,} of {theme.count(one.expected)} agreed" for one in found.reps)
    return f"Leads of each rep against the part agreed: {told}."


def counted(found: Distribution, sight: Sight) -> list[str]:
    """Say which leads are shared out here, and which are not judged."""
    others = [f"{called(one.rep)} {one.leads:,} ({WHY[one.why]})" for one in sight.of(found.others)]
    whole = found.leads + found.unassigned + sum(one.leads for one in found.others)
    return [
        f"{whole:,} leads = {found.leads:,} of reps at work on all of these days + "
        f"{sum(one.leads for one in found.others):,} of others + {found.unassigned:,} handed over that nobody owns",
        *([f"others: {' · '.join(others)}"] if others else []),
        "a rep's part is its weight over the weights of all who are judged; named is who got so many or more, or so "
        "few or fewer, less than once in a thousand times by chance (exact binomial); over all it is Pearson's test",
    ]


def _got(one: Got) -> str:
    than = "more" if one.portion is Portion.MORE else "fewer"
    got = f"{theme.counted(one.leads, 'lead')}, agreed share {theme.count(one.expected)}"
    return f"{theme.strong(called(one.rep))} got {than} than their part: {got}"
