"""The numbers that can be decided about, in words: each as its own page says it."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from sla_dash import theme
from sla_dash.board import Board, numbers
from sla_dash.board.numbers import FUNNEL_SPAN, Unit
from sla_dash.journal.decisions import About
from sla_dash.rules.funnel import Stage
from sla_dash.rules.measures import Measured, Since
from sla_dash.words import contact, followup, funnel, quality
from sla_dash.words.phrase import called, only

NO_DAY = "no working day of the month is over yet"


def about(board: Board, key: str) -> About:
    """Return a number as it is now, of the leads that a board is narrowed to: what is said about it begins with it."""
    shown = board.narrowed(*board.only)
    return About(key, *board.only, said(shown, key), numbers.NUMBERS[key].read(shown))


def label(key: str) -> str:
    """Call a number; one that this board does not know is called by its key."""
    return LABELS[key] if key in LABELS else called(key)


def said(board: Board, key: str) -> str:
    """Say what a number is on a board; a dash for one that this board does not know."""
    return _SAID[key](board) if key in _SAID else theme.ABSENT


def scoped(found: About) -> str:
    """Call a number with what it was narrowed to."""
    narrowed = " · ".join(only(found.stream, found.lead_type))
    return f"{label(found.key)} ({narrowed})" if narrowed else label(found.key)


def difference(found: Since, unit: Unit, then: Measured | None, currency: str | None = None) -> str:
    """Say by how much a number is another than it was; nothing where it is the same, and while it is too early.

    Leads a day are taken off each other as they are written, so that this is what a reader finds.
    """
    gap = found.difference
    if gap and then and unit is Unit.LEADS_A_DAY:
        gap = Fraction(theme.rated(then.value + gap)) - Fraction(theme.rated(then.value))
    if not gap:
        return ""
    more, fewer, size = ("more", "more", gap) if gap > 0 else ("less", "fewer", -gap)
    if unit is Unit.SHARE:
        points = round(float(size) * 100)
        return f"{theme.counted(points, 'point')} {more}" if points else f"less than a point {more}"
    if unit is Unit.COUNT:
        return f"{theme.count(size)} {fewer}"
    each = f"{theme.money(size, currency)} {more}" if unit is Unit.MONEY_A_DAY else f"{theme.rate(size)} {fewer}"
    return f"{each} a working day"


def _leads(board: Board) -> str:
    net, done = board.delivery.lines[-1].so_far.counts.net, board.pace.done
    each = f"{theme.rate(net / done)} a working day" if done else ""
    return f"{each} ({theme.counted(net, 'lead')} in {theme.counted(done, 'day')})" if done else NO_DAY


def _value(board: Board) -> str:
    value, done = board.delivery.lines[-1].so_far.value_delivered, board.pace.done
    if value is None:
        return "no lead has a value"
    each = f"{theme.money(value / done, board.month_terms.currency)} a working day" if done else ""
    return (
        f"{each} ({theme.money(value, board.month_terms.currency)} in {theme.counted(done, 'day')})" if done else NO_DAY
    )


def _rejected(board: Board) -> str:
    rejected, handed = board.delivery.rejected
    return followup.part(rejected, handed) + f" of {theme.counted(handed, 'lead')}"


def _waiting(board: Board) -> str:
    return theme.counted(board.act.owed[-1].breached_waiting, "lead")


def _queue(board: Board) -> str:
    return theme.counted(sum(sum(line.values()) for line in board.act.ages(None)), "lead")


def _silent(board: Board) -> str:
    whole = board.follow_up.running[-1]
    return followup.part(whole.silent, whole.running) + f" of {whole.running:,} running"


def _rate(stage: Stage) -> Callable[[Board], str]:
    def told(board: Board) -> str:
        lines = board.funnel.lines(FUNNEL_SPAN)
        cohort = next(line.cohort for line in lines if line.total and line.stage is stage)
        return f"{funnel.rate(cohort)} (n {theme.count(cohort.entered)} of three months)"

    return told


LABELS: Mapping[str, str] = {
    "delivery.leads": "Leads handed over",
    "delivery.value": "Value handed over",
    "delivery.rejected": "Leads rejected by sales",
    "quality.share": "Leads with all their information",
    "contact.share": "Leads contacted in time",
    "contact.waiting": "Leads late and waiting",
    "act.queue": "Leads without an owner or a first call",
    "followup.rate": "Follow-up milestones met",
    "followup.silent": "Silent follow-ups",
    "funnel.mql_to_sql": funnel.step(Stage.MQL),
    "funnel.sql_to_opportunity": funnel.step(Stage.SQL),
    "funnel.win": funnel.step(Stage.OPPORTUNITY),
}
_SAID: Mapping[str, Callable[[Board], str]] = {
    "delivery.leads": _leads,
    "delivery.value": _value,
    "delivery.rejected": _rejected,
    "quality.share": lambda board: quality.share(board.quality.lines[-1]),
    "contact.share": lambda board: contact.in_time(board.contact.lines[-1]),
    "contact.waiting": _waiting,
    "act.queue": _queue,
    "followup.rate": lambda board: followup.share(board.follow_up.lines[-1]),
    "followup.silent": _silent,
    "funnel.mql_to_sql": _rate(Stage.MQL),
    "funnel.sql_to_opportunity": _rate(Stage.SQL),
    "funnel.win": _rate(Stage.OPPORTUNITY),
}
