"""Serve `placed.py` the way the board is served."""

from pathlib import Path

import streamlit as st

from sla_dash.screen.figure import bundle

app = st.App(Path(__file__).with_name("placed.py"), routes=bundle.routes(), middleware=bundle.middleware())
