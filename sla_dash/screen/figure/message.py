"""What travels from `place` to the browser."""

from __future__ import annotations

import json
from dataclasses import dataclass

import plotly.graph_objects as go


@dataclass(frozen=True, slots=True)
class Message:
    """One chart: its picture and its words."""

    alt: str
    height: int
    """Pixels, at least."""
    rest: int | None
    """Pixels that the page needs beside the chart, which then takes those that are left; None keeps to the height."""
    figure: go.Figure

    def encoded(self) -> bytes:
        """Write the message as UTF-8 JSON, typed arrays in base64."""
        words = json.dumps({"alt": self.alt, "least": self.height, "rest": self.rest})
        # bytes, because Streamlit would quote a text a second time and walk through a dict looking for frames
        return f'{words[:-1]}, "figure": {self.figure.to_json(validate=False)}}}'.encode()

    @classmethod
    def decoded(cls, payload: bytes) -> Message:
        """Read what `encoded` wrote; a page's test finds it in `app.get("bidi_component")[0].proto.bytes`."""
        content = json.loads(payload)
        return cls(content["alt"], content["least"], content["rest"], go.Figure(content["figure"]))
