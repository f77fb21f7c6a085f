"""One call of the API: which parameters it brings, and which part of the collection they ask for."""

import hashlib
import secrets
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from dashboard.api.faults import ApiFault
from dashboard.collection.collection import Collection
from dashboard.collection.faults import name_nearest, show
from dashboard.collection.live import State
from dashboard.collection.selection import PARAMETERS, TOPIC_PARAMETERS, Selection, list_choices, read_selection
from dashboard.compare import Topic, find_topic
from dashboard.compare import of as compare_in
from dashboard.exhibits.exhibit import LOOKS
from dashboard.export.about import About, describe
from dashboard.render.presets import PRESETS

# Browsers and proxies cut addresses from 8 kB on; a selection of every value of a collection stays far below.
MAX_QUERY = 16_384
MOST_FAULTS = 20
# An update of the program comes with a new run, and changes every ETag.
RUN = secrets.token_hex(8)

# What a parameter beside the selection may be; the first is taken where none is given.
OPTIONS: dict[str, tuple[str, ...]] = {"preset": tuple(PRESETS), "theme": tuple(LOOKS), "download": ("0", "1")}
SELECTION_NAMES = (*PARAMETERS.values(), *TOPIC_PARAMETERS)
DATA_NAMES = (*SELECTION_NAMES, "download")
PICTURE_NAMES = (*SELECTION_NAMES, *OPTIONS)
BRIEFING_NAMES = (*PICTURE_NAMES, "slides")
CARD_NAMES = tuple(OPTIONS)
# What is asked for in a parameter of a selection that takes no value of a list.
PLAIN = {"text": "any words", "start": "a day: 2016-09-23", "end": "a day", "figure": "an id; chooses nothing"}


@dataclass(frozen=True, eq=False)
class Call:
    """A call: the collection as it was when it came, the parts of the path, the parameters, the dashboard's address."""

    state: State
    path: Mapping[str, str]
    parameters: Mapping[str, Sequence[str]]
    base: str

    @cached_property
    def whole(self) -> Collection:
        """The whole collection; raises :class:`ApiFault` (503) where there is none."""
        if self.state.collection is None:
            raise ApiFault(503, f"the collection could not be read: {self.state.error or 'there is none yet'}")
        return self.state.collection

    @cached_property
    def selection(self) -> Selection:
        """The selection; raises :class:`ApiFault` (400) naming each value that makes no sense and what is accepted."""
        asked = {name: values for name, values in self.parameters.items() if name in SELECTION_NAMES}
        selection, problems = read_selection(asked, self.whole)
        if problems:
            wrong = {problem.split(":")[0] for problem in problems}
            listed = {p: name for name, p in PARAMETERS.items() if name not in PLAIN}
            accepted = {name: list(list_choices(self.whole, listed[name])) for name in sorted(wrong & listed.keys())}
            details: dict[str, Any] = {"accepted": accepted} if accepted else {}
            raise ApiFault(400, "; ".join(problems), **details)
        return selection

    @cached_property
    def chosen(self) -> Collection:
        """What the selection leaves of the collection."""
        comparison = compare_in(self.whole)
        return self.selection.choose(self.whole, lambda figure: comparison.standing(figure).kind)

    @property
    def topic(self) -> Topic | None:
        """The topic that is open, None where the call names none."""
        return find_topic(self.whole, self.selection.topic)

    @cached_property
    def about(self) -> About:
        """What a file made for this call says of itself."""
        about = describe(self.selection, self.whole, datetime.now(UTC), self.base)
        stale = {"stale": self.state.error or "the collection has a fault"} if self.state.stale else {}
        faults = [str(fault) for fault in self.state.faults[:MOST_FAULTS]]
        return replace(about, signs={**stale, **({"faults": faults} if faults else {})})

    @property
    def slides(self) -> list[str]:
        """The exhibits of a briefing in their order, as its page writes them."""
        return [name for text in self.parameters.get("slides", ()) for name in text.split(",") if name.strip()]

    @cached_property
    def key(self) -> Hashable:
        """What the answer depends on beside the collection's version, in one form however it was written."""
        options = tuple(self.option(name) for name in OPTIONS if name != "download")
        return self.selection.write_query(), options, tuple(self.slides), self.base

    def option(self, name: str) -> str:
        """Return one of ``OPTIONS``, the first where none is given; raises :class:`ApiFault` (400)."""
        accepted = OPTIONS[name]
        given = [value for value in self.parameters.get(name, ()) if value.strip()] or [accepted[0]]
        if len(given) > 1:
            raise ApiFault(400, f"{name}: given {len(given)} times, expected once", accepted={name: list(accepted)})
        if given[0] not in accepted:
            words = f"{name}: {show(given[0])}, expected one of {', '.join(accepted)}{name_nearest(given[0], accepted)}"
            raise ApiFault(400, words, accepted={name: list(accepted)})
        return given[0]

    def tag(self, path: str) -> str:
        """Return the ETag of the answer: of this run of the program, the collection's version and what is asked.

        Not of the answer itself, which holds the time it was made. It is a weak one, for the server may send the same
        answer compressed.
        """
        asked = f"{RUN} {self.state.version} {path} {self.key!r}".encode("utf-8", "replace")
        return f'W/"{hashlib.sha256(asked).hexdigest()[:32]}"'
