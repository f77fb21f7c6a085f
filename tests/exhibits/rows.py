"""Reads the tables of an exhibit as plain text."""

from __future__ import annotations

from dashboard.exhibits import Cell, Exhibit, Table


def list_rows(exhibit: Exhibit, heading: str | None = None) -> list[tuple[Cell, ...]]:
    """Return the cells of all rows, or of those under headings that begin so."""
    sections = [section for block in exhibit.body if isinstance(block, Table) for section in block.sections]
    return [
        row.cells
        for section in sections
        if heading is None or (section.heading or "").startswith(heading)
        for row in section.rows
    ]


def read_rows(exhibit: Exhibit, heading: str | None = None) -> list[str]:
    """Return each row as one line, its cells and what stands below them between bars."""
    return [
        " | ".join(f"{cell.text} [{cell.sub}]" if cell.sub else cell.text for cell in cells).replace("\u00a0", " ")
        for cells in list_rows(exhibit, heading)
    ]


def find_row(exhibit: Exhibit, *words: str) -> str:
    """Return the only row that holds all *words*."""
    [row] = [row for row in read_rows(exhibit) if all(word in row for word in words)]
    return row
