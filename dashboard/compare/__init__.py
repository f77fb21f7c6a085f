"""Which figures speak of the same thing, how they differ, and where one stands among them.

Pure: tables in, records and tables out. The figures of a set of tables are indexed once (:func:`index_of`), so that a
lookup stays fast in a large collection.
"""

from dashboard.compare.accounts import NEAR, Account, weigh
from dashboard.compare.circles import Circles, Neighbour, describe_difference, find_circles
from dashboard.compare.findings import Finding, how_it_compares, list_findings
from dashboard.compare.index import CompareError, Comparison, index_of
from dashboard.compare.revisions import ORDER_NOTE, Ladder, Step, choose_ladder, list_ladders
from dashboard.compare.standing import RULES, Evidence, Rule, Standing, find_standing
from dashboard.compare.tolls import Chain, Toll, list_chains
from dashboard.compare.topics import (
    Topic,
    VoiceLine,
    choose_topic,
    count_voices,
    label_scope,
    list_lines,
    list_parts,
    list_scopes,
)

__all__ = [
    "NEAR",
    "ORDER_NOTE",
    "RULES",
    "Account",
    "Chain",
    "Circles",
    "CompareError",
    "Comparison",
    "Evidence",
    "Finding",
    "Ladder",
    "Neighbour",
    "Rule",
    "Standing",
    "Step",
    "Toll",
    "Topic",
    "VoiceLine",
    "choose_ladder",
    "choose_topic",
    "count_voices",
    "describe_difference",
    "find_circles",
    "find_standing",
    "how_it_compares",
    "index_of",
    "label_scope",
    "list_chains",
    "list_findings",
    "list_ladders",
    "list_lines",
    "list_parts",
    "list_scopes",
    "weigh",
]
