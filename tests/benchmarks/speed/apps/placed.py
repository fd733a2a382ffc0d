"""The four charts by the board's own `figure.place`."""

from functools import partial

import charts  # type: ignore[import-not-found]  # beside this script, which Streamlit or Python runs
import streamlit as st

from sla_dash.screen import figure

st.set_page_config(layout="wide")
step = st.slider("step", charts.FIRST, charts.LAST, charts.START)
columns = st.columns(2)
for number, chart in enumerate(charts.plain(step, charts.THEMED)):
    with columns[number % 2]:
        figure.place(partial(lambda drawn: drawn, chart), key=f"chart-{number}", alt=f"Chart {number} at step {step}")
