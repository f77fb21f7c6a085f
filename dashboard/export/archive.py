"""Everything in one ZIP: the charts as pictures, the tables, the notes as text, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.export.about import About, make_zip
from dashboard.export.batch import Batch, write_chart_notes, write_figure_notes
from dashboard.export.data import write_csv
from dashboard.tables import Tables

_HEADING = """\
Reported humanitarian figures, each with its qualifier and its source.

charts/   one picture a chart; each carries its record inside, which the dashboard's "Check a picture" reads
tables/   the figures and what stands beside them, as CSV (UTF-8)
notes/    what each chart and each figure rests on, as text

A text cell that begins with = + - or @ has an apostrophe before it, so that a spreadsheet does not run it.
Empty is not zero: what nobody could count is in tables/gaps.csv.
"""


def make_archive(tables: Tables, batch: Batch, about: About, extra: Mapping[str, bytes] | None = None) -> bytes:
    """Return the ZIP of a batch drawn from *tables*; *extra* (name -> content) is put beside it, such as a deck."""
    files = {"README.txt": write_readme(batch, about).encode()}
    files |= {f"charts/{one.sourced.id}.png": one.png for one in batch.drawn}
    files |= {f"tables/{name}.csv": write_csv(name, table) for name, table in tables.items()}
    files |= {f"notes/{one.sourced.id}.txt": write_chart_notes(one.sourced, tables).encode() for one in batch.drawn}
    files["notes/all-figures.txt"] = ("\n\n".join(write_figure_notes(tables)) + "\n").encode()
    return make_zip(files | dict(extra or {}))


def write_readme(batch: Batch, about: About) -> str:
    """Write what the ZIP holds, of what, from when, and which charts were left out, with the reason."""
    facts = "\n".join(f"{key}: {text}" for key, text in about.as_dict().items())
    left_out = "\n".join(str(skipped) for skipped in batch.skipped) or "none"
    return f"{about.title}\n\n{facts}\n\n{_HEADING}\nCharts left out:\n{left_out}\n"
