"""The script behind every page: what is on all of them, and which page is shown."""

import streamlit as st

from dashboard import widgets
from dashboard.views import PAGES

st.set_page_config(page_title="Humanitarian figures, each with its source", page_icon=widgets.ICON, layout="wide")
page = st.navigation(
    [st.Page(view.render, title=view.title, url_path=view.path, default=view.default) for view in PAGES], position="top"
)
widgets.set_style()
state = widgets.read_state()
widgets.tell_faults(state)
if state.tables is not None:
    page.run()
