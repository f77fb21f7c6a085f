"""The script behind every page: what is on all of them, and which page is shown."""

import streamlit as st

from dashboard.views import VIEWS
from dashboard.views.frame import ICON, show_frame, show_page

PAGES = {
    view.path: st.Page(
        lambda view=view: show_page(view, visit), title=view.title, url_path=view.path, default=view.default
    )
    for view in VIEWS
}

page = st.navigation(list(PAGES.values()), position="hidden")
st.set_page_config(page_title=f"{page.title} · Humanitarian figures", page_icon=ICON, layout="wide")
visit = show_frame(PAGES, page)
page.run()
