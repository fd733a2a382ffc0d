"""What a person would say of a morning: one sentence a side, one for who acts."""

from collections.abc import Sequence
from dataclasses import dataclass

from sla_dash import theme
from sla_dash.board import Board, DeliveryLine
from sla_dash.records.queries.act import Owed
from sla_dash.rules.contact import InTime
from sla_dash.rules.contact import Standing as Contacted
from sla_dash.rules.delivery import Judged, Standing
from sla_dash.words.phrase import NO_TYPE

FEW, ROOM = 2, 40
"""Types that a sentence names, and characters that it has for their names; more of them are counted."""
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True, slots=True)
class _Side:
    """Where leads or value are: behind, ahead, or neither; and whether that may be chance."""

    where: int
    """-1 behind, 1 ahead, 0 neither."""
    doubtful: bool

    @property
    def sure(self) -> int:
        """The same, what may be chance taken for neither."""
        return 0 if self.doubtful else self.where


@dataclass(frozen=True, slots=True)
class _Tense:
    """How a month is spoken of: one that goes on, or one that is over."""

    one: str
    many: str
    waits: str
    wait: str
    of: str = ""

    def be(self, count: int) -> str:
        """Return the verb."""
        return self.one if count == 1 else self.many


def _tense(board: Board) -> _Tense:
    return _Tense("was", "were", "waited", "waited", f", {board.month:%B}") if board.month_is_over else NOW


NOW = _Tense("is", "are", "waits", "wait")


def withheld(who: str, latest: str) -> str:
    """Say that a promise is not judged, because the records end too early."""
    return f"{who}: not judged, the records end {latest}."


def marketing(lines: Sequence[DeliveryLine], board: Board) -> str:
    """Say how marketing's promise stands, and which types are why; the total is the last line."""
    *types, total = lines
    leads, value, tense = total.judged("leads"), total.judged("value"), _tense(board)
    if leads.target is None:
        return f"Marketing: nothing {tense.one} promised for {board.month:%B}."
    if leads.standing is Standing.NOTHING_DUE:
        return f"Marketing: {board.month:%B} has only begun, nothing is due yet."
    where, worth = _side(leads), _side(value)
    blamed = _blamed(types, where, worth)
    what = _what(where, worth, tense)
    if not what:
        return f"Marketing{tense.of}: {_near(where, worth)}{_though(types, tense)}."
    reach = ""
    if blamed and (where.sure or worth.sure) < 0:
        lost = [line for line in blamed if line.needed and line.out_of_reach(line.needed.lower)]
        reach = ", and out of reach" if len(lost) == len(blamed) else ""
    if not blamed:
        return f"Marketing{tense.of}: {what}."
    why = f"{_named([line.kind[1] for line in blamed])} {tense.be(len(blamed))} why{reach}"
    return f"Marketing{tense.of}: {what}. {why}."


def sales(lines: Sequence[InTime], board: Board) -> str:
    """Say how sales' promise stands, and which types miss theirs; the total is the last line."""
    *types, total = lines
    tense = _tense(board)
    if not board.load.has_touches:
        return "Sales: not measured, no touches are loaded."
    promised = [line for line in types if line.promise is not None]
    if not promised and total.promised_share is None and total.standing is not Contacted.TOO_EARLY:
        return f"Sales{tense.of}: nothing {tense.one} promised."
    late = [line.lead_type for line in promised if line.standing is Contacted.NOT_KEPT and not line.could_be_chance]
    verb = tense.waits if len(late) == 1 else tense.wait
    if total.standing in (Contacted.TOO_EARLY, Contacted.KEPT):
        how = "kept" if total.standing is Contacted.KEPT else "too early to tell"
        return f"Sales{tense.of}: {how}{f', but {_named(late, begins=False)} {verb} too long' if late else ''}."
    how = "too close to call" if total.could_be_chance else "not kept"
    return f"Sales{tense.of}: {how}.{f' {_named(late)} {verb} too long.' if late else ''}"


