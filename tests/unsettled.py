"""Mornings on each of which one thing is to be settled, as boards: Thursday 19 November 2026, 09:00 in Warsaw."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

from sla_dash.agreement import Terms, parse
from sla_dash.board import Board
from sla_dash.board import board as put_together
from sla_dash.calendar import days
from sla_dash.records.store import Snapshot
from tests import drawn
from tests.boards import board, leads, version

NOW = datetime(2026, 11, 19, 8, tzinfo=UTC)
NOVEMBER = [date(2026, 11, day) for day in range(2, 19) if date(2026, 11, day).weekday() < 5]
"""The thirteen working days that are done."""
ONE_TYPE = drawn.AGREEMENT.partition('[[stream.lead_type]]\nname = "outbound"')[0]
REACHED = "lead_id | touched_at | outcome"


def working_days(first: date) -> list[date]:
    return [day for day in days(first, NOW.date()) if day.weekday() < 5]


def made(drawing: list[str], touches: list[str], terms: Terms | None = None, reps: str = "rep\n") -> Board:
    held = drawn.agreements(terms or parse(ONE_TYPE))
    tables = {"leads": "\n".join(drawing), "touches": "\n".join(touches), "reps": reps}
    return put_together(Snapshot(drawn.records(held, NOW, **tables)), held, NOW)


def settled() -> Board:
    """Five leads by form a day: as promised, and too short a history for anything else."""
    return board(leads(dict.fromkeys(NOVEMBER, 5)), NOW, parse(ONE_TYPE))


def out_of_reach() -> Board:
    """Four leads a day for months, of 300 a month: 52 of 185.7, and 27.2 a day to reach the range."""
    return board(leads(dict.fromkeys(working_days(date(2026, 9, 1)), 4)), NOW, version(1, "2026-09-01", 300))


def by_chance() -> Board:
    """Four leads a day for months, of 100 a month: 52 of 61.9 may be chance, though 4.8 a day are out of reach."""
    return board(leads(dict.fromkeys(working_days(date(2026, 9, 1)), 4)), NOW, parse(ONE_TYPE))


def two_out_of_reach(form: tuple[int, int, int], outbound: tuple[int, int, int]) -> Board:
    """Of each type so many leads came a day for months, so many are promised a month, and one is worth so much."""
    every = working_days(date(2026, 9, 1))
    drawing = ["lead_id | lead_type | qualified_at"]
    for kind, (number, _, _) in (("form", form), ("outbound", outbound)):
        drawing += [f"{kind} {day} {n} | {kind} | {day} 12:00:0{n}" for day in every for n in range(number)]
    text = drawn.AGREEMENT.replace("targets = 100", f"targets = {form[1]}").replace("= 40", f"= {outbound[1]}")
    return made(drawing, [REACHED], parse(text.replace("= 128", f"= {form[2]}").replace("= 187", f"= {outbound[2]}")))


def two_promises() -> Board:
    """Of 260 by form 46 are never contacted, 20.8 too many in ten, and of 65 outbound 39, 32.5 too many."""
    drawing, touches = ["lead_id | lead_type | qualified_at"], [REACHED]
    late: dict[str, tuple[int, Callable[[int], bool]]] = {
        "form": (20, lambda n: n % 17 == 0 or n % 9 == 0),
        "outbound": (5, lambda n: n % 5 < 3),
    }
    for kind, (each, never) in late.items():
        for place, day in enumerate(NOVEMBER):
            for n in range(each):
                at = datetime(day.year, day.month, day.day, 8 + n % 4, 0, n)
                drawing.append(f"{kind} {day} {n} | {kind} | {at}")
                if not never(place * each + n):
                    touches.append(f"{kind} {day} {n} | {at + timedelta(minutes=30)} | connected")
    text = drawn.AGREEMENT.replace("targets = 100", "targets = 420").replace("targets = 40", "targets = 105")
    return made(drawing, touches, parse(text))


def by_hour(late: Callable[[date, int], int], outbound: Callable[[date, int], int] | None = None) -> Board:
    """Five leads in each hour from nine to one of every working day of November, so many of them never contacted.

    The same outbound, where that is told.
    """
    drawing, touches = ["lead_id | lead_type | owner | qualified_at"], [REACHED]
    for kind, never in {"form": late, **({"outbound": outbound} if outbound else {})}.items():
        for day in NOVEMBER:
            for hour in range(9, 13):
                at = datetime(day.year, day.month, day.day, hour - 1)
                for n in range(5):
                    drawing.append(f"{kind} {day} {hour} {n} | {kind} | ann | {at + timedelta(seconds=n)}")
                    if n >= never(day, hour):
                        touches.append(f"{kind} {day} {hour} {n} | {at + timedelta(minutes=30)} | connected")
    text = drawn.AGREEMENT if outbound else ONE_TYPE
    return made(drawing, touches, parse(text.replace("targets = 100", "targets = 420").replace("= 40", "= 420")))


def two_hours() -> Board:
    """On Thursdays nobody contacts who comes outbound from nine to ten, and 8 of 20 by form from nine to eleven."""
    return by_hour(
        lambda day, hour: 2 if day.weekday() == 3 and hour < 11 else 0,
        lambda day, hour: 5 if day.weekday() == 3 and hour < 10 else 0,
    )


def promise() -> Board:
    """One in five is never contacted, in every hour alike: 80 %, and 90 % promised."""
    return by_hour(lambda _day, _hour: 1)


def hours() -> Board:
    """Nobody contacts whoever comes on a Thursday from nine to eleven: two Thursdays, so 20 of 260."""
    return by_hour(lambda day, hour: 5 if day.weekday() == 3 and hour < 11 else 0)


def missed_hours() -> Board:
    """The same, and two of five of those who come at noon: 46 of 260 are late, and the whole promise is missed."""
    return by_hour(lambda day, hour: 5 if day.weekday() == 3 and hour < 11 else 2 * (hour == 12))


def unowned() -> Board:
    """Five leads a day, two of them nobody's: one of Wednesday and one of the week before."""
    drawing = ["lead_id | lead_type | owner | qualified_at"]
    for day in NOVEMBER:
        drawing += [f"{day} {n} | form | ann | {day} 12:00:0{n}" for n in range(5)]
    nobody = {f"{day} 0 | form | ann": f"{day} 0 | form | " for day in (date(2026, 11, 18), date(2026, 11, 11))}
    return made([_nobodys(line, nobody) for line in drawing], ["lead_id | touched_at\n"])


