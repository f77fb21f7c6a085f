"""What stands around a figure: how it compares with other reports, what contains it, and what it contains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.charts.words import capitalise
from dashboard.compare import Neighbour, find_circles, find_standing, how_it_compares
from dashboard.notes import state_figure, write_chain
from dashboard.quantity import list_containers
from dashboard.tables import Tables
from dashboard.views.figure.links import link_figure
from dashboard.widgets import escape

MOST_RELATED = 8
MOST_APART = 4
# A collection of thousands has rings of thousands; only the nearest are looked at.
_LOOKED_AT = 200
_AGREEMENT = {"agrees": "the numbers agree", "excludes": "the numbers exclude each other"}

Row = Mapping[str, Any]


def compare_html(row: Row, tables: Tables) -> str:
    """Say in words how a figure compares, and list the nearest figures of other sources with their differences."""
    finding, standing = how_it_compares(row["id"], tables), find_standing(row["id"], tables)
    circles = find_circles(row["id"], tables)
    near = (*circles.same[:_LOOKED_AT], *circles.overlapping[:_LOOKED_AT])
    return (
        f'<section class="hf-around"><h2 class="hf-title">How it compares</h2><p>{escape(finding.sentence)}</p>'
        f'<p class="hf-quiet"><b>{escape(capitalise(standing.name))}.</b> {escape(standing.words)}</p>'
        f"{_list_html('Near it in other sources', near, row)}"
        f"{_list_html('Like it, but of another thing', circles.apart[:_LOOKED_AT], row, MOST_APART)}</section>"
    )


def _list_html(title: str, neighbours: Sequence[Neighbour], row: Row, most: int = MOST_RELATED) -> str:
    others = [one for one in neighbours if one.account.source != row["source"]]
    if not others:
        return ""
    items = "".join(f"<li>{_neighbour_html(one)}</li>" for one in others[:most])
    rest = f"<p>These are the nearest {most}; there are more.</p>" if len(others) > most else ""
    return f'<h3 class="hf-question">{escape(title)}</h3><ul>{items}</ul>{rest}'


def _neighbour_html(neighbour: Neighbour) -> str:
    account = neighbour.account
    said = f"{account.publisher}, {neighbour.difference}"
    agreement = _AGREEMENT.get(neighbour.agreement)
    return f"{link_figure(account.id, account.written)} {escape(said)}{escape(f'; {agreement}' if agreement else '')}"


def parts_html(row: Row, tables: Tables) -> str:
    """List what contains a figure and what it contains; nothing where it stands alone."""
    parts = tables.containment.parts
    wholes = list_containers(row["id"], parts)[1:]
    within = tables.figures.loc[tables.figures["part_of"] == row["id"], "id"].tolist()
    if not wholes and not within:
        return ""
    return (
        '<section class="hf-around"><h2 class="hf-title">Part and whole</h2>'
        f"{_figures_html('Contained in; never add both', wholes, tables)}"
        f"{_figures_html('Contains', within, tables)}</section>"
    )


def _figures_html(title: str, ids: Sequence[str], tables: Tables) -> str:
    if not ids:
        return ""
    rows = tables.described[tables.described["id"].isin(ids)].to_dict("records")
    items = "".join(
        f"<li>{link_figure(row['id'], row['written'])} {escape(state_figure(row))}; {escape(write_chain(row))}</li>"
        for row in rows
    )
    return f'<h3 class="hf-question">{escape(title)}</h3><ul>{items}</ul>'
