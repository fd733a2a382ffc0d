"""A Streamlit app with as many charts and tables a page as another has: `SHOWN` says how many, by title, as JSON."""

import json
import os

import charts  # type: ignore[import-not-found]  # beside this script, which Streamlit or Python runs
import pandas as pd
import streamlit as st

ROWS = 12


def page(title: str, figures: int, tables: int) -> st.Page:
    """Return a page of charts two abreast, with the tables below."""

    def show() -> None:
        st.markdown(f"##### {title}")
        columns = st.columns(2)
        for number in range(figures):
            drawn = charts.four(charts.START + number, charts.PLAIN)[number % 4]
            columns[number % 2].plotly_chart(drawn, key=f"{title} {number}", theme=None, config={"displaylogo": False})
        for number in range(tables):
            names = [f"rep {row:02}" for row in range(ROWS)]
            st.dataframe(
                pd.DataFrame({"rep": names, **{f"column {n}": range(number, number + ROWS) for n in range(6)}})
            )

    return st.Page(show, title=title, url_path="".join(filter(str.isalpha, title.lower())))


st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
shown = json.loads(os.environ["SHOWN"])
st.navigation([page(title, *counts) for title, counts in shown.items()], position="top").run()
