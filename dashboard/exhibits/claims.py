"""What is claimed: statements in our own words, by topic; where one contradicts another the two stand side by side."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.collection.collection import Collection
from dashboard.exhibits.exhibit import Block, Cell, Row, Section, Table
from dashboard.exhibits.forms.table import columns, cut, tell_who
from dashboard.exhibits.making import Draft, NothingToShow
from dashboard.records.reported import ReportedStatement
from dashboard.wording.headings import head, title_claimed

MOST = 60
Pair = tuple[ReportedStatement, ReportedStatement]


def claims(collection: Collection) -> Draft:
    """List who claims what; a claim is reported differently only where its record names the one that it contradicts."""
    if not collection.statements:
        raise NothingToShow(head("nothing_claimed"))
    pairs, single = _pair(collection.statements)
    alone, title = len(collection.reports) == 1, title_claimed(pairs, single)
    body = list[Block]()
    if pairs:
        heads = columns("about one_says other_says", 20, 40, 40)
        rows = tuple(Row((Cell(one.topic), _claim(one, alone), _claim(other, alone))) for one, other in pairs)
        body.append(Table(heads, (Section(rows),), title))
    rest = tuple(Row((Cell(one.topic), Cell(one.summary), tell_who([one], alone))) for one in single)
    shown, more = cut([Section(rest)], MOST, "by_topic")
    if single:
        heads = columns("about claim who", 20, 50, 30)
        body.append(Table(heads, shown, title))
    records = [*(one for pair in pairs for one in pair), *single]
    return Draft(title, body, records, note=head("claims_note"), more=more)


def _pair(statements: Sequence[ReportedStatement]) -> tuple[list[Pair], list[ReportedStatement]]:
    """Part statements into those that contradict another one here, each with it, and the rest by topic."""
    known = {one.id: one for one in statements}
    pairs = [(one, known[one.contradicts]) for one in statements if one.contradicts in known]
    paired = {one.id for pair in pairs for one in pair}
    topics = list(dict.fromkeys(one.topic for one in statements))
    rest = [one for one in statements if one.id not in paired]
    return pairs, sorted(rest, key=lambda one: topics.index(one.topic))


def _claim(one: ReportedStatement, alone: bool) -> Cell:
    who = tell_who([one], alone)
    return Cell(one.summary, sub="; ".join(filter(None, (who.text, who.sub))))
