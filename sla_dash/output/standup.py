"""The morning in words: what the command line prints, and what changed since the last stand-up."""

from collections.abc import Iterator

from sla_dash import theme, words
from sla_dash.board import UNASSIGNED, Board, decisions
from sla_dash.journal import Decided

NOTHING = Decided()


def lines(board: Board, decided: Decided = NOTHING) -> Iterator[str]:
    """Yield the stand-up as text, a line at a time, in the order of the meeting; the open decisions last."""
    yield from _promises(board, decided)
    followed = decisions.followed(board, decided)
    still = [one for one in followed if one.open]
    if still:
        yield from ("", f"DECISIONS {words.decisions.summary(followed)}")
    for one in still:
        yield f"  {words.decisions.task(one, board.now_terms.zone, coloured=False)}"
        if number := words.decisions.number(one, board, coloured=False):
            yield f"    {number}"


def _promises(board: Board, decided: Decided) -> Iterator[str]:
    yield " · ".join(words.records.header(board))
    delivered, reached = board.delivery.lines, board.contact.lines
    yield from ("", f"MARKETING promised {words.delivery.promise(delivered[-1], board)}")
    for line in delivered:
        so_far = line.so_far
        mark = theme.delivered(so_far.standing, could_be_chance=so_far.could_be_chance)
        yield (
            f"  {words.phrase.name(so_far.stream, so_far.lead_type, total=so_far.total):32} {mark.text:30} "
            f"{theme.count(so_far.counts.net):>7} of {theme.count(so_far.expected)} expected, "
            f"{words.delivery.landing(line)}"
        )
    total = delivered[-1].so_far
    value = theme.delivered(total.value_standing, could_be_chance=total.value_could_be_chance)
    yield (
        f"  {'value of all':32} {value.text:30} "
        f"{theme.money(total.value_delivered):>7} of {theme.money(total.value_expected)} expected"
    )
    yield from ("", f"SALES promised {words.contact.promise(reached[-1])}")
    if not board.load.has_touches:
        yield f"  {words.records.without_touches()}"
        return
    for row in reached:
        mark = theme.contacted(row.standing, could_be_chance=row.could_be_chance)
        kind = words.phrase.name(row.stream, row.lead_type, total=row.total)
        promise = f"{theme.duration(row.promise)} for {words.contact.promised(row)}" if row.promise else ""
        yield f"  {kind:32} {mark.text:30} {words.contact.in_time(row)}" + (f", promised {promise}" if promise else "")
        yield f"  {'':32} {'':30} {words.contact.people(row)}"
    yield from ("", f"FOLLOW-UP milestones due in {board.month:%B %Y}")
    for step in board.follow_up.lines:
        what = "all" if step.total else f"{theme.counted(step.attempts or 0, 'attempt')} by day {step.day}"
        yield (
            f"  {what:32} {step.met:,} met · {step.missed:,} missed · {step.pending:,} pending · "
            f"{step.exempt:,} stopped before"
        )
    yield from (
        "",
        f"SINCE {theme.day_and_time(board.last_standup, board.now_terms.zone)}",
        f"  {' · '.join(since(board, decided))}",
    )
    yield from ("", f"DO NOT BE ON IT before {theme.day_and_time(board.next_standup, board.now_terms.zone)}")
    for owed in board.act.owed:
        who = "all" if owed.total else words.phrase.called(owed.rep, UNASSIGNED)
        yield (
            f"  {who:32} {owed.breached_waiting:,} late and waiting · {owed.due_before_next_standup:,} due · "
            f"{theme.counted(owed.follow_ups_missed, 'follow-up')} missed {words.act.since(board)}"
        )


def since(board: Board, decided: Decided = NOTHING) -> list[str]:
    """Say what changed since the last stand-up, the weightiest first."""
    return list(words.since.sentences(board, decided))
