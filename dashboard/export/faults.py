"""What can go wrong with an export, with a text that says what to do."""


class ExportError(Exception):
    """Something cannot be exported; the text says why and what to do."""
