"""The collection: reports read from seeds/, checked against each other, as typed figures and as tidy tables."""

from dashboard.collection.collection import Collection, make_collection, read_collection
from dashboard.collection.faults import Fault, SeedError, UnknownId
from dashboard.collection.live import LiveCollection, State, open_collection
from dashboard.collection.seeds import add_seeds_option, default_folder
from dashboard.collection.selection import Selection, read_selection
from dashboard.collection.vocabulary import Vocabulary, read_vocabulary

__all__ = [
    "Collection",
    "Fault",
    "LiveCollection",
    "SeedError",
    "Selection",
    "State",
    "UnknownId",
    "Vocabulary",
    "add_seeds_option",
    "default_folder",
    "make_collection",
    "open_collection",
    "read_collection",
    "read_selection",
    "read_vocabulary",
]
