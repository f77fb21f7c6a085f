"""The map: what it shows, the ground it stands on, and the deck that the browser turns."""
