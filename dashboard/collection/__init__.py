"""The collection: reports read from seeds/, checked against each other, as typed figures and as tidy tables."""

from dashboard.collection.collection import Collection, add_report, read_collection
from dashboard.collection.faults import Fault, SeedError, UnknownId
from dashboard.collection.seeds import default_folder
from dashboard.collection.selection import Selection, read_selection
from dashboard.collection.vocabulary import Vocabulary

__all__ = ["Collection", "Fault", "SeedError", "Selection", "UnknownId", "Vocabulary"]
__all__ += ["add_report", "default_folder", "read_collection", "read_selection"]
