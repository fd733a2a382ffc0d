"""A Streamlit page without charts: the least that a Streamlit page can take to load."""

import streamlit as st

st.set_page_config(layout="wide")
st.slider("step", 0, 100, 40)
st.text("ready")
