"""The script behind every page: what is on all of them, and which page is shown."""

from functools import partial

import streamlit as st

from dashboard.views import VIEWS
from dashboard.views.frame import ICON, show_page

pages = [
    st.Page(
        partial(show_page, one), title=f"{one.title} · Humanitarian figures", url_path=one.path, default=not one.address
    )
    for one in VIEWS
]
page = st.navigation(pages, position="hidden")
st.set_page_config(page_icon=ICON, layout="wide")
page.run()
