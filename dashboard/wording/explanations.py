"""The rules of comparison in plain words, for the README and the page."""

from __future__ import annotations

from typing import Final, NamedTuple, get_args

from dashboard.compare.standing import StandingWord
from dashboard.wording.sentences import say

# The first that holds is the standing of a figure.
_STANDINGS: Final[tuple[StandingWord, ...]] = get_args(StandingWord)
_SIGNS: Final = ("at_least", "more_than", "about", "up_to", "fewer_than", "estimate", "so_far", "forecast")


class Rule(NamedTuple):
    """What something is called, and when it holds or what it means."""

    id: str
    name: str
    when: str


RULES: Final = tuple(Rule(kind, say(f"name_{kind}"), say(f"rule_{kind}")) for kind in _STANDINGS)

# How to read a figure: the sign before it, and what it means.
SIGNS: Final = tuple(Rule(sign, say(f"sign_{sign}"), say(f"meaning_{sign}")) for sign in _SIGNS)


def write_rules_table() -> str:
    """Write the rules as a Markdown table, for the README."""
    rows = [f"| {rule.name} | {rule.when} |" for rule in RULES]
    return "\n".join([say("rules_heading"), "|---|---|", *rows])