def _nobodys(line: str, nobody: Mapping[str, str]) -> str:
    return next((line.replace(own, none) for own, none in nobody.items() if line.startswith(own)), line)


def capacity(ceiling: int = 60) -> Board:
    """65 leads by Wednesday and one rep, who agreed to work so many in a month."""
    terms = parse(ONE_TYPE.replace("version = 1", f"version = 1\nleads_per_rep = {ceiling}"))
    return board(leads(dict.fromkeys(NOVEMBER, 5)), NOW, terms, reps="rep\nann\n")


def attempts() -> Board:
    """One attempt a day since August, and three missing for each of twenty leads whose fourteenth day is over."""
    drawing, touches = ["lead_id | lead_type | owner | qualified_at"], [REACHED]
    for day in working_days(date(2026, 8, 20)):
        drawing.append(f"{day} | outbound | ann | {day} 08:00:00")
        touches.append(f"{day} | {day} 09:00:00 | connected")
    drawing += [f"late {n} | form | ann | 2026-11-04 12:00:0{n % 10}" for n in range(20)]
    return made(drawing, touches)


def silent() -> Board:
    """Twenty leads tried once, at once, eight of them ten days ago and four in October, and never again."""
    drawing, touches = ["lead_id | lead_type | owner | qualified_at"], [REACHED]
    for n in range(20):
        day = date(2026, 11, 9) if n < 8 else date(2026, 10, 26) if n < 12 else date(2026, 11, 17)
        rep = "ann" if n < 8 else "bob"
        drawing.append(f"{n} | form | {rep} | {day} 12:00:0{n % 10}")
        touches.append(f"{n} | {day} 12:30:0{n % 10} | no_answer")
    drawing += [f"{day} | form | ann | {day} 12:00:00" for day in NOVEMBER]
    touches += [f"{day} | {day} 12:30:00 | connected" for day in NOVEMBER]
    text = ONE_TYPE.replace("attempts = 3", "attempts = 1").replace("attempts = 5", "attempts = 2")
    return made(
        drawing, touches, parse(text.replace("attempts = 7", "attempts = 3").replace("targets = 100", "targets = 50"))
    )


def mix() -> Board:
    """Seven leads by form a day, which are worth 1 each, and none outbound: 40 are promised, worth 1,000 each."""
    text = drawn.AGREEMENT.replace("lead_value = 128", "lead_value = 1").replace(
        "lead_value = 187", "lead_value = 1000"
    )
    return board(leads(dict.fromkeys(NOVEMBER, 7)), NOW, parse(text))


def alarm() -> Board:
    """Five leads a day until the eleventh, and one on Wednesday: 36 of 61.9, which may be chance."""
    counts = dict.fromkeys(NOVEMBER[:7], 5) | {NOVEMBER[-1]: 1}
    return board(leads(counts), NOW, parse(ONE_TYPE))
