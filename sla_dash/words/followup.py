"""Follow-up in words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from sla_dash import theme
from sla_dash.access import Sight
from sla_dash.agreement import Milestone
from sla_dash.board import UNASSIGNED
from sla_dash.board.followup import RepLine
from sla_dash.records.queries.followup import AttemptCount, RepCount, Watch, WeekCount
from sla_dash.rules.followup import SILENT_EARLY, SILENT_LATER, Gap, MilestoneCount
from sla_dash.theme import Mark
from sla_dash.words.phrase import TICKS, WHISKERS, Headline, called


def promise(cadence: Sequence[Milestone]) -> str:
    """Say how many attempts are promised by which day."""
    if not cadence:
        return "no follow-up"
    first, *others = cadence
    return ", ".join(
        [f"{theme.counted(first.attempts, 'attempt')} by day {first.day}"]
        + [f"{step.attempts} by day {step.day}" for step in others]
    )


def milestone(count: MilestoneCount) -> str:
    """Call a milestone, or all of them."""
    return "all" if count.total else f"{count.attempts} by day {count.day}"


def share(count: MilestoneCount) -> str:
    """Say which share was met of those decided, with its interval; only counts while there are few."""
    interval = count.interval
    if interval is None or count.decided < theme.ENOUGH_EVENTS:
        return theme.part(count.kept, count.decided)
    return f"{theme.share(count.share)} ({theme.span(*interval)}, n {theme.count(count.decided)})"


def met(count: MilestoneCount) -> str:
    """Say which share was met of those decided, and of how many; only counts while there are few."""
    if not count.decided:
        return "none due yet"
    part = theme.part(count.kept, count.decided)
    return part if count.decided < theme.ENOUGH_EVENTS else f"{theme.share(count.share)} ({part})"


def verdict(lines: Sequence[MilestoneCount], everybody: RepLine, month: date) -> str:
    """Say what became of what was due in a month, and how much of what was missed can still be put right."""
    total, due = lines[-1], f"due in {month:%B %Y}"
    if not total.decided:
        return f"No follow-up {due} is decided yet"
    share = f"{theme.share(total.share)} of the follow-ups"
    if total.decided < theme.ENOUGH_EVENTS:
        share = f"{total.kept:,} of {theme.counted(total.decided, 'follow-up')}"
    still = everybody.still_open
    met = f"Sales met {share} {due}"
    if not still:
        return f"{met}; no lead that missed one is open"
    return f"{met}; {theme.counted(still, 'open lead')} missed one, {everybody.short or 'none'} still short of attempts"


def to_do(rows: Sequence[RepLine], sight: Sight) -> list[str]:
    """Say what to do about it, and whom to ask first."""
    total = rows[-1]
    silent = total.watch.silent
    quiet = f"{theme.counted(silent, 'follow-up')} silent for {_how_long(total.watch)}"
    named = [one for one in sight.of(rows[:-1]) if one.rep is not None and one.short]
    first = max(named, key=lambda one: one.short, default=None)
    who = ""
    if first and sum(one.short == first.short for one in named) == 1:
        who = f", {'all' if first.short == total.short else f'first the {first.short:,}'} of {called(first.rep)}"
    short, late = total.short, total.still_open - total.short
    made_up = f"; the other {late:,} {'was' if late == 1 else 'were'} made up late" if late else ""
    return [
        *([f"Try again the {theme.counted(short, 'lead')} still short of attempts{who}{made_up}."] if short else []),
        *([f"Take up or end the {quiet}."] if silent else []),
    ]


def _how_long(watch: Watch) -> str:
    early, later = SILENT_EARLY.days, SILENT_LATER.days
    if watch.silent_early and watch.silent_later:
        return f"over {early} days, or over {later} after two weeks"
    return f"over {early if watch.silent_early else later} days"


def by_reps(rows: Sequence[RepLine], sight: Sight) -> str:
    """Say whose follow-ups are missed and still open; of reps who may not be named how many they are."""
    behind = [one for one in rows[:-1] if one.still_open]
    if not behind:
        return "Nobody has a follow-up that was missed and is still open"
    most = next((one for one in sight.of(behind) if one.rep is not None), None)
    of = f"{theme.count(rows[-1].still_open)} missed and still open"
    if most is None or len(behind) == 1:
        return f"{of}, with {theme.counted(len(behind), 'owner')}"
    return f"{of}: {called(most.rep)} has {most.still_open:,} of them"


BARS = f"{TICKS} Red: less often than all together, beyond chance."
"""What the bars of the table of reps show, where there are any."""
WEEKS = f"By the week in which the lead came. Hollow: some may still be met. Small and grey: fewer than ten. {WHISKERS}"
"""What the chart by week shows."""


def weeks(total: MilestoneCount) -> str:
    """Say which share was met of what the leads of the last weeks were promised."""
    if not total.decided:
        return "No follow-up of the leads of the last 13 weeks is decided yet"
    return f"Leads of the last 13 weeks: {met(total)} of their follow-ups met"


def headlines(lines: Sequence[MilestoneCount]) -> tuple[Headline, ...]:
    """Say which share of the milestones due this month was met, the first ones in turn and all together."""
    return tuple(
        Headline(
            "Tried as often as promised" if line.total else f"Tried {line.attempts} times by day {line.day}",
            theme.share(line.share) if line.decided >= theme.ENOUGH_EVENTS else theme.part(line.kept, line.decided),
            _stands(line),
        )
        for line in (*lines[:-1][:3], lines[-1])
    )


def _stands(line: MilestoneCount) -> Mark:
    mark = theme.followed_up(line)
    return replace(mark, word=f"{mark.word} of {line.decided:,} due") if line.missed else mark


def counted(total: MilestoneCount) -> tuple[str, ...]:
    """Say what the share is made of, and what is left out of it."""
    return (
        f"Share met = {total.kept:,} met ÷ ({total.kept:,} met + {total.missed:,} missed), of milestones past their "
        "due instant, with Wilson's 95 % interval. A milestone missed stays so; a follow-up missed, on Act now, is a "
        "lead that missed one and is still to be followed up.",
        f"Left out of it: {total.exempt:,} no longer needed (exempt), as the follow-up had stopped, "
        f"{total.pending:,} with time left (pending) and {total.met_early:,} done ahead of time.",
    )


def by_week(rows: Sequence[WeekCount]) -> str:
    """Say what the chart by week shows, for those who do not see it."""
    said = []
    for (day, attempts), weeks in groupby(rows, key=lambda row: (row.count.day, row.count.attempts)):
        shown = [row for row in weeks if row.count.decided]
        ends = dict.fromkeys([*shown[:1], *shown[-1:]])
        told = [f"{share(row.count)} in the week of {row.week.day} {row.week:%B}" for row in ends]
        if told:
            said.append(f"{attempts} by day {day}: {', '.join(told)}")
    return "; ".join(said) or "No milestone is decided yet."


def tried(rows: Sequence[AttemptCount]) -> str:
    """Say how many attempts leads got until they were reached or given up."""
    leads, reached = sum(row.leads for row in rows), sum(row.leads for row in rows if row.reached)
    if not leads:
        return "No lead's follow-up is over yet"
    untried = sum(row.leads for row in rows if not row.made and not row.reached)
    return f"{theme.counted(leads, 'lead')}, {part(reached, leads)} reached; {untried:,} given up without an attempt"


def came(rows: Sequence[AttemptCount]) -> str:
    """Say how a lead is reached without an attempt; nothing where none was."""
    leads = sum(row.leads for row in rows if row.reached and not row.made)
    return f"Reached after 0 attempts: {theme.counted(leads, 'lead')} called or wrote to us first." if leads else ""


def part(some: int, of: int) -> str:
    """Say some of many with its share; only counts while there are few."""
    return f"{some:,} ({theme.share(some / of)})" if of >= theme.ENOUGH_EVENTS else f"{some:,}"


def attempts(rows: Sequence[AttemptCount], most: int) -> str:
    """Say what the chart of attempts shows, for those who do not see it."""
    said = [
        f"{row.leads:,} {'reached' if row.reached else 'not reached'} after {number(row.made, most)}" for row in rows
    ]
    return "; ".join(said) or tried(rows)


def number(made: int, most: int) -> str:
    """Write a number of attempts, the last standing for more."""
    return f"{made} or more" if made == most else f"{made}"


def gaps(rows: Sequence[Gap]) -> str:
    """Say how long sales usually lets pass between two attempts."""
    if not rows or not rows[-1].n:
        return "No attempt was made yet"
    every = rows[-1]
    return f"From one attempt to the next: median {theme.wait(every.median)} (n {every.n:,})"


def watch(total: Watch) -> str:
    """Say how many follow-ups lie silent, and how many leads were tried too often."""
    silent, running = total.silent, total.running
    if not total.leads:
        return "No lead to follow up"
    long = f" for {_how_long(total)}" if silent else ""
    return (
        f"{silent:,} of {theme.counted(running, 'running follow-up')} silent{long}, "
        f"{total.over_contacted:,} of {theme.counted(total.leads, 'lead')} tried too often"
    )


def watched(total: Watch) -> tuple[str, ...]:
    """Say what silence and too many attempts are counted among."""
    return (
        f"Silent: {total.silent_early:,} of {total.running_early:,} running in weeks 1–2, for over {SILENT_EARLY.days} "
        f"days, and {total.silent_later:,} of {total.running_later:,} running later, for over {SILENT_LATER.days}.",
        f"Tried too often: {total.over_contacted:,} of {total.leads:,} leads whose clock started in the last 13 weeks.",
    )


def rep(row: RepCount | RepLine | Watch, *, total: bool) -> str:
    """Call a rep, nobody, or all."""
    return "All" if total else called(row.rep, UNASSIGNED)
