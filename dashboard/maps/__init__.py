"""The map: what it shows, the ground it stands on, and the deck that the browser moves."""

from dashboard.maps.deck import build_deck, picked_place
from dashboard.maps.places import Atlas, alt_text, list_places, read_atlas, write_note, write_title

__all__ = ["Atlas", "alt_text", "build_deck", "list_places", "picked_place", "read_atlas", "write_note", "write_title"]
