"""Humanitarian figures, each with its source: the loader, the charts, the exports and the pages."""
