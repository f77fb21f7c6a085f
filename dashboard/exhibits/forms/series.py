"""Series: numbers of one voice over time, a small chart for each voice on native axes; forecasts hollow, unjoined."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import plotly.graph_objects as go

from dashboard.exhibits.exhibit import Block, Chart, Look, Native
from dashboard.exhibits.forms.qualifiers import CLEAR, SMALL, Pieces, number_axis, point_of, reach_of, wrap
from dashboard.exhibits.forms.table import twin_table
from dashboard.records.reported import ReportedFigure

# Height of a panel in rows, how much of it its heading and the gap below it take, and the top in largest numbers.
PANEL, _HEADING, _GAP, _HEADROOM = 4.5, 0.2, 0.05, 1.9
_LETTERS, _LETTER = 34, 0.028  # of a line of a heading; the share of the axis that one takes on a narrow page
Points = Sequence[tuple[datetime, ReportedFigure]]  # of one voice, at the times they are about and in their order
Panel = tuple[str, Points]  # under their heading


def draw_series(panels: Sequence[Panel], family: str, caption: str) -> list[Block]:
    """Return one small chart for each panel, all to one scale (a picture may show the first), and its twin table."""
    native = Native.make("line", [(name, f"{at:%Y-%m-%d}", figure) for name, points in panels for at, figure in points])
    # A vague word has no place on the axis.
    drawn = ((name, [point for point in points if point_of(point[1]) is not None]) for name, points in panels)
    kept = [(name, points) for name, points in drawn if points]
    heights = tuple(round(PANEL * (place + 1), 2) for place in range(len(kept)))
    chart = Chart(lambda look: _draw(kept[: look.rows], family, look), len(kept), heights, None, native, True, "charts")
    return [chart, twin_table([(name, [one for _, one in points]) for name, points in panels], caption)]


def _draw(panels: Sequence[Panel], family: str, look: Look) -> go.Figure:
    pieces, times = Pieces(look), [at for _, points in panels for at, _ in points]
    first, last = min(times), max(times)
    span, step, axes = max(last - first, timedelta(days=1)), 1 / max(len(panels), 1), {}
    for place, (heading, points) in enumerate(panels):
        number = str(place + 1) if place else ""
        pieces.axes = ("x", f"y{number}")
        low, high = 1 - (place + 1) * step, 1 - (place + _HEADING) * step
        kind = points[0][1].indicator.id
        top = max([1.0, *(reach_of(one) for _, other in panels for _, one in other if one.indicator.id == kind)])
        # From zero, with room for numbers above the highest points.
        axis = number_axis(look, top * 1.2)
        ticks = [axis["dtick"] * tick for tick in range(int(top * 1.2 / axis["dtick"]) + 1)]
        domain = [round(low + (_GAP * step if place < len(panels) - 1 else 0), 4), round(high, 4)]
        axis |= {"range": [-top * 0.2, top * _HEADROOM], "tickmode": "array", "tickvals": ticks}
        axes[f"yaxis{number}"] = axis | {"domain": domain, "anchor": "x"}
        middle = high + _HEADING * step / 2
        pieces.write(wrap(heading, _LETTERS), 0, middle, tag="b", xref="paper", yref="paper")
        _draw_panel(pieces, points, look.family(family), first, span)
    chart = pieces.lay_out(right=look.size * 2.5)
    chart.update_layout(**axes)
    chart.update_xaxes(
        range=[first - span * 0.08, last + span * 0.08], type="date", anchor=pieces.axes[1], tickformat="%-d %b",
        ticklabelstandoff=round(look.size * 0.4), showgrid=False, linecolor=look.rule, automargin=True, fixedrange=True,
        tickfont={"size": round(look.size * SMALL, 1), "color": look.muted}, nticks=6,
    )  # fmt: skip
    return chart


def _draw_panel(pieces: Pieces, points: Points, colour: str, start: datetime, span: timedelta) -> None:
    """Draw points, joined but for forecasts, and write the last number, then the first and those that stand clear."""
    em, taken = pieces.look.size, list[tuple[float, float]]()
    counted = [(at, point_of(one)) for at, one in points if not one.is_forecast]
    style = {"mode": "lines", "line": {"color": colour, "width": max(1.5, em / 8)}, "opacity": 0.5, "hoverinfo": "skip"}
    joined = {"x": [at for at, _ in counted], "y": [point for _, point in counted]}
    pieces.traces.append({"type": "scatter", **joined, "xaxis": pieces.axes[0], "yaxis": pieces.axes[1], **style})
    for place in dict.fromkeys((len(points) - 1, *range(len(points)))):
        at, one = points[place]
        room = pieces.draw(one, at, point_of(one), colour, across=False) + em * 0.3
        share, wide = (at - start) / span, len(one.written) * _LETTER
        # At the ends of the axis a number begins or ends at its point.
        anchor = "left" if share < wide / 2 else "right" if share > 1 - wide / 2 + _LETTER else "center"
        begins = share - {"left": 0.0, "center": wide / 2, "right": wide}[anchor]
        if all(begins + wide <= low or high <= begins for low, high in taken):
            taken.append((begins, begins + wide))
            above: dict[str, Any] = {"xanchor": anchor, "yanchor": "bottom", "bgcolor": CLEAR}
            pieces.write(one.written, at, point_of(one), (0, round(room)), tag="b", **above)