def acting(total: Owed, unowned: int, next_standup: str) -> str:
    """Say how many leads are to be called, and how many nobody owns."""
    late, due = total.breached_waiting, total.due_before_next_standup
    nobody = f" Nobody owns {_number(unowned)}." if unowned else ""
    if not late and not due:
        return f"Nobody has to call anybody before {next_standup}.{nobody}"
    if not late:
        return f"{_number(due).capitalize()} {_leads(due)} to call before {next_standup}.{nobody}"
    more = f", {due:,} more before {next_standup}" if due else ""
    return f"{_number(late).capitalize()} {_leads(late)} to call now{more}.{nobody}"


def unmeasured(unowned: int) -> str:
    """Say that nobody can tell who is to be called, but for what nobody owns."""
    nobody = f" Nobody owns {_number(unowned)}." if unowned else ""
    return f"Who is to be called is not measured: no touches are loaded.{nobody}"


def elsewhere(board: Board) -> str:
    """Say that a month that is over has nobody who acts."""
    return f"{board.month:%B} is over. Who acts today is part of this month's stand-up."


def settling(open_: int, proposed: int) -> str:
    """Say how much there is to settle."""
    if not open_ and not proposed:
        return "Nothing to settle."
    begun = f"{_number(open_)} open" if open_ else ""
    new = f"{_number(proposed)} to settle" if proposed else ""
    return f"{', '.join(part for part in (new, begun) if part)}.".capitalize()


def _side(judged: Judged) -> _Side:
    where = {Standing.BELOW: -1, Standing.ABOVE: 1}.get(judged.standing, 0)
    return _Side(where, judged.could_be_chance)


def _what(leads: _Side, value: _Side, tense: _Tense) -> str:
    """Say what is out of the range for sure; "" where nothing is."""
    match leads.sure, value.sure:
        case -1, -1:
            return f"leads and value {tense.many} behind"
        case -1, _:
            return f"leads {tense.many} behind"
        case 1, -1:
            return f"more leads than promised, and their value {tense.one} behind"
        case _, -1:
            return f"value {tense.one} behind"
        case 1, _:
            return "more leads than promised"
        case 0, 1:
            return f"value {tense.one} ahead"
    return ""


def _near(leads: _Side, value: _Side) -> str:
    """Say that all is in the range, or so near it that it may be chance."""
    out = [one.where for one in (leads, value) if one.where]
    if not out:
        return "on pace"
    return "a little behind, too close to call" if min(out) < 0 else "a little ahead, too close to call"


def _blamed(types: Sequence[DeliveryLine], leads: _Side, value: _Side) -> list[DeliveryLine]:
    """Return the types that are out on the same side as the whole, for sure."""
    side = value.sure if value.sure < 0 else leads.sure or value.sure
    return [line for line in types if side and _side(line.judged("leads")).sure == side]


def _though(types: Sequence[DeliveryLine], tense: _Tense) -> str:
    """Say which types are out of their range although the whole is in it, those behind first."""
    for where, said in ((-1, "behind"), (1, "ahead")):
        out = [line.kind[1] for line in types if _side(line.judged("leads")).sure == where]
        if out:
            return f", but {_named(out, begins=False)} {tense.be(len(out))} {said}"
    return ""


def _named(names: Sequence[str | None], *, begins: bool = True) -> str:
    """Name up to ``FEW`` types, or count them; with a capital where a sentence begins."""
    said = " and ".join(theme.plain(name or f"“{NO_TYPE}”") for name in names)
    if len(names) > FEW or len(said) > ROOM:
        said = f"{_number(len(names))} {'type' if len(names) == 1 else 'types'}"
    return f"{said[:1].upper()}{said[1:]}" if begins else said


def _number(n: int) -> str:
    return NUMBERS[n] if n < len(NUMBERS) else f"{n:,}"


def _leads(n: int) -> str:
    return "lead" if n == 1 else "leads"
