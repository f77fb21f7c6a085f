"""An empty Streamlit page: what any page costs on this machine."""

import streamlit as st

st.html('<div class="hf-page">ready</div>')
