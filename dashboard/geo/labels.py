"""Places for labels beside their discs, so that no two overlap; the same input gives the same places."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np


class Label(NamedTuple):
    """A disc and the measured size of its label, all in pixels, y running down."""

    x: float
    y: float
    radius: float
    width: float
    height: float


class Placed(NamedTuple):
    """Where a label goes: its centre lies *dx*, *dy* pixels from the disc's (y down); *far* asks for a leader line."""

    side: str
    dx: float
    dy: float
    far: bool


_DIAGONAL = math.sqrt(0.5)
_SIDES = ("right", "left", "above", "below", "above right", "below right", "above left", "below left")
_STEPS = 8
# Every side at every step, the first step first: which way it lies, and how much a diagonal is foreshortened.
_STEP = np.repeat(np.arange(_STEPS), len(_SIDES))
_RIGHT = np.tile([1, -1, 0, 0, 1, 1, -1, -1], _STEPS)
_DOWN = np.tile([0, 0, -1, 1, -1, 1, -1, 1], _STEPS)
_SLANT = np.where((_RIGHT != 0) & (_DOWN != 0), _DIAGONAL, 1.0)
_STEP_COST = 0.5  # a label moves two of its heights away rather than hide a disc
_LEAN_COST = 0.2  # of two free sides the one away from the neighbours: East Aleppo is not written in the west
_NO_LEAN = 0.1  # neighbours on opposite sides hardly lean anywhere: they do not push a label off its usual side


def place_labels(labels: Sequence[Label], width_px: float, height_px: float, gap: float = 4.0) -> list[Placed | None]:
    """Place each label beside its disc so that no two overlap and none leaves the picture.

    Earlier labels choose first, the side away from close neighbours before the others. A place that covers another
    disc is taken only where moving away costs more.
    None stands where no free place is left: that label is to be told elsewhere, not drawn over another.
    """
    centres = np.array([(label.x, label.y) for label in labels], dtype=float).reshape(-1, 2)
    radii = np.array([[label.radius] for label in labels], dtype=float).reshape(-1, 1)
    discs = np.hstack([centres - radii, centres + radii])
    margin = np.array([-gap, -gap, gap, gap])
    taken = np.empty((0, 4))
    placed: list[Placed | None] = []
    for number, label in enumerate(labels):
        lean = _point_at_neighbours(centres, number, label.radius + gap + label.width)
        dx, dy, costs = _list_choices(label, gap, lean)
        boxes = _frame(label, dx, dy)
        costs = costs + _cover(boxes, np.delete(discs, number, axis=0)).sum(axis=1)
        costs[_overlap(boxes, taken + margin).any(axis=1)] = np.inf
        costs[(boxes < 0).any(axis=1) | (boxes[:, 2] > width_px) | (boxes[:, 3] > height_px)] = np.inf
        best = int(costs.argmin())
        free = bool(np.isfinite(costs[best]))
        placed.append(_name_choice(best, dx, dy) if free else None)
        taken = np.vstack([taken, boxes[best : best + 1]]) if free else taken
    return placed


def _point_at_neighbours(centres: np.ndarray, number: int, reach: float) -> np.ndarray:
    """Return the mean direction (right, down) of the discs within *reach*, zero where there are none."""
    ways = centres - centres[number]
    lengths = np.hypot(*ways.T)
    near = (lengths > 0) & (lengths <= reach)
    return (ways[near] / lengths[near, None]).mean(axis=0) if near.any() else np.zeros(2)


def _list_choices(label: Label, gap: float, lean: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """List the places around a disc, the best first: how far right and down, and what it costs to be there."""
    away = (label.radius + gap + _STEP * label.height) * _SLANT
    dx, dy = _RIGHT * (away + label.width / 2), _DOWN * (away + label.height / 2)
    towards = np.maximum(0.0, (_RIGHT * lean[0] + _DOWN * lean[1]) * _SLANT - _NO_LEAN)
    costs = _STEP * _STEP_COST + towards * _LEAN_COST
    if math.hypot(label.width, label.height) / 2 <= label.radius:
        return np.append(dx, 0.0), np.append(dy, 0.0), np.append(costs, _STEP_COST)
    return dx, dy, costs


def _name_choice(number: int, dx: np.ndarray, dy: np.ndarray) -> Placed:
    if number == len(_STEP):
        return Placed("inside", 0.0, 0.0, False)
    step, side = divmod(number, len(_SIDES))
    return Placed(_SIDES[side], float(dx[number]), float(dy[number]), step > 0)


def _frame(label: Label, dx: np.ndarray, dy: np.ndarray) -> np.ndarray:
    x, y = label.x + dx, label.y + dy
    return np.column_stack([x - label.width / 2, y - label.height / 2, x + label.width / 2, y + label.height / 2])


def _overlap(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return the common area of every box with every other: rows of (left, top, right, bottom)."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    return np.clip(high - low, 0, None).prod(axis=2)


def _cover(boxes: np.ndarray, discs: np.ndarray) -> np.ndarray:
    """Return the common area as a share of the smaller of the two, so that a small disc is not hidden cheaply."""
    sizes = [(frames[:, 2:] - frames[:, :2]).prod(axis=1) for frames in (boxes, discs)]
    return _overlap(boxes, discs) / np.maximum(np.minimum(sizes[0][:, None], sizes[1][None, :]), 1e-9)
