"""One call of the API: which parameters it brings, and which part of the collection they ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from dashboard.api.faults import ApiFault, shorten
from dashboard.compare import Topic
from dashboard.export.about import About
from dashboard.export.layout import PRESETS
from dashboard.export.png import MODES
from dashboard.filters import PARAMETERS, Filter, apply_filter, list_choices, read_filter, write_filter, write_query
from dashboard.live import State
from dashboard.tables import Tables
from dashboard.topics import PARAMETERS as TOPIC_PARAMETERS
from dashboard.topics import read_topic

# Browsers and proxies cut addresses from 8 kB on; a filter of every value of this collection stays far below.
MAX_QUERY = 16_384

# What a parameter beside the filter may be; the first is taken where none is given.
OPTIONS: dict[str, tuple[str, ...]] = {"preset": tuple(PRESETS), "theme": MODES, "download": ("0", "1")}
PICTURE_OPTIONS = tuple(OPTIONS)
DATA_OPTIONS = ("download",)

Parameters = Mapping[str, Sequence[str]]


@dataclass(frozen=True, eq=False)
class Call:
    """A call: the collection as it was when it came, the parts of the path, and the parameters."""

    state: State
    path: Mapping[str, str]
    parameters: Parameters

    @cached_property
    def tables(self) -> Tables:
        """The whole collection; raises :class:`ApiFault` (503) where there is none."""
        if self.state.tables is None:
            raise ApiFault(503, f"the collection could not be read: {self.state.error or 'there is none yet'}")
        return self.state.tables

    @cached_property
    def choice(self) -> Filter:
        """The filter; raises :class:`ApiFault` (400) naming each value that makes no sense and what is accepted."""
        choice, problems = read_filter(self.parameters, self.tables)
        if problems:
            wrong = dict.fromkeys(problem.split(":")[0] for problem in problems)
            accepted = {name: list_choices(self.tables, name) for name in wrong if name != "text"}
            raise ApiFault(400, "; ".join(problems), accepted=accepted)
        return choice

    @cached_property
    def view(self) -> Tables:
        """The tables with what the filter chooses."""
        return apply_filter(self.choice, self.tables)

    @cached_property
    def topic(self) -> Topic | None:
        """The topic of a comparison, None where the call names none; raises :class:`ApiFault` (400) as ``choice``."""
        if not any(name in self.parameters for name in TOPIC_PARAMETERS):
            return None
        topic, problems = read_topic(self.parameters, self.view)
        if problems:
            raise ApiFault(400, "; ".join(problems))
        return topic

    @cached_property
    def about(self) -> About:
        """What a file made for this call says of itself."""
        return About(self.tables.title, datetime.now(UTC), write_filter(self.choice), self.link())

    def link(self, **more: str) -> str:
        """Return the page's address with the same filter."""
        query = write_query(self.choice, **more)
        return f"/explore?{query}" if query else "/explore"

    def option(self, name: str) -> str:
        """Return one of ``OPTIONS``, the first where none is given."""
        return read_option(self.parameters, name)


def check_names(parameters: Parameters, accepted: Sequence[str]) -> None:
    """Refuse parameters of other names: one mistyped would quietly give everything (400)."""
    for name in parameters:
        if name not in accepted:
            expected = f"one of {', '.join(accepted)}" if accepted else "none"
            words = f"{shorten(name)}: no such parameter, expected {expected}"
            raise ApiFault(400, words, accepted_parameters=list(accepted))


def read_option(parameters: Parameters, name: str) -> str:
    """Read a parameter that takes one of a few values; raises :class:`ApiFault` (400)."""
    accepted = OPTIONS[name]
    given = [value for value in parameters.get(name, ()) if value.strip()]
    if len(given) > 1:
        raise ApiFault(400, f"{name}: given {len(given)} times, expected once", accepted={name: list(accepted)})
    if given and given[0] not in accepted:
        words = f"{name}: {shorten(given[0])!r}, expected one of {', '.join(accepted)}"
        raise ApiFault(400, words, accepted={name: list(accepted)})
    return given[0] if given else accepted[0]


def read_parameters(items: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Gather the pairs of a query as name -> values, in the order they came."""
    gathered: dict[str, list[str]] = {}
    for name, value in items:
        gathered.setdefault(name, []).append(value)
    return gathered


FILTER_NAMES = (*PARAMETERS, *DATA_OPTIONS)
PICTURE_NAMES = (*PARAMETERS, *TOPIC_PARAMETERS, *PICTURE_OPTIONS)
