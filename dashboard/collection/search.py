"""Search: every word that is typed stands somewhere in a figure's words, whatever its spelling."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakKeyDictionary

from dashboard.collection.collection import Collection
from dashboard.collection.vocabulary import names_of
from dashboard.records.folding import fold_searched
from dashboard.records.model import Record
from dashboard.records.reported import ReportedFigure

_folded: WeakKeyDictionary[Collection, dict[str, str]] = WeakKeyDictionary()


def matches_text(text: str, collection: Collection) -> Callable[[ReportedFigure], bool]:
    """Return the test whether a figure of *collection* holds every word of *text*."""
    words = fold_searched(text).split()
    index = search_index(collection)
    return lambda figure: all(word in index[figure.id] for word in words)


def search_index(collection: Collection) -> dict[str, str]:
    """Return the folded words of each figure by id; made once for a whole collection, for it is asked at every key."""
    whole = collection.whole
    if whole not in _folded:
        names: dict[str, str] = {}
        places = {
            name: _fold_places(around, whole, names) for name, around in whole.vocabulary.place_containers.items()
        }
        _folded[whole] = {
            figure.id: f"{_fold_figure(figure, names)} {places[figure.place.id]}" for figure in whole.figures
        }
    return _folded[whole]


def _fold_figure(figure: ReportedFigure, names: dict[str, str]) -> str:
    said = figure.said
    words = (figure.indicator, figure.group, said.speaker, said.voice)
    texts = (
        *(figure.id, figure.quote, figure.counts, figure.caveat, figure.wording),
        *(figure.place_as_written, said.speaker_as_written, figure.responsible, figure.cause),
        *(figure.place_basis, figure.date_as_written),
    )
    source = figure.source
    repeated = [_fold_names(word, names) for word in words if word is not None]
    repeated += [_fold_kept(text, names) for text in (source.title, source.publisher, said.via) if text]
    return " ".join([fold_searched(" ".join(text for text in texts if text)), *repeated])


def _fold_places(around: tuple[str, ...], collection: Collection, names: dict[str, str]) -> str:
    """Return the names of a place and of all that contain it: who seeks a city finds its quarters."""
    return " ".join(_fold_names(collection.vocabulary.places[name], names) for name in around)


def _fold_names(word: Record, names: dict[str, str]) -> str:
    return _fold_kept(" ".join(names_of(word)), names)


def _fold_kept(text: str, names: dict[str, str]) -> str:
    if text not in names:
        names[text] = fold_searched(text)
    return names[text]
