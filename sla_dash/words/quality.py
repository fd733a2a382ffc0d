"""Minimum information in words."""

from collections.abc import Sequence

from sla_dash import theme
from sla_dash.rules.quality import Informed, Missing, Standing
from sla_dash.words.phrase import called


def promise(total: Informed) -> str:
    """Say which share of the leads was to carry everything."""
    if total.promised is None:
        return "nothing promised"
    return f"marketing promised it for {theme.share(total.promised)} of leads"


def title(lines: Sequence[Informed]) -> str:
    """Say in few words how much of what must be known is known, against what was promised."""
    total = lines[-1]
    match total.standing:
        case Standing.NO_PROMISE:
            return "Minimum information: nothing promised"
        case Standing.NOT_KNOWN:
            return "Minimum information: nobody can tell what the leads carry"
        case Standing.TOO_EARLY:
            return f"Minimum information: too early to tell, {theme.part(total.complete, total.of)} leads carry it"
    return f"{share(total)} of leads carry the minimum information, {promised(total)} promised"


def said(lines: Sequence[Informed]) -> str:
    """Say which share carried everything, whether that is as promised, what is missing most, and which types fail."""
    total = lines[-1]
    match total.standing:
        case Standing.NO_PROMISE:
            return "The agreement in force at their hand-off says nothing about what must be known of these leads."
        case Standing.NOT_KNOWN:
            return unknown()
        case Standing.TOO_EARLY:
            early = f"{theme.part(total.complete, total.of)} leads are complete" if total.of else "No lead came yet"
            return f"{early}; {promised(total)} promised. Too early for a share."
    mark = theme.informed(total.standing, could_be_chance=total.could_be_chance)
    parts = [
        f"{theme.strong(share(total))} of leads are complete: {theme.part(total.complete, total.of)}, "
        f"{promised(total)} promised: {theme.coloured(mark.text, mark.colour)}."
    ]
    if total.most_missing:
        parts.append(f"{theme.strong(_capital(total.most_missing))} is missing on {missing(total.most_missing)}.")
    failing = [
        f"{called(line.lead_type)} {share(line)}"
        for line in lines[:-1]
        if line.standing is Standing.NOT_KEPT and not line.could_be_chance
    ]
    return " ".join([*parts, *([f"Not kept, and more than chance: {' · '.join(failing)}."] if failing else [])])


def unknown() -> str:
    """Say that nobody can tell what the leads carry, and how to add it."""
    return (
        "Nobody can tell what these leads carry: name the column of each piece of information under [leads.fields] in "
        "the mapping (data/mappings/example.toml shows every key) and load again."
    )


def is_judged(total: Informed) -> bool:
    """Tell whether there is anything to show beside the sentence."""
    return total.standing not in (Standing.NO_PROMISE, Standing.NOT_KNOWN)


def promised(line: Informed) -> str:
    """Write the share promised, so that it can be told from the share found beside it."""
    return theme.share(line.promised, line.told)


def share(line: Informed) -> str:
    """Write the share of complete leads, so that it can be told from the share promised; nothing under ten leads."""
    return theme.share(line.told, line.promised)


def interval(line: Informed) -> str:
    """Write the share with its interval for a table; nothing under ten leads."""
    if line.told is None or line.interval is None:
        return theme.ABSENT
    return f"{share(line)} ({theme.span(*line.interval)})"


def missing(one: Missing) -> str:
    """Say on how many leads a piece of information is missing: a share with its counts, only those of under ten."""
    if one.of < theme.ENOUGH_EVENTS:
        return f"{theme.part(one.leads, one.of)} leads"
    return f"{theme.share(one.share)} of leads: {theme.part(one.leads, one.of)}"


def counted(total: Informed) -> list[str]:
    """Say what the share speaks of, and which leads are not in it."""
    whole = total.of + total.no_promise + total.not_known
    asked = ", ".join(called(one.field) for one in total.missing)
    return [
        f"{theme.count(total.complete)} complete of {theme.counted(total.of, 'lead')} handed over in the month, those "
        "of today and those that sales rejected among them",
        f"{whole:,} handed over = {total.of:,} judged + {total.no_promise:,} under an agreement that asks nothing + "
        f"{total.not_known:,} of which nobody knows",
        *([f"complete is a lead that carries {asked}"] if asked else []),
    ]


def _capital(one: Missing) -> str:
    name = called(one.field)
    return f"{name[:1].upper()}{name[1:]}"
