"""The four charts in Dash, behind waitress: `python in_dash.py PORT`."""

import sys

import charts  # type: ignore[import-not-found]  # beside this script, which Streamlit or Python runs
import plotly.graph_objects as go
import waitress  # type: ignore[import-untyped]  # only in the environment that has Dash
from dash import Dash, Input, Output, dcc, html  # type: ignore[import-not-found]  # as above

app = Dash()
graphs = [dcc.Graph(id=f"chart-{number}", config={"displaylogo": False}) for number in range(4)]
app.layout = html.Div(
    [
        dcc.Slider(charts.FIRST, charts.LAST, step=1, value=charts.START, id="step", marks=None, updatemode="drag"),
        html.Div(graphs, style={"display": "grid", "gridTemplateColumns": "1fr 1fr"}),
    ]
)


@app.callback([Output(graph.id, "figure") for graph in graphs], Input("step", "value"))  # type: ignore[untyped-decorator]  # mypy does not see Dash
def draw(step: int) -> list[go.Figure]:
    """Build the four charts again."""
    figures: list[go.Figure] = charts.four(step, charts.PLAIN)
    return figures


waitress.serve(app.server, host="127.0.0.1", port=int(sys.argv[1]), threads=4, _quiet=True)
