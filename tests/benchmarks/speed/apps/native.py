"""The four charts by `st.plotly_chart`."""

import charts  # type: ignore[import-not-found]  # beside this script, which Streamlit or Python runs
import streamlit as st

st.set_page_config(layout="wide")
step = st.slider("step", charts.FIRST, charts.LAST, charts.START)
columns = st.columns(2)
for number, figure in enumerate(charts.four(step, charts.PLAIN)):
    columns[number % 2].plotly_chart(figure, key=f"chart-{number}", theme=None, config={"displaylogo": False})
