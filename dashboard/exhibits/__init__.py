"""Exhibits: one question each, answered with title, body, source, note and the ids of its figures."""
