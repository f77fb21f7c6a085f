"""The script behind every page: what is on all of them, and which page is shown."""

from functools import partial

import streamlit as st

from dashboard.views.frame import ICON, VIEWS, show_page

pages = []
for view in VIEWS:
    title = f"{view.title} · Humanitarian figures"
    pages.append(st.Page(partial(show_page, view), title=title, url_path=view.path, default=not view.address))
page = st.navigation(pages, position="hidden")
st.set_page_config(page_icon=ICON, layout="wide")
page.run()
