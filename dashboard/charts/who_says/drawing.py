"""Drawing the ribbons from speakers to publishers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import Look, hover_text
from dashboard.charts.sheet import LINE, Sheet, stack_height
from dashboard.charts.who_says.plan import DIRECT, HEADINGS, Box, Figure, Plan, Speaker, find_plan, place_boxes

# Points of a ribbon: so many look like a curve.
STEPS = 28


@dataclass(frozen=True)
class Ribbon:
    """One figure and the point where its ribbon begins."""

    figure: Figure
    x: float
    y: float


def draw_ribbons(speakers: Sequence[Speaker], look: Look) -> tuple[go.Figure, int]:
    """Return the chart and its ``min_width``; raises ``ChartError`` where a picture is too small."""
    plan = find_plan(speakers, look)
    sheet = Sheet(look, plan.width)
    bottom = max(plan.height, plan.header + plan.left_height)
    _draw_headings(sheet, plan)
    ribbons = _draw_speakers(sheet, plan)
    starts = {ribbon.figure.row["id"]: ribbon.y for ribbon in ribbons}
    carriers, into = _place(plan, plan.carriers, ribbons, lambda figure: figure.carrier, starts, bottom)
    publishers, onto = _place(plan, plan.publishers, ribbons, lambda figure: figure.publisher, into, bottom)
    for ribbon in ribbons:
        _draw_ribbon(sheet, plan, ribbon, into[ribbon.figure.row["id"]], onto[ribbon.figure.row["id"]])
    for boxes, (x0, x1) in zip((carriers, publishers), plan.columns, strict=True):
        for box in boxes:
            _draw_box(sheet, plan, box, x0, x1)
    return sheet.draw(bottom + 1), sheet.min_width


def _draw_headings(sheet: Sheet, plan: Plan) -> None:
    quiet = {"size": plan.size, "colour": sheet.look.palette.muted}
    sheet.write(0, 0, [HEADINGS[0]], room=plan.left, **quiet)
    for heading, (x0, x1) in zip(HEADINGS[1:], plan.columns, strict=True):
        sheet.write((x0 + x1) / 2, 0, [heading], room=x1 - x0, anchor="center", **quiet)


def _draw_speakers(sheet: Sheet, plan: Plan) -> list[Ribbon]:
    """Write the labels of the speakers; return where the ribbons begin."""
    ribbons, y = [], plan.header
    for number, speaker in enumerate(plan.speakers):
        height = plan.height_of(speaker)
        if number:
            sheet.rule(0, y, plan.left, y)
        top = y + (height - stack_height(len(speaker.lines), plan.size)) / 2
        end = top
        for line in speaker.lines:
            room = (line.end or plan.left) - line.indent - 1
            end = sheet.write(line.indent, end, [line.text], room=room, size=plan.size, strong=line.strong)
        ribbons += _start_ribbons(speaker, plan, top)
        y += height
    return ribbons


def _start_ribbons(speaker: Speaker, plan: Plan, top: float) -> list[Ribbon]:
    """Return the ribbons of a speaker; those that begin at one line lie one below the other."""
    together = defaultdict(list)
    for figure, start in zip(speaker.figures, speaker.starts, strict=True):
        together[start].append(figure)
    ribbons = []
    for (line, x), figures in together.items():
        middle = top + (line + 0.5) * LINE * plan.size
        for number, figure in enumerate(figures):
            ribbons.append(Ribbon(figure, x, middle + (number - (len(figures) - 1) / 2) * plan.unit))
    return ribbons


def _place(
    plan: Plan,
    boxes: Sequence[Box],
    ribbons: Sequence[Ribbon],
    name_of: Callable[[Figure], str],
    heights: Mapping[str, float],
    bottom: float,
) -> tuple[tuple[Box, ...], dict[str, float]]:
    """Place the boxes near their ribbons; return them, and the height at which each figure passes its box."""
    members = defaultdict(list)
    for ribbon in sorted(ribbons, key=lambda ribbon: heights[ribbon.figure.row["id"]]):
        members[name_of(ribbon.figure)].append(ribbon.figure.row["id"])
    wanted = {name: sum(heights[one] for one in ids) / len(ids) for name, ids in members.items()}
    placed = place_boxes(boxes, wanted, plan.header, bottom)
    passes = {}
    for box in placed:
        ids = members[box.name]
        for number, one in enumerate(ids):
            passes[one] = box.top + box.height / 2 + (number - (len(ids) - 1) / 2) * plan.unit
    return placed, passes


def _draw_ribbon(sheet: Sheet, plan: Plan, ribbon: Ribbon, into: float, onto: float) -> None:
    """Draw one figure's way as a line of one thickness that answers the pointer."""
    look, row = sheet.look, ribbon.figure.row
    (carrier, carrier_end), (publisher, _) = plan.columns
    colour = soften(theme.colour_of(row["indicator"], look.mode), look)
    ways = (
        [(ribbon.x, ribbon.y), *_curve(plan.left, ribbon.y, carrier, into)],
        _curve(carrier_end, into, publisher, onto),
    )
    for points in ways:
        sheet.line(points, colour, plan.unit - 1, row["id"], hover_text(row))


@cache
def soften(colour: str, look: Look) -> str:
    """Return *colour* as pale as a ribbon may be: 3 to 1 against the ground."""
    ground = look.palette.ground
    shares = (share / 20 for share in range(11, 20))
    pale = (theme.blend(colour, ground, share) for share in shares)
    return next((shade for shade in pale if theme.contrast(shade, ground) >= 3), colour)


def _curve(x0: float, y0: float, x1: float, y1: float) -> list[tuple[float, float]]:
    """Return points of a smooth step from one height to another, level at both ends."""
    parts = [step / STEPS for step in range(STEPS + 1)]
    return [
        (round(x0 + (x1 - x0) * part, 1), round(y0 + (y1 - y0) * part * part * (3 - 2 * part), 1)) for part in parts
    ]


def _draw_box(sheet: Sheet, plan: Plan, box: Box, x0: float, x1: float) -> None:
    colours, direct = sheet.look.palette, box.name == DIRECT
    fill = colours.ground if direct else colours.panel
    sheet.panel(x0, box.top, x1, box.top + box.height, fill, colours.border, "4px,3px" if direct else "solid")
    top = box.top + (box.height - stack_height(len(box.lines), plan.size)) / 2
    colour = colours.muted if direct else colours.ink
    centre, room = (x0 + x1) / 2, x1 - x0 - 2
    sheet.write(centre, top, box.lines, room=room, size=plan.size, bold=not direct, colour=colour, anchor="center")
