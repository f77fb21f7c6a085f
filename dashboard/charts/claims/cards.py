"""Drawing statements: two that contradict each other as cards side by side, the others as a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.base import ChartError, Look
from dashboard.charts.sheet import Sheet, count_fitting, list_sizes, list_widths, stack_height, wrap_strong
from dashboard.charts.told import hover_over
from dashboard.notes import ARROW, count_words, name_speaker, write_short_note

PAD = 10
GAP = 12
LIST_GAP = 6
ACCENT = 4
# Spare room of a picture parts the statements, by at most so many pixels each, and the cards from their list.
MOST_SPREAD = 16.0
AGAINST = "against"
OTHERS = "Not contradicted here"
# What contradicts is the answer: its type is as much larger than the list's as there is room for.
SCALES, PAGE_SCALES = (1.5, 1.35, 1.2, 1.1, 1.0), (1.2,)
# A list in two columns needs so much room a column.
COLUMN = 430

Claim = Mapping[str, Any]


@dataclass(frozen=True)
class Card:
    """A statement as it is drawn: its speaker and what is claimed in *large* type, where it comes from below."""

    claim: Claim
    large: float
    speaker: tuple[str, ...]
    summary: tuple[str, ...]
    chain: tuple[str, ...]

    def height(self, size: float) -> float:
        """Return how tall the card is at a type size."""
        large = stack_height(len(self.speaker) + len(self.summary), self.large)
        return large + stack_height(len(self.chain), size) + 2 * PAD + LIST_GAP


@dataclass(frozen=True)
class Item:
    """A statement of the list, bold as far as its topic goes."""

    claim: Claim
    topic: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """Where everything goes at one type size, in pixels."""

    size: float
    width: float
    gutter: float
    pairs: tuple[tuple[Card, Card], ...]
    columns: tuple[tuple[Item, ...], ...]
    column: float
    heading: tuple[str, ...]

    @property
    def card(self) -> float:
        """How wide a card is."""
        return (self.width - self.gutter) / 2

    @property
    def pair_heights(self) -> tuple[float, ...]:
        """How tall each pair is: as its taller card, under its topic."""
        line = stack_height(1, self.size)
        return tuple(max(card.height(self.size) for card in pair) + line + LIST_GAP for pair in self.pairs)

    @property
    def list_height(self) -> float:
        """How tall the list is: as its taller column, under its heading."""
        columns = (sum(self.height_of(item) for item in column) for column in self.columns)
        heading = stack_height(len(self.heading), self.size) + LIST_GAP if self.heading else 0
        return heading + max(columns, default=0)

    @property
    def height(self) -> float:
        """How tall everything is."""
        return sum(self.pair_heights) + GAP * len(self.pairs) + self.list_height

    def height_of(self, item: Item) -> float:
        """Return how tall an item of the list is."""
        return stack_height(len(item.lines), self.size) + LIST_GAP


def draw_claims(pairs: Sequence[tuple[Claim, Claim]], others: Sequence[Claim], look: Look) -> tuple[go.Figure, int]:
    """Return the chart and its ``min_width``.

    A picture too small for the whole list names topics and speakers alone, or says how many there are; one too
    small for the pairs raises :class:`ChartError`.
    """
    plan = _find_plan(pairs, others, look)
    sheet = Sheet(look, plan.width)
    spread = _spread(plan, look)
    y = 0.0
    for cards, height in zip(plan.pairs, plan.pair_heights, strict=True):
        _draw_pair(sheet, plan, cards, y, height)
        y += height + GAP + spread
    _draw_list(sheet, plan, y, spread)
    return sheet.draw(plan.height), sheet.min_width


def _spread(plan: Plan, look: Look) -> float:
    gaps = len(plan.pairs) + max(map(len, plan.columns), default=0)
    return min(MOST_SPREAD, max(0.0, look.height - plan.height) / max(1, gaps)) if look.fixed else 0.0


def _find_plan(pairs: Sequence[tuple[Claim, Claim]], others: Sequence[Claim], look: Look) -> Plan:
    for write in (_write_whole, _write_topic, None) if pairs else (_write_whole, _write_topic):
        for width, (size, scale) in product(list_widths(look), _list_scales(look)):
            plan = _lay_out(pairs, others, look, width, size, write, scale)
            if plan.height <= look.height if look.fixed else _keeps_words(plan, look):
                return plan
    every = pairs or others
    count = count_fitting(len(every), lambda number: _has_room(every[:number], bool(pairs), look))
    what = ("contradiction", "contradictions") if pairs else ("statement", "statements")
    raise ChartError(
        f"{count} of {count_words(len(every), *what)} fit into {look.width} × {look.height} pixels: "
        "choose fewer sources, or a larger picture"
    )


def _keeps_words(plan: Plan, look: Look) -> bool:
    """Tell whether no word of a card is broken; a page scrolls sideways rather."""
    room = plan.card - 2 * PAD - ACCENT
    said = (f"{name_speaker(card.claim)} {card.claim['summary']}" for pair in plan.pairs for card in pair)
    large = max((card.large for pair in plan.pairs for card in pair), default=plan.size)
    return all(look.measure(word, large, bold=True) <= room for text in said for word in text.split())


def _list_scales(look: Look) -> list[tuple[float, float]]:
    """Return type sizes with scales of the cards: first the asked size, then large cards, then a larger list."""
    both = [(size, scale) for size in list_sizes(look) for scale in (SCALES if look.fixed else PAGE_SCALES)]
    return sorted(both, key=lambda pair: (min(pair[0], look.label_size), pair[1], pair[0]), reverse=True)


def _has_room(some: Sequence[Any], are_pairs: bool, look: Look) -> bool:
    pairs, others, write = (some, (), None) if are_pairs else ((), some, _write_topic)
    return _lay_out(pairs, others, look, look.width, list_sizes(look)[-1], write).height <= look.height


def _write_whole(claim: Claim) -> tuple[str, str]:
    carrier = "" if pd.isna(claim["via"]) else f"{ARROW}{claim['via']}"
    return f"{claim['topic']}:", f"{claim['summary']} ({name_speaker(claim)}{carrier})"


def _write_topic(claim: Claim) -> tuple[str, str]:
    return f"{claim['topic']}:", name_speaker(claim)


def _lay_out(
    pairs: Sequence[tuple[Claim, Claim]],
    others: Sequence[Claim],
    look: Look,
    width: float,
    size: float,
    write: Callable[[Claim], tuple[str, str]] | None,
    scale: float = 1.0,
) -> Plan:
    """Return a plan in which the list is written by *write*, or only counted where that is None."""
    gutter = look.measure(AGAINST, size, bold=True) + 2 * PAD
    room = (width - gutter) / 2 - 2 * PAD - ACCENT
    count = 2 if width >= 2 * COLUMN and len(others) > 1 else 1
    column = (width - (count - 1) * 3 * PAD) / count
    items = [_make_item(claim, write, look, size, column) for claim in others] if write else []
    heading = OTHERS if pairs else ""
    if others and write is None:
        heading = f"{OTHERS}: {count_words(len(others), 'other statement', 'other statements')}"
    return Plan(
        size=size,
        width=width,
        gutter=gutter,
        pairs=tuple(tuple(_make_card(claim, look, size, size * scale, room) for claim in pair) for pair in pairs),
        columns=_split(items, count),
        column=column,
        heading=tuple(look.wrap(heading, width, size, bold=True)) if others and heading else (),
    )


def _make_card(claim: Claim, look: Look, size: float, large: float, room: float) -> Card:
    said = claim["summary"] if pd.isna(claim["quote"]) else f"{claim['summary']} “{claim['quote']}”"
    chain = write_short_note(claim).removeprefix(name_speaker(claim)).strip()
    return Card(
        claim,
        large,
        tuple(look.wrap(name_speaker(claim), room, large, bold=True)),
        tuple(look.wrap(said, room, large)),
        tuple(look.wrap(chain, room, size)),
    )


def _make_item(claim: Claim, write: Callable[[Claim], tuple[str, str]], look: Look, size: float, room: float) -> Item:
    topic, rest = write(claim)
    return Item(claim, topic, tuple(wrap_strong(look, f"{topic} {rest}", topic, room - 2, size)))


def _split(items: Sequence[Item], count: int) -> tuple[tuple[Item, ...], ...]:
    """Split the list into columns as equally tall as its order allows."""
    if count == 1 or len(items) < 2:
        return (tuple(items),) if items else ()
    lines = [len(item.lines) + 0.3 for item in items]
    cut = min(range(1, len(items)), key=lambda at: max(sum(lines[:at]), sum(lines[at:])))
    return tuple(items[:cut]), tuple(items[cut:])


def _draw_pair(sheet: Sheet, plan: Plan, cards: tuple[Card, Card], y: float, height: float) -> None:
    quiet = {"size": plan.size, "bold": True, "colour": sheet.look.palette.muted}
    topics = dict.fromkeys(card.claim["topic"] for card in cards)
    topic = sheet.look.wrap(" / ".join(topics), plan.width, plan.size, bold=True)[:1]
    y = sheet.write(0, y, topic, room=plan.width, **quiet) + LIST_GAP
    bottom = y + height - stack_height(1, plan.size) - LIST_GAP
    for card, x in zip(cards, (0.0, plan.width - plan.card), strict=True):
        _draw_card(sheet, plan, card, x, y, bottom)
    middle = (y + bottom - stack_height(1, plan.size)) / 2
    sheet.write(plan.width / 2, middle, [AGAINST], room=plan.gutter - 2, anchor="center", **quiet)


def _draw_card(sheet: Sheet, plan: Plan, card: Card, x: float, y: float, bottom: float) -> None:
    colours, right = sheet.look.palette, x + plan.card - 1
    hover = hover_over(card.claim["summary"], card.claim)
    sheet.mark(x, right, y, bottom, colours.panel, hover=hover)
    sheet.mark(x, x + ACCENT, y, bottom, colours.hatch, hover=hover)
    at, room = x + PAD + ACCENT, right - x - PAD - ACCENT
    y = sheet.write(at, y + PAD, card.speaker, room=room, size=card.large, bold=True)
    y = sheet.write(at, y + LIST_GAP / 2, card.summary, room=room, size=card.large)
    sheet.write(at, y + LIST_GAP / 2, card.chain, room=room, size=plan.size, colour=colours.muted)


def _draw_list(sheet: Sheet, plan: Plan, y: float, spread: float) -> None:
    quiet = {"size": plan.size, "bold": True, "colour": sheet.look.palette.muted}
    y = sheet.write(0, y, plan.heading, room=plan.width, **quiet) + (LIST_GAP if plan.heading else 0)
    for number, column in enumerate(plan.columns):
        x, line = number * (plan.column + 3 * PAD), y
        for item in column:
            end = sheet.write(x, line, item.lines, room=plan.column, size=plan.size, strong=item.topic)
            line = end + LIST_GAP + spread
