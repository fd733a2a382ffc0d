"""The stage: one node that shows the five stops of a stand-up by the size of the screen, and takes the keyboard."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from sla_dash import theme, words
from sla_dash.output import meeting

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

    from sla_dash.output.meeting import Day, Part, Stop

__all__ = ["Scene", "decoded", "encoded", "place", "written"]

ROWS = 40
"""Rows that are sent: more than any screen has room for."""
SHIFTS = 4
"""Places between which a wall moves by a pixel, so that nothing burns in."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a stage shows, and how."""

    days: Sequence[str]
    """The morning, and the stand-up before it where somebody asked for that, each as ``written`` returns it."""
    minutes: Sequence[int] = ()
    """That each stop takes."""
    meeting: int = 15
    """Minutes that all of it takes."""
    wall: bool = False
    """Whether it goes round by itself and nobody writes on it."""
    seconds: int = 20
    """That a wall shows each stop."""
    writes: bool = False
    """Whether decisions can be written down."""
    by: Sequence[tuple[str, str]] = ()
    """Days by which something can be done, as a machine and as people write them."""
    due: str = ""
    """That of them which is chosen first."""
    people: Sequence[str] = ()
    """Who may do it, as far as known."""
    seen: int = 0
    """Id of the last entry of the journal that is shown; comes back with what is written."""
    away: str = ""
    """What is said while the server does not answer."""
    theme: Literal["light", "dark"] | None = None
    """None as the system has it."""
    period: int = 60
    """Seconds within which a new scene comes."""
    beat: int = 0
    """Counts the scenes."""
    warning: str = ""
    """What is wrong with the records or the journal, where no page says so."""
    told: str = ""
    """What became of what was written."""
    cleared: int = 0
    """Counts what was written down: the fields begin anew whenever it changes."""


def place(
    scene: Scene,
    *,
    key: str,
    answered: Callable[[], None],
    ticked: Callable[[], None],
    asked: Callable[[], None],
) -> None:
    """Show the stops, or bring new words and lengths into those that are shown; the place and what is typed stay.

    The three are called when somebody answers a question, ticks a decision, or asks for the stand-up before: what the
    browser sent is ``st.session_state[key]`` under their names, whatever it is.
    """
    _renderer()(
        key=key,
        data=encoded(scene),
        on_answered_change=answered,
        on_ticked_change=ticked,
        on_asked_change=asked,
    )


def written(day: Day) -> str:
    """Return a day as the browser is sent it: everything finished, so that its script has nothing to say or reckon.

    Of rows there are as many as the largest screen has room for, and beside them how many others there are.
    """
    stops = [
        _named(stop) | {"parts": {shown: [_held(part) for part in parts] for shown, parts in stop.parts.items()}}
        for stop in day.stops
    ]
    return _written(_named(day) | {"stops": stops})


def encoded(scene: Scene) -> bytes:
    """Return what the browser is sent."""
    own = _named(scene)
    del own["days"]
    rest = _written(own | {"shift": scene.beat % SHIFTS})
    return f'{{"days": [{", ".join(scene.days)}], "always": {_always()}, {rest[1:]}'.encode()


def decoded(payload: bytes) -> dict[str, Any]:
    """Read what `place` sent; a page's test finds it in `app.get("bidi_component")[0].proto.bytes`."""
    found: dict[str, Any] = json.loads(payload)
    return found


def _held(part: Part) -> Mapping[str, object]:
    content = _named(part)
    rows = next(name for name in ("bars", "rows", "open") if name in content)
    return content | {rows: content[rows][:ROWS], "beyond": max(0, len(content[rows]) - ROWS)}


def _named(one: Day | Stop | Part | Scene) -> dict[str, Any]:
    return {field.name: getattr(one, field.name) for field in fields(one)}


@cache
def _always() -> str:
    """Return what every stage is sent."""
    told = words.stage.WORDS | {"keys": words.stage.KEYS, "more": words.stage.MORE}
    return _written({"colours": theme.stage(), "stops": meeting.STOPS, "words": told})


def _written(content: object) -> str:
    return json.dumps(_plain(content), ensure_ascii=False)


def _plain(value: object) -> object:
    """Return what JSON takes, every text without what would steer a reader."""
    match value:
        case str():
            return theme.whole(value)
        case Mapping():
            return {str(name): _plain(one) for name, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    return value


@cache
def _renderer() -> ComponentRenderer:
    folder = files(__name__)
    script, style = (folder.joinpath(f"stage.{kind}").read_text("utf-8") for kind in ("js", "css"))
    # Every style names the stage, so none needs a place of its own.
    return st.components.v2.component("sla_dash_stage", js=script, css=style, isolate_styles=False)
