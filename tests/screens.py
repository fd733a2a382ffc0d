"""A page of the board as Streamlit runs it, and what a person reads on it."""

import re
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from streamlit.testing.v1 import AppTest

from sla_dash import places
from sla_dash.screen import headline, sheet, slider, stage
from sla_dash.screen.border import UNFORESEEN
from sla_dash.screen.figure.message import Message
from tests import ROOT

APP = ROOT / "app.py"
PAGES = tuple(sorted(path.stem for path in places.page("standup").parent.glob("[!_]*.py")))


def page(name: str, **choices: str) -> AppTest:
    """Run the board on one of its pages with the given part of the URL, every fold and "How counted?" open."""
    return explained(opened(name, **choices))


def opened(name: str, **choices: str) -> AppTest:
    """Run the board on one of its pages, as somebody sees it who comes there."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    for key, value in choices.items():
        app.query_params[key] = value
    return foreseen(app.switch_page(str(places.page(name))).run())


def foreseen(app: AppTest) -> AppTest:
    """Fail where a page ended in a way that nobody has foreseen."""
    assert not app.exception, app.exception
    assert UNFORESEEN.message not in words(app)
    return app


def explained(app: AppTest) -> AppTest:
    """Open every fold and "How counted?" of a page."""
    if found := folds(app):
        for key in found:
            app.session_state[key] = True
        app.run()
    for key in hows(app):
        app.session_state[key] = True
    return foreseen(app.run())


def hows(app: AppTest) -> list[str]:
    """Name every "How counted?" of a page."""
    return [key for key in behind(app) if key.startswith("how ")]


def folds(app: AppTest) -> list[str]:
    """Name everything on a page that folds."""
    return [one.proto.id.split("-", 2)[2] for one in app.get("expander") if one.proto.id]


def titles(app: AppTest) -> list[str]:
    """Return what is written on everything on a page that folds."""
    return [shown(one.proto.label) for one in app.get("expander") if one.proto.id]


def behind(app: AppTest) -> dict[str, str]:
    """Name everything on a page that opens, with what is written on it."""
    return {
        one.proto.popover.id.split("-", 2)[2]: one.proto.popover.label
        for one in app.get("popover")
        if one.proto.popover.id
    }


def form(app: AppTest, where: str, **typed: str) -> AppTest:
    """Open what is behind a button, and type into it."""
    app.session_state[f"{where}: open"] = True
    foreseen(app.run())
    for field, text in typed.items():
        app.session_state[f"{where}: {field}"] = text
    return app


def press(app: AppTest, where: str, button: str) -> AppTest:
    """Press a button among what is typed there."""
    app.button(key=f"{where}: {button}").click()
    return foreseen(app.run())


def refused(app: AppTest) -> str:
    """Return what a page says that cannot be so."""
    return "\n".join(shown(str(one.value)) for one in (*app.warning, *app.error))


def words(app: AppTest) -> str:
    said = [str(one.value) for one in [*app.caption, *app.markdown, *app.error]]
    return "\n".join(map(shown, [*said, *(text for scene in scenes(app) for text in _texts(scene["days"]))]))


def scenes(app: AppTest) -> list[dict[str, Any]]:
    """Return what the stages of a page show."""
    return [stage.decoded(content) for content in _placed(app, "sla_dash_stage")]


def scene(app: AppTest) -> dict[str, Any]:
    """Return what the one stage of a page shows."""
    (found,) = scenes(app)
    return found


def _texts(found: object) -> list[str]:
    if isinstance(found, dict | list):
        return [text for one in (found.values() if isinstance(found, dict) else found) for text in _texts(one)]
    return [found] if isinstance(found, str) else []


def shown(markdown: str) -> str:
    """Undo what keeps text from being read as Markdown."""
    return (
        re.sub(r"\\([^A-Za-z0-9\s])", r"\1", markdown).replace("\N{WORD JOINER}", "").replace("\N{NO-BREAK SPACE}", " ")
    )


def metrics(app: AppTest) -> dict[str, tuple[str, str]]:
    found = (line for content in _placed(app, "sla_dash_headline") for line in headline.decoded(content))
    return {label: (value, mark) for label, value, mark, _ in found}


def sliders(app: AppTest) -> dict[str, dict[str, str]]:
    groups = (group for content in _placed(app, "sla_dash_slider") for group in slider.decoded(content))
    return {one["key"]: one for group in groups for one in group["sliders"]}


def move(app: AppTest, **places: str) -> AppTest:
    """Let the URL say where sliders stand, and run the page once more."""
    for key, place in places.items():
        app.query_params[key] = place
    return app.run()


def charts(app: AppTest) -> list[Message]:
    return [Message.decoded(content) for content in _placed(app, "sla_dash_figure")]


def sheets(app: AppTest) -> list[pd.DataFrame]:
    found = map(sheet.decoded, _placed(app, "sla_dash_sheet"))
    return [pd.DataFrame([[*map(_said, row)] for row in one["rows"]], columns=one["columns"]) for one in found]


def _said(cell: str | dict[str, Any]) -> str:
    return cell if isinstance(cell, str) else str(cell["text"])


def _placed(app: AppTest, component: str) -> list[bytes]:
    return [one.proto.bytes for one in app.get("bidi_component") if one.proto.component_name == component]


def traces(figure: go.Figure) -> dict[str, go.Scatter]:
    assert all(trace.name for trace in figure.data)
    return {trace.name: trace for trace in figure.data}


def row(table: pd.DataFrame, **cells: str) -> pd.Series:
    for column, value in cells.items():
        table = table[table[column.replace("_", " ")] == value]
    assert len(table) == 1
    return table.iloc[0]
