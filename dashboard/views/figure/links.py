"""Ways to and from a figure's page: its neighbours, pictures of its card, and names like one that is not there."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from dashboard.notes import state_figure
from dashboard.tables import Tables
from dashboard.widgets import escape

_PRESETS = ("slide", "document", "square")
_LONGEST = 80

Row = Mapping[str, Any]


def link_figure(figure: str, text: str) -> str:
    """Return a link to a figure's page; it works from any page of the app."""
    return f'<a href="?figure={escape(quote(figure, safe=""))}" target="_self">{escape(text)}</a>'


def top_html(row: Row, tables: Tables) -> str:
    """Return the way back to all figures, and to the figures before and after this one in its source."""
    ids = tables.figures.loc[tables.figures["source"] == row["source"], "id"].tolist()
    at = ids.index(row["id"])
    links = [f'<a href="explore?selected={escape(quote(row["id"], safe=""))}" target="_self">← All figures</a>']
    if at > 0:
        links.append(link_figure(ids[at - 1], "Previous of this source"))
    if at + 1 < len(ids):
        links.append(link_figure(ids[at + 1], "Next of this source"))
    place = f"Figure {at + 1} of {len(ids)} from {row['publisher']}"
    return f'<nav class="hf-top" aria-label="Figures">{"".join(links)}<span>{escape(place)}</span></nav>'


def picture_links(figure: str) -> str:
    """Return links to the figure's card as PNG at each preset, light and dark: one click downloads it."""
    pairs = []
    for preset in _PRESETS:
        light, dark = (
            f"api/figures/{quote(figure, safe='')}.png?preset={preset}&theme={theme}&download=1"
            for theme in ("light", "dark")
        )
        pairs.append(
            f'<a href="{escape(light)}" aria-label="Card PNG, {preset}, light">{preset}</a> '
            f'(<a href="{escape(dark)}" aria-label="Card PNG, {preset}, dark">dark</a>)'
        )
    return f'<p class="hf-pictures"><b>Card as PNG:</b> {" · ".join(pairs)}</p>'


def unknown_html(asked: str, tables: Tables) -> str:
    """Say that there is no figure of that name, and which have a name like it."""
    named = asked if len(asked) <= _LONGEST else f"{asked[:_LONGEST]}…"
    near = find_near(asked, tables)
    rows = tables.described[tables.described["id"].isin(near)].set_index("id", drop=False)
    items = "".join(f"<li>{link_figure(one, one)}: {escape(state_figure(rows.loc[one]))}</li>" for one in near)
    hint = f"<p>Figures with a name like it:</p><ul>{items}</ul>" if near else ""
    said = f"There is no figure “{named}” in this collection." if named.strip() else "The address names no figure."
    return (
        f'<div class="hf-page"><h1>No such figure</h1></div><div class="hf-banner" role="status">'
        f'<p>{escape(said)}</p>{hint}<p><a href="explore" target="_self">All figures</a></p></div>'
    )


def find_near(asked: str, tables: Tables, most: int = 5) -> list[str]:
    """Return the ids that are written most like *asked*, nearest first."""
    ids = tables.figures["id"]
    start = asked[:_LONGEST].lower()
    words = [word for word in re.findall(r"[a-z0-9]+", start) if len(word) > 2][:8]
    if not words:
        return []
    # Comparing letter by letter is slow, so only ids that share a word with it are compared.
    sharing = ids[ids.str.contains("|".join(words), regex=True)].head(2000).tolist()
    return difflib.get_close_matches(start, sharing, n=most, cutoff=0.4) or sharing[:most]
