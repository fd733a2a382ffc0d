"""Place sliders, many at a time, whose places are parts of the URL, so that a link opens the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, partial
from importlib.resources import files
from math import ceil
from typing import TYPE_CHECKING, Any

import streamlit as st

from sla_dash import exact, theme

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["Slider", "place"]

ALL_BACK, BACK = "Back to the start", "Back to {}"
BETWEEN, WHOLE = "Not taken: write a number from {} to {}.", "Not taken: write a whole number from {} to {}."


@dataclass(frozen=True, slots=True)
class Slider:
    """A number to move along a range or to type, in places from ``least`` to ``most``, both included."""

    key: str
    """Part of the URL that says where it stands, while somebody has moved it."""
    label: str
    exact: Fraction
    """What it says until somebody moves it."""
    start: Fraction
    """The place where it stands until then, which may be a rounded one."""
    least: Fraction
    most: Fraction
    """Ends of what can be typed."""
    step: Fraction
    shown: Callable[[Fraction], str]
    """How a place is written for a person."""
    unit: Fraction = Fraction(1)
    """What a place says, over its number."""
    names: Sequence[str] = ()
    """How the URL writes the places from 0 on; otherwise it writes their number. Those with names cannot be typed."""
    reach: tuple[Fraction, Fraction] | None = None
    """Ends of the range that is moved along, within what can be typed; None for all of that."""
    whole: bool = False
    """Whether only whole numbers are places."""
    note: str = ""
    """What is said below it."""

    @property
    def value(self) -> Fraction:
        """What it says."""
        return self.at * self.unit if self.moved else self.exact

    @property
    def moved(self) -> bool:
        """Whether it stands elsewhere than at its start."""
        return self.at != self.start

    @property
    def at(self) -> Fraction:
        """Where it stands; where the URL says what there is not, at its start."""
        place = self._read(st.query_params.get(self.key, ""))
        return self.start if place is None else place

    def move(self, place: str) -> None:
        """Let the URL say where it stands now."""
        wanted = exact.read(place)
        if wanted is None or not self._is_place(wanted):
            return
        if wanted == self.start:
            st.query_params.pop(self.key, None)
        else:
            st.query_params[self.key] = self.names[int(wanted)] if self.names else _written(wanted)

    def sent(self) -> dict[str, Any]:
        """Write down what the browser needs."""
        low, high = self._reached()
        places = {"low": low, "high": high, "step": self.step, "at": self.at, "start": self.start}
        words = {"label": self.label, "shown": self.shown(self.at), "note": self.note}
        words["back"] = BACK.format(self.shown(self.start))
        content: dict[str, Any] = {"key": self.key} | {name: theme.plain(text) for name, text in words.items()}
        if not self.names:
            ends = self.shown(self.least), self.shown(self.most)
            refusal = theme.plain((WHOLE if self.whole else BETWEEN).format(*ends))
            content["typed"] = {
                "least": _written(self.least),
                "most": _written(self.most),
                "whole": self.whole,
                "refusal": refusal,
            }
        return content | {name: _written(place) for name, place in places.items()}

    def _reached(self) -> tuple[Fraction, Fraction]:
        """Return the ends of the range, by whole steps as wide as it takes to hold a place that was typed."""
        low, high = self.reach or (self.least, self.most)
        below, above = (max(0, ceil(beyond / self.step)) for beyond in (low - self.at, self.at - high))
        return max(self.least, low - below * self.step), min(self.most, high + above * self.step)

    def _is_place(self, number: Fraction) -> bool:
        return self.least <= number <= self.most and not (self.whole and number.denominator > 1)

    def _read(self, text: str) -> Fraction | None:
        place = (Fraction(self.names.index(text)) if text in self.names else None) if self.names else exact.read(text)
        return place if place is not None and self._is_place(place) else None


def place(groups: Sequence[tuple[str, Sequence[Slider]]], *, key: str, unfolded: int = 1) -> None:
    """Show sliders in groups, of which those with a name fold; a step runs the fragment, or the page, once more.

    ``unfolded`` says how many of the groups that fold are open until somebody folds them. Beside each slider its place
    can be typed, and all that were moved go back to their start by one button.
    """
    content = [{"name": theme.plain(name), "sliders": [one.sent() for one in sliders]} for name, sliders in groups]
    sent = {"back": ALL_BACK, "unfolded": unfolded, "groups": content}
    known = {one.key: one for _, sliders in groups for one in sliders}
    _renderer()(key=key, data=json.dumps(sent).encode(), on_moved_change=partial(_moved, key, known))


def decoded(payload: bytes) -> list[dict[str, Any]]:
    """Read the groups that `place` sent; a page's test finds it in `app.get("bidi_component")[0].proto.bytes`."""
    found: list[dict[str, Any]] = json.loads(payload)["groups"]
    return found


def _moved(key: str, known: Mapping[str, Slider]) -> None:
    moved = st.session_state[key].moved  # whatever a browser sent
    for name, place in moved.items() if isinstance(moved, dict) else ():
        if name in known:
            known[name].move(str(place))


def _written(number: Fraction) -> str:
    return f"{float(number):.15g}"


@cache
def _renderer() -> ComponentRenderer:
    folder = files(__name__)
    script, style = (folder.joinpath(f"slider.{kind}").read_text("utf-8") for kind in ("js", "css"))
    return st.components.v2.component("sla_dash_slider", js=script, css=style, isolate_styles=False)
