"""Decisions, what their numbers did since, and notes, in words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from sla_dash import theme
from sla_dash.access import Sight
from sla_dash.agreement import Act
from sla_dash.board import Board
from sla_dash.board.decisions import Followed
from sla_dash.board.numbers import NUMBERS
from sla_dash.journal import Decided, Entry, decisions
from sla_dash.journal.decisions import Acknowledged, Decision, Note, Side, State
from sla_dash.rules.measures import Good, Moved
from sla_dash.words import numbers
from sla_dash.words.phrase import Headline, by_name, called, name

TO_DO = 3
"""People who are asked by their name."""
LATELY = timedelta(days=28)
"""Feedback of these days is counted."""
REPLAYED = "This is a past morning: nothing can be written about it. Leave “As of” empty to write."
AHEAD = "The journal holds entries of a later time than this board shows: nothing can be written down here."
WHO_WHAT_WHEN = "Who does what by when?"
FEEDBACK = "Feedback on a lead"
WHAT_FEEDBACK_IS = "What the other side should know about it"
BECOMES: Mapping[State, Mapping[str, State | None]] = {
    State.OPEN: {"Done": State.DONE, "Write down": None, "Drop": State.DROPPED},
    State.DONE: {"Write down": None, "Open again": State.OPEN},
    State.DROPPED: {"Write down": None, "Open again": State.OPEN},
}
"""What can be done about a decision, by what it is: the words of a button, and what it becomes by that."""
PAGES = {
    "delivery": "Delivery",
    "contact": "Contact",
    "act": "Act now",
    "followup": "Follow-up",
    "funnel": "Funnel",
}
"""How the pages are called that show a number."""
NEARER = {Moved.BETTER: "nearer to", Moved.WORSE: "further from"}
"""Where a number went that is to be neither less nor more than promised."""
SIDES = {
    Side.SALES: "Sales on a lead",
    Side.MARKETING: "Marketing on the follow-up of a lead",
    Side.GENERAL: "Anything else",
}


def summary(found: Sequence[Followed]) -> str:
    """Say how many decisions are open and late, and after how many of those done their number is better."""
    still = [one for one in found if one.open]
    late, today = sum(one.overdue for one in still), sum(one.days_left == 0 for one in still)
    done = [one for one in found if one.decision.state is State.DONE]
    told = f"{_are(len(still), 'decision')} open" if still else "No decision is open"
    told += f", {_be(late)} overdue" if late else ""
    told += f", {_be(today)} due today" if today else ""
    if not done:
        return told
    better = sum(one.worked for one in done)
    which = f"{better:,} of them with a better number since" if better else "none with a better number since"
    return f"{told}; {_be(len(done))} done, {which}"


def headlines(found: Sequence[Followed]) -> list[Headline]:
    """Count what is overdue, what moved since it was decided and what became better after it was done."""
    still = [one for one in found if one.open]
    late = [-one.days_left for one in still if one.overdue]
    longest = f"the longest by {theme.counted(max(late), 'day')}" if late else ""
    told = [one.since.moved for one in still if one.since]
    worse, better = (told.count(which) for which in (Moved.WORSE, Moved.BETTER))
    done = [one for one in found if one.decision.state is State.DONE]
    said = f"of {len(told):,} about a number, {better:,} better"
    which = theme.Mark("▼", said, theme.BAD) if worse else theme.Mark("●", said, theme.QUIET)
    after = theme.Mark("●", f"of {len(done):,} done", theme.QUIET)
    return [
        Headline(f"Overdue, of {len(still):,} open", theme.count(len(late)), theme.to_do(len(late), longest)),
        Headline("Open, and worse since", theme.count(worse), which),
        Headline("Done, and better since", theme.count(sum(one.worked for one in done)), after),
    ]


def picture(still: Sequence[Followed]) -> str:
    """Say what the open decisions show, the longest overdue or the first due first; nothing of none."""
    if not still:
        return ""
    first = still[0]
    if first.overdue:
        late = theme.counted(-first.days_left, "day")
        return f"Waiting the longest: {called(first.decision.owner)}, overdue by {late}"
    when = "today" if first.days_left == 0 else theme.day(first.decision.due)
    return f"Nothing is overdue; next is {called(first.decision.owner)}, {when}"


def to_do(still: Sequence[Followed]) -> list[str]:
    """Say whom to ask about what is due, at most a few."""
    late = dict.fromkeys(one.decision.owner for one in still if one.overdue or one.days_left == 0)
    if not late:
        return ["Nothing is due: say below how the others get on, or decide about what is next."]
    asked = [theme.strong(called(owner)) for owner in late][:TO_DO]
    asked += [f"{len(late) - TO_DO:,} more"] if len(late) > TO_DO else []
    *most, last = asked
    named = f"{', '.join(most)} and {last}" if most else last
    return [f"Ask {named} how it gets on, and write that down below: done, dropped, or until when."]


def closed(found: Sequence[Followed]) -> str:
    """Count what is done and dropped, and after how many of those done the number became better."""
    done = [one for one in found if one.decision.state is State.DONE]
    dropped = sum(one.decision.state is State.DROPPED for one in found)
    return f"{len(done):,} done, {sum(one.worked for one in done):,} with a better number since; {dropped:,} dropped"


def feedback(decided: Decided, board: Board) -> str:
    """Count the notes of the last weeks by who gave them."""
    lately = [note for note in decided.notes if note.by.at > board.as_of - LATELY]
    sales, marketing = (sum(note.side is side for note in lately) for side in (Side.SALES, Side.MARKETING))
    told = f"{sales:,} by sales on leads, {marketing:,} by marketing on follow-up"
    return f"{theme.counted(len(lately), 'note')} in the last {LATELY.days} days: {told}"


def decide(still: Sequence[Decision]) -> str:
    """Offer to decide about numbers, and say how many decisions are open, and about which pages where about several."""
    if not still:
        return "Add a decision"
    pages = dict.fromkeys(PAGES[NUMBERS[one.about.key].page] for one in still if one.about)
    said = f"{theme.counted(len(still), 'decision')} open"
    return f"{said}: {', '.join(pages)}" if len(pages) > 1 else said


def task(one: Followed, zone: ZoneInfo, *, coloured: bool = True) -> str:
    """Say what is to be done, by whom and by when, or what became of it."""
    shown, decision = mark(one, zone), one.decision
    return f"{shown.coloured if coloured else shown.text} · {theme.strong(decision.what)} – {called(decision.owner)}"


def short(decision: Decision) -> str:
    """Say what is to be done where there is little room."""
    return f"{theme.strong(decision.what)} – {called(decision.owner)}, by {theme.day(decision.due)}"


def number(one: Followed, board: Board, *, coloured: bool = True) -> str:
    """Say what the number of a decision was, what it is, and whether that may be chance; nothing without one."""
    about = one.decision.about
    if about is None:
        return ""
    then = f"{numbers.scoped(about)}: {about.said} on {_day(one.decision.raised, board.now_terms.zone)}"
    if one.number is None:
        return f"{then}; this board does not show that number any more"
    return f"{since(one, board, coloured=coloured)} · {then} → {now(one, board)} now"


def now(one: Followed, board: Board) -> str:
    """Say what the number of a decision is now; nothing without one."""
    about = one.decision.about
    if about is None or one.number is None:
        return ""
    return numbers.said(board.narrowed(about.stream, about.lead_type), about.key)


def since(one: Followed, board: Board, *, coloured: bool = False) -> str:
    """Say what the number of a decision did since: "Too close to call: 2 points more"; nothing without one."""
    if one.since is None or one.number is None:
        return ""
    mark = theme.moved(one.since)
    about = one.decision.about
    then = about.then if about else None
    by = numbers.difference(one.since, one.number.unit, then, board.month_terms.currency)
    if by and one.number.good is Good.NEAR and one.since.moved in NEARER:
        by += f", {NEARER[one.since.moved]} the promise"
    return (mark.coloured if coloured else mark.text) + (f": {by}" if by else "")


def story(decision: Decision, zone: ZoneInfo) -> Iterator[str]:
    """Yield who decided, and what was written since, oldest first."""
    yield f"Decided by {act(decision.raised, zone)}, due {theme.day(decision.due)}"
    for one in decision.progress:
        became = {State.DONE: "done", State.DROPPED: "dropped", State.OPEN: "opened again", None: ""}[one.state]
        yield ": ".join(part for part in (f"{act(one.by, zone)}", became, one.text) if part)


def note(found: Note, zone: ZoneInfo) -> str:
    """Say who noted what about what."""
    what = [SIDES[found.side]] if found.side is not Side.GENERAL else []
    what += [f"lead {called(found.lead)}"] if found.lead else []
    what += [numbers.scoped(found.about)] if found.about else []
    about = f"{theme.strong(' · '.join(what))}: " if what else ""
    return f"{about}{found.text} – {act(found.by, zone)}"


def seen(decided: Decided, board: Board) -> list[str]:
    """Say who acknowledged which alarm of the month on screen, the last time of each."""
    latest = {one.kind: one for one in decided.acknowledged if one.up_to >= board.month and board.on_screen(one.kind)}
    return [] if board.month_is_over else [_seen(one, board.now_terms.zone) for one in latest.values()]


def _seen(found: Acknowledged, zone: ZoneInfo) -> str:
    kind = name(*found.kind, total=False)
    return f"{kind}: alarm acknowledged up to {theme.day(found.up_to)} by {by_name(found.by)}, {_day(found.by, zone)}."


def act(by: Act, zone: ZoneInfo) -> str:
    """Say who did something and when."""
    return f"{called(by.who)}, {_day(by, zone)}"


def typed(found: Sequence[Followed], notes: Sequence[Note]) -> str:
    """Say once of all who wrote that no login says who they were; nothing where one does."""
    acts = [note.by for note in notes]
    acts += [by for one in found for by in (one.decision.raised, *(step.by for step in one.decision.progress))]
    unsure = sum(not by.verified for by in acts)
    which = "The names" if unsure == len(acts) else "Some names"
    return f"{which} of who wrote were typed: no login says who it was." if unsure else ""


def meanwhile(since: Sequence[Entry], zone: ZoneInfo, sight: Sight) -> str:
    """Say what others wrote about the same while somebody typed, and that what was typed is still there.

    To whom people are counted it is said that somebody did.
    """
    if not sight.everybody:
        return "Meanwhile somebody wrote about this. What you typed is still here: write it down if it still stands."
    told = "; ".join(f"{_wrote(one)} ({called(one.who)}, {theme.day_and_time(one.at, zone)})" for one in since)
    return f"Meanwhile somebody wrote: {told}. What you typed is still here: write it down if it still stands."


def skipped(number: int) -> str:
    """Say how many entries cannot be understood."""
    verb = "says" if number == 1 else "say"
    entries = theme.counted(number, "entry", "entries")
    return f"{entries} of the journal {verb} something that this board cannot read: left out here, kept there."


def found(text: str, decided: Sequence[Followed], zone: ZoneInfo) -> list[Followed]:
    """Return the decisions in which every word that is searched for stands, in capitals or not."""
    return [one for one in decided if _holds(text, task(one, zone), _about(one), *story(one.decision, zone))]


def noted(text: str, notes: Sequence[Note], zone: ZoneInfo) -> list[Note]:
    """Return the notes in which every word that is searched for stands, the latest first."""
    return [one for one in reversed(notes) if _holds(text, note(one, zone))]


def others(of: int, shown: int) -> str:
    """Say how many are not shown; nothing where all are."""
    return f"{of - shown:,} more: search for them, or take the file." if of > shown else ""


def _holds(text: str, *said: str) -> bool:
    whole = theme.plain(" ".join(said)).casefold()
    return all(word in whole for word in text.casefold().split())


def _about(one: Followed) -> str:
    about = one.decision.about
    return f"{numbers.scoped(about)} {about.said}" if about else ""


def _wrote(entry: Entry) -> str:
    """Say what an entry about a decision or a number says."""
    found = decisions.fold([entry])
    for made in found.decisions:
        return short(made)
    for noted in found.notes:
        return noted.text
    body = entry.body if isinstance(entry.body, Mapping) else {}
    return ": ".join(str(body[key]) for key in ("state", "text") if body.get(key)) or entry.kind


def mark(one: Followed, zone: ZoneInfo) -> theme.Mark:
    """Show what a decision is, or by when it is to be done."""
    decision, left = one.decision, one.days_left
    if decision.closed:
        done = decision.state is State.DONE
        word = f"{'Done' if done else 'Dropped'} {_day(decision.closed, zone)}"
        return theme.Mark("●" if done else theme.ABSENT, word, theme.GOOD if done else theme.QUIET)
    if left < 0:
        return theme.due(left, f"Overdue by {theme.counted(-left, 'day')}")
    return theme.due(left, "Due today" if left == 0 else f"Due {theme.day(decision.due)}")


def _day(by: Act, zone: ZoneInfo) -> str:
    return theme.long_ago(by.at, zone)


def _are(number: int, noun: str) -> str:
    return f"{theme.counted(number, noun)} {'is' if number == 1 else 'are'}"


def _be(number: int) -> str:
    return f"{number:,} {'is' if number == 1 else 'are'}"
