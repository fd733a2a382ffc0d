"""Who has to act, in words."""

from collections.abc import Mapping, Sequence

from sla_dash import theme
from sla_dash.board import Board
from sla_dash.board.act import Desk
from sla_dash.records.queries.act import Owed, Queued, Waiting
from sla_dash.rules.act import Age
from sla_dash.words.phrase import Headline


def headlines(total: Desk, next_standup: str, since: str, *, touched: bool) -> tuple[Headline, ...]:
    """Say how much of everything there is to do; without touches only what nobody owns is known."""
    if not touched:
        queued = theme.soon(total.untouched, "begin, or hand on")
        return (Headline("In the hand-off queue, owned by nobody", theme.count(total.untouched), queued),)
    owed, silent, soon = total.owed, total.silent, total.follow_ups_due
    late, due, missed = owed.breached_waiting, owed.due_before_next_standup, owed.follow_ups_missed
    tried = theme.to_do(missed, f"{soon:,} more due by then") if missed else theme.soon(soon, f"{soon:,} due by then")
    return (
        Headline("Late and waiting", theme.count(late), theme.to_do(late, "call now")),
        Headline(f"Due before {next_standup}", theme.count(due), theme.soon(due, "call before then")),
        Headline(f"Follow-ups missed {since}", theme.count(missed), tried),
        Headline(
            "In the hand-off queue", theme.count(total.untouched), theme.soon(total.untouched, "begin, or hand on")
        ),
        Headline("Silent for seven days", theme.count(silent), theme.to_do(silent, "say where they stand")),
    )


def since(board: Board) -> str:
    """Say from when on missed follow-ups are counted: the start of the month on screen."""
    return "this month" if board.month == board.present.month else f"since {board.month:%B %Y} began"


def others(owed: Sequence[Owed], since: str) -> str:
    """Say how many reps have nothing to call, but follow-ups that they missed."""
    missed = sum(one.follow_ups_missed for one in owed)
    who = f"{theme.counted(len(owed), 'rep')} with nothing to call missed"
    return f"{who} {theme.counted(missed, 'follow-up')} {since}"


def apart(owed: Owed) -> str:
    """Say how the leads to be called hang together."""
    return (
        f"{owed.breached_waiting:,} late and waiting and {owed.due_before_next_standup:,} due before the next stand-up "
        "are different leads; both lie in the hand-off queue too, unless they are won."
    )


def counted(total: Desk) -> tuple[str, ...]:
    """Say how the columns of the reps' table hang together."""
    owed = total.owed
    return (
        apart(owed),
        f"{owed.follow_ups_missed:,} follow-ups missed, due since the month on screen began, and "
        f"{total.follow_ups_due:,} due before the next stand-up are different leads.",
        f"{total.silent:,} silent = {total.silent_leads:,} leads + {total.silent_opportunities:,} opportunities.",
    )


def listed(shown: int, in_all: int, noun: str, what: str) -> str:
    """Say how many records a list has, and how many of them are shown: "250 leads late and waiting, 200 shown".

    Where none is shown they are only counted.
    """
    if not in_all:
        return f"No {noun} {what}"
    rest = "" if shown in (0, in_all) else f", the {shown:,} most urgent shown"
    return f"{theme.counted(in_all, noun)} {what}{rest}"


def hottest(leads: Sequence[Waiting] | Sequence[Queued], in_all: int, what: str) -> str:
    """Say the same of a list that begins with the hottest lead, where any has a score."""
    if not any(lead.about.score is not None for lead in leads):
        return listed(len(leads), in_all, "lead", what)
    rest = "" if len(leads) == in_all else f", {len(leads):,} shown"
    return f"{theme.counted(in_all, 'lead')} {what}{', the highest score first' if in_all > 1 else ''}{rest}"


def queue(unowned: Mapping[Age, int], untouched: Mapping[Age, int]) -> str:
    """Say how many leads lie in the hand-off queue, and why."""
    nobody, owners = sum(unowned.values()), sum(untouched.values())
    if not nobody + owners:
        return "Nothing lies in the hand-off queue"
    whole = f"{theme.counted(nobody + owners, 'lead')} in the hand-off queue"
    return f"{whole} = {nobody:,} that nobody owns + {owners:,} that their owner has not contacted"
