"""An empty Streamlit page: what any page costs on this machine."""

import streamlit as st

st.title("Ready", anchor=False)
