"""Text reaches the page as the characters it is: as HTML, as Markdown, as a label."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dashboard.widgets.text import escape, plain_markdown

HOSTILE = "**b** <img src=x onerror=alert(1)> $x$ :red[y] [z](https://example.org) `c` # h\n- item"


@given(st.text())
def test_escaped_text_opens_no_tag_and_ends_no_attribute(text):
    assert not set("<>\"'") & set(escape(text))
    assert unescape(escape(text)) == text


@given(st.text())
def test_every_sign_of_markdown_is_led_by_a_backslash(text):
    plain = plain_markdown(text)
    assert re.sub(r"\\(.)", r"\1", plain, flags=re.DOTALL) == text
    bare = re.sub(r"\\.", "", plain, flags=re.DOTALL)
    assert not set("\\`*_{}[]()#+-.!|~$:<>&\"'^=@/") & set(bare)


def test_a_heading_holds_both_texts_as_they_are():
    def script():
        from dashboard.widgets import show_heading
        from tests.widgets.test_text import HOSTILE

        show_heading(HOSTILE, HOSTILE)

    app = AppTest.from_function(script).run()
    assert not app.exception
    assert [element.value for element in (*app.title, *app.markdown)] == [plain_markdown(HOSTILE)] * 2
