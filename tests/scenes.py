"""Mornings as a stage may have to show them, from nothing at all to more than anybody has."""

from dataclasses import replace

from sla_dash import theme
from sla_dash.output.meeting import (
    Bar,
    Day,
    Drawing,
    Label,
    Number,
    Open,
    Part,
    Plain,
    Question,
    Row,
    Settling,
    Side,
    Stop,
    Stroke,
    Table,
)
from sla_dash.output.meeting.model import Layout, Shown
from sla_dash.screen import stage
from sla_dash.screen.stage import Scene
from sla_dash.theme import Mark

BEHIND = Mark("▼", "Too low", theme.BAD)
KEPT = Mark("●", "In range", theme.GOOD)
CHANCE = Mark("≈", "Too close to call", theme.QUIET)
UNMEASURED = Mark("–", "Not measured", theme.QUIET)
SIXTY = "leads of the yearly trade fair for machines in the north {:02}"
"""A name of 60 characters."""
FORTY = "a name of forty characters in all, {:02} of"
WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen{:02}"
"""A word of 60 characters, which breaks nowhere."""
SENTENCE = "Marketing: more leads than promised, and their value is behind. {} are why, and out of reach."
HEAD = "Thu 19 Nov · working day 12 of 20 done · agreement 2, signed"
UNTOUCHED = "Sales: not measured, no touches are loaded."
NOTE = "Will end near 1,847 k of 1,804 k (1,792 k–1,903 k); 9 % chance to end in range"
DRAWING = Drawing(
    (Stroke("area", ((0, 1), (1, 0.2), (1, 0))), Stroke("line", ((0, 1), (0.5, 0.4)))),
    (Label((1, 0.1), "1,234 k promised"), Label((0.5, 0.4), "987 k"), Label((1, 0.5), "ends near 1,100 k")),
    (Label((0, 1), "Sun 1 Nov", "right"), Label((0.5, 1), "Wed 18 Nov", "middle"), Label((1, 1), "Mon 30 Nov")),
    "Delivered against its range.",
)
HOW = "Noise ± 111.2 = 2.25 × √(overdispersion 1.75 × expected) ÷ the fourth root of the share done, as agreed."


def morning(types: int = 5, reps: int = 7, name: str = "type {:02}", warning: str = "", *, long: bool = False) -> Day:
    """Return a morning with so many types and reps, of the given names."""
    names = [name.format(n) for n in range(types)]
    bars = tuple(
        Bar(one, n / max(types, 2), 0.73, (0.65, 0.8), (BEHIND, KEPT, CHANCE)[n % 3], "1,234 k of 2,345 k")
        for n, one in enumerate(names)
    )
    numbers = (
        Number("1,234 k", BEHIND, "Value, 2,345 k due of 12,345 k EUR", loud=True),
        Number("123,456", KEPT, "Leads, 123,456 due of 234,567", loud=True),
    )
    said = SENTENCE.format("Twelve types" if long else "Outbound and events")
    side = Side(said, numbers, bars, None, (NOTE,) * 4)
    drawn = replace(side, drawing=DRAWING)
    rows = tuple(
        Row(
            (
                (name.format(n), False),
                ("123", True),
                ("45", False),
                ("6", n % 2 > 0),
                (f"{names[0]}, 123 h over", False),
            )
        )
        for n in range(reps)
    )
    table = Table("123 leads to call now, 45 more before Fri 09:00. Nobody owns 67.", COLUMNS, rows, ("3 reps more",))
    still = tuple(
        Open(n, BEHIND, f"{name.format(n)} {name.format(n)}", name.format(n), "≈ Too close to call: 4 points less")
        for n in range(min(reps, 9))
    )
    asked = [Question(str(n), f"{name.format(n)}: who covers them?", HOW) for n in range(3)]
    settling = Settling("Three to settle, nine open.", still, tuple(asked))
    parts: list[dict[Shown, tuple[Part, ...]]] = [
        {"leads": (side, side), "value": (side, side)},
        {"leads": (drawn,), "value": (drawn,)},
        {"both": (drawn,)},
        {"both": (table,)},
        {"both": (settling,)},
    ]
    stops = tuple(Stop(layout, part, (HOW,) * 9) for layout, part in zip(LAYOUTS, parts, strict=True))
    return Day(
        "Thu 19 Nov · working day 12 of 20 done · agreement 2, signed", "records to 08:59", stops, warning=warning
    )


LAYOUTS: tuple[Layout, ...] = ("halves", "side", "side", "table", "settling")
COLUMNS = ("who", "call now", "by Fri 09:00", "follow-ups missed", "longest over")
AHEAD = (("2026-11-26", "Thu 26 Nov"), ("2026-11-27", "Fri 27 Nov"))


def nothing() -> Day:
    """Return a morning without touches, types, reps and anything to settle."""
    hatched = Side(UNTOUCHED, bars=(Bar("a", None, None, None, UNMEASURED, "–"),))
    empty = Side("Marketing: nothing is promised for November.")
    parts: tuple[Part, ...] = (empty, hatched, hatched, Table("Nobody has to call anybody."), Settling("Nothing."))
    stops = [Stop(layout, {"both": (one,)}) for layout, one in zip(LAYOUTS, parts, strict=True)]
    return Day("Thu 19 Nov", "no records", tuple(stops))


def plain() -> Day:
    """Return a morning that is none like the others."""
    told = Plain("The agreement ran out on 30 September 2026.", ("No version after 2 is signed.", HOW))
    return Day("Thu 19 Nov", "records to 08:59", morning().stops, told)


OLD = "The records end Tue 17 Nov 17:40: too old to judge by. Load newer ones."
SCENES = {
    "usual": morning(),
    "one": morning(1, 1),
    "twelve types, forty reps": morning(12, 40),
    "names of sixty": morning(12, 40, SIXTY, long=True),
    "words of sixty": morning(6, 12, WORD),
    "too old": morning(12, 40, FORTY, OLD),
    "nothing": nothing(),
    "plain": plain(),
}


def scene(name: str, *, dark: bool = False, wall: bool = False) -> Scene:
    """Return a stage with a morning in it, on which decisions can be written but on a wall."""
    return Scene(
        [stage.written(SCENES[name])],
        (2, 3, 3, 5, 2),
        wall=wall,
        writes=not wall,
        by=AHEAD,
        due="2026-11-27",
        people=["rep 01"],
        theme="dark" if dark else "light",
        away="The board does not answer. What you see is of Thu 19 Nov 09:00.",
    )
