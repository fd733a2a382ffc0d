"""What people do at the stand-up: decide, tick, note, acknowledge. Whatever they type is bounded and one line."""

import re
from datetime import date, datetime

from sla_dash.errors import TypedError
from sla_dash.journal.decisions import LONG, SHORT, About, Kind, Side, State, measured
from sla_dash.journal.entry import Body, Entry
from sla_dash.journal.store import Journal

BREAKS = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029]+")
BROKEN = re.compile("[\ud800-\udfff]")
"""Halves of characters, which no database takes."""
ADDRESS = re.compile(r"[^\s@]@[^\s@]+\.[^\s@]")
"""An e-mail address: what must not be forgotten names no person who may ask to be."""


def subject(decision: int) -> str:
    """Return what entries about a decision are about, after the one that made it."""
    return f"decision {decision}"


def of_number(key: str, kind: Kind) -> str:
    """Return what entries are about that decide or say something about a number."""
    return " ".join(["number", key, *(_line(name) for name in kind if name)])


def decide(
    journal: Journal,
    what: str,
    owner: str,
    due: date | None,
    *,
    about: About | None = None,
    who: str,
    at: datetime,
    seen: int | None = None,
) -> Entry:
    """Write down who does what by when, and which number it is about.

    Raises ``TypedError`` where something is missing, too long or an e-mail address, ``StaleError`` where somebody else
    decided about that number since ``seen``, and ``JournalError`` where nothing can be written.
    """
    if due is None:
        raise TypedError("By when is missing.", advice="Choose the day by which it is done.")
    body = {"what": _typed("What to do", what, SHORT), "owner": _typed("Who does it", owner, SHORT)}
    whole: Body = {**body, "due": due.isoformat(), **_about(about)}
    where = of_number(about.key, (about.stream, about.lead_type)) if about else "decisions"
    return journal.append("decision", where, whole, who=writer(who), at=at, seen=seen if about else None)


def progress(
    journal: Journal,
    decision: int,
    text: str,
    state: State | None = None,
    *,
    who: str,
    at: datetime,
    seen: int | None = None,
) -> Entry:
    """Say how the decision of an id gets on, or what became of it; ticking it or opening it again needs no text.

    Raises what ``decide`` raises.
    """
    said = _typed("How it gets on", text, LONG) if text.strip() or state in (None, State.DROPPED) else ""
    body = {"decision": decision, "text": said} | ({"state": str(state)} if state else {})
    return journal.append("progress", subject(decision), body, who=writer(who), at=at, seen=seen)


def note(
    journal: Journal,
    text: str,
    side: Side = Side.GENERAL,
    *,
    lead: str | None = None,
    about: About | None = None,
    who: str,
    at: datetime,
) -> Entry:
    """Write something down about a lead, of which only the id is named, about a number, or at large.

    Raises ``TypedError`` and ``JournalError`` as ``decide`` does; who else wrote meanwhile does not matter.
    """
    body: Body = {"text": _typed("The note", text, LONG), "side": str(side), **_about(about)}
    where = of_number(about.key, (about.stream, about.lead_type)) if about else "notes"
    if lead is not None:
        lead = _typed("The lead", lead, SHORT)
        body, where = {**body, "lead": lead}, f"lead {lead}"
    return journal.append("note", where, body, who=writer(who), at=at)


def acknowledge(
    journal: Journal,
    kind: Kind,
    up_to: date,
    *,
    who: str,
    at: datetime,
    seen: int | None = None,
) -> Entry:
    """Say that somebody sees to an alarm, which was about days up to one, included. Raises what ``decide`` raises."""
    body = {"stream": kind[0], "lead_type": kind[1], "up_to": up_to.isoformat()}
    where = " ".join(["alarm", *(_line(name) for name in kind if name)])
    return journal.append("acknowledged", where, body, who=writer(who), at=at, seen=seen)


def _about(about: About | None) -> Body:
    if about is None:
        return {}
    then = about.then and measured(about.then)
    scope = {"stream": about.stream, "lead_type": about.lead_type}
    return {"about": {"key": about.key, **scope, "said": _line(about.said)[:LONG], "then": then}}


def writer(who: str) -> str:
    """Return the name of who writes. Raises ``TypedError`` where there is none, or one that is too long."""
    return _typed("Your name", who, SHORT, named=True)


def _typed(what: str, text: str, most: int, *, named: bool = False) -> str:
    """Return what was typed as one line."""
    line = _line(text)
    if not line:
        raise TypedError(f"{what} is missing.", advice="Type it, then try again: nothing that you typed is lost.")
    if len(line) > most:
        raise TypedError(f"{what} has {len(line)} characters.", advice=f"Say it in {most} at most.")
    if not named and ADDRESS.search(line):
        raise TypedError(
            f"{what} holds an e-mail address.",
            advice="What is written here is never deleted: name a lead by its id alone, and a colleague by the role.",
        )
    return line


def _line(text: str) -> str:
    return BROKEN.sub("\N{REPLACEMENT CHARACTER}", BREAKS.sub(" ", text)).strip()
