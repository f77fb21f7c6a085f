"""What can go wrong with an export, each with a text that says what to do."""

from __future__ import annotations


class ExportError(Exception):
    """Something cannot be exported; the text says why and what to do."""


class PictureError(ExportError):
    """A chart cannot be made into a legible picture of this size."""


class NoChromeError(ExportError):
    """There is no Chrome or Chromium on this machine, so no picture can be drawn."""


class BusyError(ExportError):
    """Too many pictures are being drawn; the same call works a little later."""


class PictureFault(ExportError):
    """A file is no picture of ours, or none that can be read safely."""


class NoRecordError(PictureFault):
    """A sound PNG that carries no record of figures."""
