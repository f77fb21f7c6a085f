"""Maps: which places to mark and how, the ground below them, and the deck that the page moves about in."""
