"""The script behind every page: what is on all of them, and which page is shown."""

import streamlit as st

from dashboard import widgets
from dashboard.views import PAGES, figure

st.set_page_config(page_title="Humanitarian figures, each with its source", page_icon=widgets.ICON, layout="wide")
page = st.navigation(
    [st.Page(view.render, title=view.title, url_path=view.path, default=view.default) for view in PAGES], position="top"
)
widgets.set_style()
state = widgets.read_state()
widgets.tell_faults(state)
if state.tables is not None:
    # A link to one figure works on every page, so that it stays short and survives a page's new name.
    if figure.is_asked():
        figure.render()
    else:
        page.run()
