"""Where a figure stands among the others: single voice, repeated, corroborated, contradicted or revised.

Derived, never typed. The rules stand in one table, :data:`RULES`, in order of precedence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dashboard.compare.accounts import Account, Agreement, weigh
from dashboard.compare.index import Comparison, index_of
from dashboard.compare.revisions import find_revisions
from dashboard.tables import Tables

STANDARDS = "Every Casualty, Standards for Casualty Recording (2016)"


@dataclass(frozen=True)
class Evidence:
    """What other figures say of one, after :func:`weigh`; other voices are taken at their latest word for a scope.

    ``excluding`` and ``allowing`` are other voices' accounts of the same indicator, group, place and window.
    ``agreeing`` are those, and with the same window also the ones a single step wider or narrower in place or group
    (East Aleppo and Aleppo, civilians and people): the same number then is told with its difference. ``repeating``
    are accounts of the same voice and scope with an agreeing number in other reports; ``replacing`` are its own
    later numbers.
    """

    figure: Account
    repeating: tuple[Account, ...]
    agreeing: tuple[Account, ...]
    excluding: tuple[Account, ...]
    allowing: tuple[Account, ...]
    replacing: tuple[Account, ...]

    @property
    def confirming_voices(self) -> frozenset[str]:
        """The independent voices behind the number: credited ones only, the figure's own among them."""
        return frozenset(account.voice for account in (self.figure, *self.agreeing) if account.credited)


@dataclass(frozen=True)
class Rule:
    """One line of the table: what the standing is called, when it holds, what it means and where it is from.

    ``test`` returns the accounts that support it, or nothing where it does not hold.
    """

    name: str
    words: str
    source: str
    test: Callable[[Evidence], tuple[Account, ...]]


def _is_corroborated(evidence: Evidence) -> tuple[Account, ...]:
    return evidence.agreeing if len(evidence.confirming_voices) > 1 else ()


def _is_repeated(evidence: Evidence) -> tuple[Account, ...]:
    return evidence.repeating if _is_corroborated(evidence) else (*evidence.repeating, *evidence.agreeing)


RULES: tuple[Rule, ...] = (
    Rule(
        "revised",
        "The same voice later gave another number for the same thing, or a higher one for a part of it.",
        f"Our rule; what is published must be kept up to date: {STANDARDS}, on a transparent methodology.",
        lambda evidence: evidence.replacing,
    ),
    Rule(
        "contradicted",
        "Another voice's bounds exclude it for the same group, place and days. Bounds that touch do not contradict.",
        f"{STANDARDS}, p. 25: disagreement between sources is reported, not resolved; bounds after UCDP GED low, "
        "best and high.",
        lambda evidence: evidence.excluding,
    ),
    Rule(
        "corroborated",
        "At least two independent voices give numbers that agree, for the same days and the same place and group or "
        "one a single step wider or narrower. A publisher that credits nobody is no voice.",
        f"{STANDARDS}, p. 25: crosschecking with sources independent from one another; Airwars' grade 'fair': two or "
        "more credible sources.",
        _is_corroborated,
    ),
    Rule(
        "repeated",
        "Several reports carry it, and behind them stands one voice at most.",
        f"{STANDARDS}, p. 25: reports that use the same primary source are one.",
        _is_repeated,
    ),
    Rule(
        "single voice",
        "One report, and no other number for the same group, place and days that agrees with it or excludes it.",
        f"{STANDARDS}, p. 57: what is not corroborated is flagged; Airwars' grade 'weak': a single source.",
        lambda evidence: (evidence.figure,),
    ),
)


@dataclass(frozen=True)
class Standing:
    """Where a figure stands: the first rule that holds, and what supports each rule that does."""

    name: str
    words: str
    evidence: Evidence
    support: dict[str, tuple[str, ...]]

    @property
    def figures(self) -> tuple[str, ...]:
        """The ids that support the standing."""
        return self.support[self.name]

    @property
    def also(self) -> tuple[str, ...]:
        """What else holds: a figure may be corroborated by some and contradicted by others."""
        return tuple(name for name in self.support if name not in (self.name, RULES[-1].name))


def find_standing(figure_id: str, tables: Tables) -> Standing:
    """Return where a figure stands among those of *tables*; raises :class:`CompareError` for an unknown id."""
    index = index_of(tables)
    return judge(gather_evidence(index, index.find(figure_id)))


def judge(evidence: Evidence) -> Standing:
    """Apply :data:`RULES` to the evidence."""
    held = [(rule, rule.test(evidence)) for rule in RULES]
    support = {rule.name: tuple(sorted({one.id for one in accounts})) for rule, accounts in held if accounts}
    first = next(rule for rule in RULES if rule.name in support)
    return Standing(first.name, first.words, evidence, support)


def gather_evidence(index: Comparison, at: int) -> Evidence:
    """Gather what the other figures say of the one at a position."""
    figure = index.account(at)
    positions = index.with_indicator(figure.indicator)
    positions = positions[index.step_mask(figure, positions) & (positions != at)]
    near = [] if figure.id in index.fractions else index.accounts(index.drop_fractions(positions))
    own = [one for one in near if one.voice == figure.voice and _is_same_scope(one, figure)]
    words: dict[Agreement, list[Account]] = {"agrees": [], "excludes": [], "allows": []}
    for account in _last_words(one for one in near if one.voice != figure.voice):
        relation = weigh(figure, account)
        if relation == "agrees" or _is_same_scope(account, figure):
            words[relation].append(account)
    return Evidence(
        figure,
        repeating=_sorted(one for one in own if weigh(figure, one) == "agrees" and one.source != figure.source),
        agreeing=_sorted(words["agrees"]),
        excluding=_sorted(words["excludes"]),
        allowing=_sorted(words["allows"]),
        replacing=tuple(find_revisions(index, at)),
    )


def _is_same_scope(one: Account, other: Account) -> bool:
    return (one.place, one.group, one.window) == (other.place, other.group, other.window)


def _last_words(accounts: Iterable[Account]) -> list[Account]:
    """Return each voice's account told last for each scope, with those of other reports that print the same number."""
    by_scope: dict[tuple[str, str, str | None], list[Account]] = {}
    for account in accounts:
        by_scope.setdefault((account.voice, account.place, account.group), []).append(account)
    last = {scope: max(told, key=Account.to_sort) for scope, told in by_scope.items()}
    return [one for scope, told in by_scope.items() for one in told if one.printed == last[scope].printed]


def _sorted(accounts: Iterable[Account]) -> tuple[Account, ...]:
    return tuple(sorted(accounts, key=Account.to_sort))
