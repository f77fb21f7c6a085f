"""What lies on a sheet becomes few Plotly traces: a thousand words or marks are drawn as fast as ten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

if TYPE_CHECKING:
    from dashboard.charts.sheet import Sheet

SYMBOL = 12

_POSITIONS = {"left": "middle right", "center": "middle center", "right": "middle left"}

Item = Mapping[str, Any]


def draw_traces(sheet: Sheet) -> list[go.Bar | go.Scatter]:
    """Return the traces of a sheet, from the ground up.

    The first element of a mark's customdata is the id of its figure, or None where it stands for none.
    """
    plain = [mark for mark in sheet.marks if not mark["hatched"]]
    hatched = [mark for mark in sheet.marks if mark["hatched"]]
    hatch = sheet.look.palette.hatch
    pattern = {"shape": "/", "fgcolor": hatch, "size": 9, "solidity": 0.25}
    edged = {"color": sheet.look.palette.ground, "pattern": pattern, "line": {"color": hatch, "width": 1.5}}
    bars = [
        _make_bars(sheet.rules),
        _make_bars(plain, _answering(plain)),
        _make_bars(hatched, _answering(hatched) | {"marker": edged}),
        _make_bars(sheet.plates),
    ]
    return [
        *(bar for bar in bars if len(bar.x)),
        *(_make_line(list(same)) for _, same in groupby(sorted(sheet.lines, key=_style), key=_style)),
        *([_make_symbols(sheet.symbols)] if sheet.symbols else []),
        *(_make_text(list(same)) for _, same in groupby(sorted(sheet.labels, key=_colour), key=_colour)),
    ]


def _colour(item: Item) -> str:
    return item["colour"]


def _style(item: Item) -> tuple[str, float]:
    return item["colour"], item["width"]


def _answering(items: Sequence[Item]) -> dict[str, Any]:
    """Return what lets marks answer the pointer."""
    return {
        "customdata": [_name_target(item["target"]) for item in items],
        "hovertext": [item["hover"] for item in items],
        "hoverinfo": "text",
    }


def _name_target(target: str | None) -> list[str | None]:
    """Return the customdata of a mark: its figure's id; of several figures the first, and then all ids as one text."""
    ids = (target or "").split()
    return [ids[0], target] if len(ids) > 1 else [target]


def _make_bars(items: Sequence[Item], more: Mapping[str, Any] | None = None) -> go.Bar:
    """Return rectangles as bars: a bar can be hatched and clicked, a shape cannot."""
    return go.Bar(
        orientation="h",
        x=[item["x1"] - item["x0"] for item in items],
        base=[item["x0"] for item in items],
        y=[(item["y0"] + item["y1"]) / 2 for item in items],
        width=[item["y1"] - item["y0"] for item in items],
        unselected={"marker": {"opacity": 1}},
        **{"marker": {"color": [item["colour"] for item in items], "line": {"width": 0}}, "hoverinfo": "skip"}
        | dict(more or {}),
    )


def _make_line(items: Sequence[Item]) -> go.Scatter:
    """Return lines of one colour and width as one trace; an empty point parts them."""
    points = [(point, item) for item in items for point in [*item["points"], (None, None)]]
    return go.Scatter(
        mode="lines",
        x=[x for (x, _), _ in points],
        y=[y for (_, y), _ in points],
        line={"color": items[0]["colour"], "width": items[0]["width"], "simplify": False},
        connectgaps=False,
        **_answering([item for _, item in points]),
    )


def _make_symbols(items: Sequence[Item]) -> go.Scatter:
    colours = [item["colour"] for item in items]
    return go.Scatter(
        mode="markers",
        x=[item["x"] for item in items],
        y=[item["y"] for item in items],
        unselected={"marker": {"opacity": 1}},
        marker={
            "symbol": [item["shape"] for item in items],
            "color": colours,
            "size": [item["size"] for item in items],
            "opacity": 1,
            "line": {"width": 1.5, "color": colours},
        },
        **_answering(items),
    )


def _make_text(items: Sequence[Item]) -> go.Scatter:
    """Return labels of one colour as one trace, which keeps that colour when a mark is selected."""
    colour = items[0]["colour"]
    return go.Scatter(
        mode="text",
        x=[item["x"] for item in items],
        y=[item["y"] for item in items],
        text=[item["text"] for item in items],
        textposition=[_POSITIONS[item["anchor"]] for item in items],
        textfont={"size": [item["size"] for item in items], "color": colour},
        unselected={"textfont": {"color": colour}},
        cliponaxis=False,
        hoverinfo="skip",
    )
