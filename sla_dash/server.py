"""The web server of the board: Streamlit's own, with the chart library beside it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st

from sla_dash.screen.figure import bundle

ROOT = Path(__file__).parent.parent


@asynccontextmanager
async def _warm(_app: st.App) -> AsyncIterator[None]:
    """Import what the first viewer would wait for; pandas before plotly, which must not meet it half imported."""
    import pandas  # noqa: F401, ICN001 - imported for its side effect
    import plotly.graph_objects

    plotly.graph_objects.Figure()
    yield


app = st.App(ROOT / "app.py", routes=bundle.routes(), middleware=bundle.middleware(), lifespan=_warm)
