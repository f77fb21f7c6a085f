"""Drawing the timeline: labels on the left, their days on the right, and a strip at the foot for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

import plotly.graph_objects as go

from dashboard.charts.base import ChartError, Look
from dashboard.charts.sheet import UNSEEN, Sheet, count_fitting, list_sizes, list_widths, stack_height, wrap_strong
from dashboard.charts.timeline.entries import HEADINGS, Entry
from dashboard.days import write_day, write_day_short

PAD = 6
TIGHT, LOOSE = 3, 14
BAR = 12
# Shares of the width that the days may take, the best first; and the narrowest day that is still seen.
SHARES = (0.5, 0.42, 0.35, 0.28, 0.22, 0.16)
LEAST_DAY = 5
LEAST_LABEL = 0.35
HEADING_SHARE, WHEN_SHARE = 0.2, 0.25


@dataclass(frozen=True)
class Group:
    """One heading of the foot with its entries: lines of the heading, then of each entry's time and label."""

    heading: tuple[str, ...]
    entries: tuple[tuple[Entry, tuple[str, ...], tuple[str, ...]], ...]

    @property
    def lines(self) -> int:
        """How many lines of text the group needs."""
        return max(len(self.heading), sum(max(len(when), len(label)) for _, when, label in self.entries))


@dataclass(frozen=True)
class Plan:
    """Where everything goes at one type size, in pixels."""

    size: float
    width: float
    label: float
    pad: float
    first: date
    names: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    foot: tuple[Group, ...]
    heading: float
    when: float

    @property
    def day(self) -> float:
        """How wide a day is."""
        return (self.width - self.label) / max(len(self.names), 1)

    @property
    def header(self) -> float:
        """How high the names of the days are."""
        return stack_height(1, self.size) + PAD / 2 if self.labels else 0.0

    @property
    def heights(self) -> tuple[float, ...]:
        """How high each row is."""
        return tuple(max(stack_height(len(lines), self.size), BAR) + self.pad for lines in self.labels)

    @property
    def foot_height(self) -> float:
        """How high the strip at the foot is."""
        lines = sum(group.lines for group in self.foot)
        return stack_height(lines, self.size) + PAD * (len(self.foot) + 1) if self.foot else 0.0

    @property
    def height(self) -> float:
        """How high everything is."""
        between = PAD if self.foot and self.labels else 0
        return self.header + sum(self.heights) + between + self.foot_height

    def at(self, day: date, hours: float = 0) -> float:
        """Return where an hour of a day stands."""
        return self.label + ((day - self.first).days + hours / 24) * self.day


def draw_timeline(entries: Sequence[Entry], look: Look) -> tuple[go.Figure, int]:
    """Return the chart and its ``min_width``; raises :class:`ChartError` where a picture is too small."""
    plan = _find_plan(entries, look)
    if plan is None:
        count = count_fitting(len(entries), lambda number: _find_plan(entries[:number], look) is not None)
        raise ChartError(
            f"{count} of {len(entries)} figures and events fit into {look.width} × {look.height} pixels: "
            "choose fewer sources or days, or a larger picture"
        )
    sheet, placed = Sheet(look, plan.width), [entry for entry in entries if not entry.heading]
    rows_end = plan.header + sum(plan.heights)
    _draw_days(sheet, plan, rows_end)
    y = plan.header
    for entry, lines, height in zip(placed, plan.labels, plan.heights, strict=True):
        sheet.rule(0, y, plan.width, y)
        top = y + (height - stack_height(len(lines), plan.size)) / 2
        sheet.write(0, top, lines, room=plan.label - PAD, size=plan.size, strong=entry.strong)
        _draw_span(sheet, plan, entry, y + height / 2)
        y += height
    _draw_foot(sheet, plan, plan.height - plan.foot_height)
    return sheet.draw(plan.height), sheet.min_width


def _find_plan(entries: Sequence[Entry], look: Look) -> Plan | None:
    """Return the plan with the largest type, and of those the widest days, that fits."""
    for width, size, share in product(list_widths(look), list_sizes(look), SHARES):
        plan = _lay_out(entries, look, width, size, share)
        if plan and (not look.fixed or plan.height <= look.height):
            return _spread(plan, look) if look.fixed else plan
    return None


def _lay_out(entries: Sequence[Entry], look: Look, width: float, size: float, share: float) -> Plan | None:
    """Return a plan in which the days take *share* of the width, or None where that is too little for them."""
    placed = [entry for entry in entries if not entry.heading]
    first = min((entry.start for entry in placed), default=date.min)
    count = (max(entry.end for entry in placed) - first).days + 1 if placed else 0
    label = _choose_label(placed, look, size, width, share)
    day = (width - label) / max(count, 1)
    names = _name_days([first + timedelta(days=number) for number in range(count)], look, size, day)
    if placed and (names is None or day < LEAST_DAY):
        return None
    foot = [entry for entry in entries if entry.heading]
    heading = _choose_column([entry.heading for entry in foot], look, size, width * HEADING_SHARE)
    when = _choose_column([entry.when for entry in foot], look, size, width * WHEN_SHARE)
    return Plan(
        size=size,
        width=width,
        label=label,
        pad=TIGHT if look.fixed else LOOSE,
        first=first,
        names=names or (),
        labels=tuple(tuple(wrap_strong(look, e.label, e.strong, label - 2 * PAD, size)) for e in placed),
        foot=_gather_foot(entries, look, size, (heading, when, width - heading - when - 4 * PAD)),
        heading=heading,
        when=when,
    )


