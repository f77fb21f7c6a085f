"""An empty Streamlit page, what any page costs on this machine; with ``?chart=1`` one small Plotly chart on it."""

import streamlit as st

st.title("Ready", anchor=False)
if "chart" in st.query_params:
    import plotly.graph_objects as go

    st.plotly_chart(go.Figure(go.Bar(x=[3, 5], y=["a", "b"], orientation="h")), theme=None, height=200)
