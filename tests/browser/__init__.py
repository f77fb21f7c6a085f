"""A real browser walks the pages as an analyst and as a presenter do."""
