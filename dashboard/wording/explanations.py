"""The rules of comparison in plain words, for the README and the page."""

from __future__ import annotations

from typing import Final, NamedTuple

from dashboard.wording.sentences import say

# The first that holds is the standing of a figure.
STANDINGS: Final = (
    "revised",
    "updated",
    "contradicted",
    "corroborated",
    "repeated",
    "one_voice",
    "not_comparable",
)
_SIGNS: Final = ("at_least", "more_than", "about", "up_to", "fewer_than", "estimate", "so_far", "forecast")


class Rule(NamedTuple):
    """What something is called, and when it holds or what it means."""

    id: str
    name: str
    when: str


RULES: Final = tuple(Rule(kind, say(f"name_{kind}"), say(f"rule_{kind}")) for kind in STANDINGS)

# How to read a figure: the sign before it, and what it means.
SIGNS: Final = tuple(Rule(sign, say(f"sign_{sign}"), say(f"meaning_{sign}")) for sign in _SIGNS)


def name_standing(kind: str) -> str:
    """Return what a standing is called: "One voice"."""
    return say(f"name_{kind}")


def write_rules_table() -> str:
    """Write the rules as a Markdown table, for the README."""
    rows = [f"| {rule.name} | {rule.when} |" for rule in RULES]
    return "\n".join([say("rules_heading"), "|---|---|", *rows])
