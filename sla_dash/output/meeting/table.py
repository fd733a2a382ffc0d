"""Who has to act before the next stand-up, by name."""

from collections.abc import Sequence

from sla_dash import theme, words
from sla_dash.access import Sight
from sla_dash.board import UNASSIGNED, Board
from sla_dash.output.meeting.model import Row, Table
from sla_dash.records import queries
from sla_dash.records.queries.act import Owed
from sla_dash.words import act, spoken


def acting(board: Board, since: Sequence[str], sight: Sight) -> Table:
    """Return the one who owes most first, and nobody among them, with what changed; none in a month that is over.

    Reps who may not be named are counted in one row.
    """
    *owed, total = board.act.owed
    at = theme.weekday_and_time(board.next_standup, board.now_terms.zone)
    if board.month_is_over:
        return Table(spoken.elsewhere(board))
    if board.withheld:
        return Table(spoken.withheld("Who acts", theme.day_and_time(board.withheld, board.now_terms.zone)))
    unowned = sum(board.act.ages(UNASSIGNED)[0].values())
    if not board.load.has_touches:
        return Table(spoken.unmeasured(unowned), notes=tuple(since))
    named = sight.leads and board.now_terms.standup.leads == "named"

    def theirs(one: Owed) -> bool:
        return named and (sight.everybody or one.rep in (sight.reps or ()))

    called = [one for one in owed if one.breached_waiting + one.due_before_next_standup]
    rows = [_row(one.rep or UNASSIGNED, one, named=theirs(one)) for one in sight.of(called)]
    if unnamed := [one for one in called if not sight.names(one.rep)]:
        rows.append(_row(theme.counted(len(unnamed), words.phrase.other(sight)), queries.act.total_owed(unnamed)))
    columns = ("who", "call now", f"by {at}", "follow-ups missed", "longest over")
    return Table(spoken.acting(total, unowned, at), columns, tuple(rows), (*since, *_others(owed, board, sight)))


def _row(who: str, one: Owed, *, named: bool = False) -> Row:
    over = one.longest
    longest = (
        f"{theme.plain(over.lead_type or words.phrase.NO_TYPE)}, {theme.duration(over.overdue)} over" if over else ""
    )
    if over and named:
        longest = f"{theme.plain(over.who)}: {longest}"
    return Row(
        (
            (theme.plain(who), False),
            (theme.count(one.breached_waiting), one.breached_waiting > 0),
            (theme.count(one.due_before_next_standup), False),
            (theme.count(one.follow_ups_missed), one.follow_ups_missed > 0),
            (longest, False),
        )
    )


def _others(owed: Sequence[Owed], board: Board, sight: Sight) -> list[str]:
    """Say who else has follow-ups to make up for."""
    missed = [one for one in owed if not one.breached_waiting + one.due_before_next_standup]
    return [act.others(missed, act.since(board), sight)] if missed else []
