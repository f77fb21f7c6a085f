"""Asks the questions of the registry by their names."""

from functools import partial

from dashboard.collection import Collection
from dashboard.compare import Topic
from dashboard.exhibits import Exhibit, find_question


def ask(name: str, collection: Collection, topic: Topic | None = None) -> Exhibit:
    """Answer one question."""
    return find_question(name).answer(collection, topic)


changing, claims, how_firm, killed, not_known = (
    partial(ask, name) for name in ("changing", "claims", "how_firm", "killed", "not_known")
)
people_to_scale, rescue_service, running_totals, side_by_side, timeline = (
    partial(ask, name) for name in ("people_to_scale", "rescue_service", "running_totals", "side_by_side", "timeline")
)
voices_apart, water, what_was_hit, where, who_says = (
    partial(ask, name) for name in ("voices_apart", "water", "what_was_hit", "where", "who_says")
)
