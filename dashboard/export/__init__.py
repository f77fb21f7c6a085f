"""What leaves the dashboard as files: one registry entry per format gives command, address, link and documentation."""

from dashboard.export.formats import FORMATS, Format

__all__ = ["FORMATS", "Format"]
