"""Place sliders, many at a time, whose places are parts of the URL, so that a link opens the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import streamlit as st

from sla_dash import exact, theme

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["Slider", "place"]


@dataclass(frozen=True, slots=True)
class Slider:
    """A number to move, in places from ``least`` to ``most``, both included."""

    key: str
    """Part of the URL that says where it stands, while somebody has moved it."""
    label: str
    exact: Fraction
    """What it says until somebody moves it."""
    start: Fraction
    """The place where it stands until then, which may be a rounded one."""
    least: Fraction
    most: Fraction
    step: Fraction
    shown: Callable[[Fraction], str]
    """How a place is written for a person."""
    unit: Fraction = Fraction(1)
    """What a place says, over its number."""
    names: Sequence[str] = ()
    """How the URL writes the places from 0 on; otherwise it writes their number."""

    @property
    def value(self) -> Fraction:
        """What it says."""
        return self.exact if self.at == self.start else self.at * self.unit

    @property
    def at(self) -> Fraction:
        """Where it stands; where the URL says what there is not, at its start."""
        place = self._read(st.query_params.get(self.key, ""))
        return self.start if place is None else place

    def move(self, place: str) -> None:
        """Let the URL say where it stands now."""
        wanted = exact.read(place)
        if wanted is None or not self.least <= wanted <= self.most:
            return
        if wanted == self.start:
            st.query_params.pop(self.key, None)
        else:
            st.query_params[self.key] = self.names[int(wanted)] if self.names else _written(wanted)

    def sent(self) -> dict[str, str]:
        """Write down what the browser needs."""
        places = {"least": self.least, "most": self.most, "step": self.step, "at": self.at}
        words = {"label": theme.plain(self.label), "shown": theme.plain(self.shown(self.at))}
        return {"key": self.key} | words | {name: _written(place) for name, place in places.items()}

    def _read(self, text: str) -> Fraction | None:
        place = (Fraction(self.names.index(text)) if text in self.names else None) if self.names else exact.read(text)
        return place if place is not None and self.least <= place <= self.most else None


def place(groups: Sequence[tuple[str, Sequence[Slider]]], *, key: str) -> None:
    """Show sliders in groups, of which those with a name fold; a step runs the fragment, or the page, once more."""
    content = [{"name": theme.plain(name), "sliders": [one.sent() for one in sliders]} for name, sliders in groups]
    known = {one.key: one for _, sliders in groups for one in sliders}
    _renderer()(key=key, data=json.dumps(content).encode(), on_moved_change=partial(_moved, key, known))


def decoded(payload: bytes) -> list[dict[str, Any]]:
    """Read what `place` sent; a page's test finds it in `app.get("bidi_component")[0].proto.bytes`."""
    found: list[dict[str, Any]] = json.loads(payload)
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