def _choose_column(texts: Sequence[str], look: Look, size: float, most: float) -> float:
    """Return the width of a column of the foot: not above *most* unless a word is longer."""
    widest = max((look.measure(text, size, bold=True) for text in texts), default=0)
    word = max((look.measure(word, size, bold=True) for text in texts for word in text.split()), default=0)
    return max(min(widest, most), word) + PAD


def _choose_label(placed: Sequence[Entry], look: Look, size: float, width: float, share: float) -> float:
    """Return the width of the labels: what the days leave them, and no more than the longest needs."""
    widest = max((look.measure(e.label, size, bold=bool(e.strong)) for e in placed), default=0) + 3 * PAD
    return min(width * (1 - share), max(widest, width * LEAST_LABEL))


def _name_days(days: Sequence[date], look: Look, size: float, room: float) -> tuple[str, ...] | None:
    """Return the names of the days as long as fit their columns; of many narrow days only some are named."""
    ways = (lambda day: write_day(day, year=False), write_day_short, lambda day: write_day_short(day).rsplit(" ", 1)[0])
    for write in ways:
        names = tuple(write(day) for day in days)
        if all(look.measure(name, size, bold=True) + PAD <= room for name in names):
            return names
    widest = max((look.measure(write_day_short(day), size, bold=True) for day in days), default=0) + PAD
    step = -int(-widest // room)
    if len(days) < 2 * step:
        return None
    last = len(days) - step
    return tuple(write_day_short(day) if at % step == 0 and at <= last else "" for at, day in enumerate(days))


def _gather_foot(
    entries: Sequence[Entry], look: Look, size: float, rooms: tuple[float, float, float]
) -> tuple[Group, ...]:
    groups = []
    for heading in HEADINGS:
        members = [entry for entry in entries if entry.heading == heading]
        lines = [
            (e, tuple(look.wrap(e.when, rooms[1], size)), tuple(wrap_strong(look, e.label, e.strong, rooms[2], size)))
            for e in members
        ]
        if members:
            groups.append(Group(tuple(look.wrap(heading, rooms[0], size, bold=True)), tuple(lines)))
    return tuple(groups)


def _spread(plan: Plan, look: Look) -> Plan:
    """Give spare height to the rows, as much as still reads as one chart."""
    spare = (look.height - plan.height) / max(len(plan.labels), 1)
    return replace(plan, pad=plan.pad + min(spare, 1.8 * plan.size))


def _draw_days(sheet: Sheet, plan: Plan, bottom: float) -> None:
    """Write the days above their columns, with a line at each midnight that is named or has room."""
    some = "" in plan.names
    for number, name in enumerate(plan.names):
        x = plan.label + number * plan.day
        if name or plan.day > BAR:
            sheet.rule(x, 0 if name else plan.header, x, bottom)
        if name:
            x, anchor, room = (x + PAD / 2, "left", None) if some else (x + plan.day / 2, "center", plan.day)
            look = {"size": plan.size, "bold": True, "colour": sheet.look.palette.muted}
            sheet.write(x, 0, [name], room=room, anchor=anchor, **look)


def _draw_span(sheet: Sheet, plan: Plan, entry: Entry, y: float) -> None:
    """Draw the days of an entry: solid where known, fading where not, dashed and hollow where only announced."""
    x0, x1 = plan.at(entry.start) + 2, plan.at(entry.end, 24) - 2
    if entry.is_night:
        x0, x1 = plan.at(entry.start, 12), plan.at(entry.end, 12)
    half = BAR / 4 if entry.kind == "reported" else BAR / 2
    more = {"target": entry.target, "hover": entry.hover}
    if entry.kind == "announced":
        sheet.panel(x0, y - half, x1, y + half, sheet.look.palette.ground, entry.colour, "5px,3px")
        sheet.mark(x0, x1, y - half, y + half, UNSEEN, **more)
    elif entry.is_soft:
        sheet.soft_mark(x0, x1, y - half, y + half, entry.colour, min(plan.day, x1 - x0) * 0.35, **more)
    else:
        sheet.mark(x0, x1, y - half, y + half, entry.colour, **more)


def _draw_foot(sheet: Sheet, plan: Plan, y: float) -> None:
    """Write what has no place on the axis into a strip of its own, with its time in words."""
    quiet = {"size": plan.size, "colour": sheet.look.palette.muted}
    if plan.foot:
        sheet.panel(0, y, plan.width, y + plan.foot_height, sheet.look.palette.panel)
    for group in plan.foot:
        y += PAD
        sheet.write(PAD, y, group.heading, room=plan.heading + PAD / 2, bold=True, **quiet)
        line = y
        for entry, when, label in group.entries:
            x = plan.heading + 2 * PAD
            sheet.write(x, line, when, room=plan.when + PAD / 2, **quiet)
            x += plan.when + PAD
            sheet.write(x, line, label, room=plan.width - x, size=plan.size, strong=entry.strong)
            line += stack_height(max(len(when), len(label)), plan.size)
        y += stack_height(group.lines, plan.size)
