"""A page of the board as Streamlit runs it, and what a person reads on it."""

import pandas as pd
import plotly.graph_objects as go
from streamlit.testing.v1 import AppTest

from sla_dash import places
from sla_dash.screen.figure.message import Message
from tests import ROOT

APP = ROOT / "app.py"


def page(name: str, **choices: str) -> AppTest:
    """Run the board on one of its pages with the given part of the URL."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    for key, value in choices.items():
        app.query_params[key] = value
    app.run()
    app.switch_page(str(places.page(name))).run()
    assert not app.exception, app.exception
    return app


def words(app: AppTest) -> str:
    shown = "\n".join(str(one.value) for one in [*app.caption, *app.markdown, *app.error])
    return shown.replace("\N{NO-BREAK SPACE}", " ")


def metrics(app: AppTest) -> dict[str, tuple[str, str]]:
    return {one.label: (one.value, one.delta) for one in app.metric}


def charts(app: AppTest) -> list[Message]:
    return [Message.decoded(one.proto.bytes) for one in app.get("bidi_component")]


def traces(figure: go.Figure) -> dict[str, go.Scatter]:
    assert all(trace.name for trace in figure.data)
    return {trace.name: trace for trace in figure.data}


def row(table: pd.DataFrame, **cells: str) -> pd.Series:
    for column, value in cells.items():
        table = table[table[column.replace("_", " ")] == value]
    assert len(table) == 1
    return table.iloc[0]
