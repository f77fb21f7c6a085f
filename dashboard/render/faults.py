"""What can go wrong between an exhibit and its picture, or between a picture and its record."""

HOW_TO_GET_A_BROWSER = (
    "No Chrome or Chromium was found on this machine, and pictures are drawn by one. "
    "Debian or Ubuntu: apt-get install chromium. macOS or Windows: install Google Chrome. "
    "If it is installed in an unusual place, set BROWSER_PATH to its program file."
)


class RenderError(Exception):
    """A picture or PDF could not be made; the message is fit for a reader and names no path of the server."""


class NoBrowserError(RenderError):
    """No browser to draw with is installed."""


class DoesNotFitError(RenderError):
    """Not even the first row fits at the least size of type."""


class RecordError(Exception):
    """The file is no picture that can be read; the message says why."""
