"""The pieces pages share: style, banners, figure cards, full notes, charts with their note and pictures."""

from dashboard.widgets.cards import show_cards
from dashboard.widgets.charts import choose_mode, show_chart
from dashboard.widgets.notes import note_html, open_note, show_note
from dashboard.widgets.state import ICON, read_state, set_style, tell_error, tell_faults
from dashboard.widgets.text import escape, show_heading, show_html

__all__ = [
    "ICON",
    "choose_mode",
    "escape",
    "note_html",
    "open_note",
    "read_state",
    "set_style",
    "show_cards",
    "show_chart",
    "show_heading",
    "show_html",
    "show_note",
    "tell_error",
    "tell_faults",
]
