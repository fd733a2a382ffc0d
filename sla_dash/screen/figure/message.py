"""What travels from `place` to the browser."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any, TypeAlias

import plotly.graph_objects as go

Drawn: TypeAlias = go.Figure | dict[str, Any]
"""A figure, or where one is drawn too often to be checked each time, what Plotly would write of it."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One figure as it travels, which is made once."""

    encoded: bytes
    """UTF-8 JSON, typed arrays in base64."""
    height: int | None
    """Pixels, where the figure itself says: whole ones, as what is a part of one too tall can be scrolled."""

    @classmethod
    def of(cls, figure: Drawn) -> Picture:
        """Write a figure down."""
        if isinstance(figure, go.Figure):
            encoded, height = figure.to_json(validate=False), figure.layout.height
        else:
            encoded, height = json.dumps(figure), figure["layout"].get("height")
        return cls(encoded.encode(), height and math.ceil(height))


@dataclass(frozen=True, slots=True)
class Message:
    """One chart: its picture and its words."""

    alt: str
    height: int
    """Pixels, at least."""
    rest: int | None
    """Pixels that the page needs beside the chart, which then takes those that are left; None keeps to the height."""
    picture: Picture

    @property
    def figure(self) -> go.Figure:
        """The figure that was drawn, checked by Plotly once more."""
        return go.Figure(json.loads(self.picture.encoded))

    def encoded(self) -> bytes:
        """Write the message as UTF-8 JSON."""
        words = json.dumps({"alt": self.alt, "least": self.height, "rest": self.rest})
        # bytes, because Streamlit would quote a text a second time and walk through a dict looking for frames
        return words[:-1].encode() + b', "figure": ' + self.picture.encoded + b"}"

    @classmethod
    def decoded(cls, payload: bytes) -> Message:
        """Read what `encoded` wrote; a page's test finds it in `app.get("bidi_component")[0].proto.bytes`."""
        content = json.loads(payload)
        return cls(content["alt"], content["least"], content["rest"], Picture.of(content["figure"]))
