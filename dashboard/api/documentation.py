"""``/api`` itself: a page that says what can be asked for, made from the same tables and lists that answer."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html import escape
from pathlib import Path

from dashboard.api.answer import Answer
from dashboard.api.call import MAX_QUERY, OPTIONS, PICTURE_OPTIONS, Call
from dashboard.api.data import HXL_TABLES, list_files
from dashboard.api.faults import ApiFault
from dashboard.api.headers import read_frame_ancestors, write_api_policy
from dashboard.charts import CHARTS
from dashboard.export.about import LICENCE
from dashboard.export.layout import PRESETS
from dashboard.filters import LABELS, PARAMETERS, list_choices
from dashboard.notes import STANDING_LINE
from dashboard.schemas import COLUMNS
from dashboard.topics import TOPICAL

_MOST_CHOICES = 12

_STYLE = (Path(__file__).parent / "style.css").read_text("utf-8")
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

_EXAMPLES = (
    ("pandas", 'figures = pd.read_csv("ADDRESS/api/figures.csv?indicator=killed")'),
    ("R", 'figures <- read.csv("ADDRESS/api/figures.csv", encoding = "UTF-8")'),
    ("Excel", "Data → From Web: ADDRESS/api/figures.csv"),
    ("A page", '<img src="ADDRESS/api/charts/killed_by_day.png?preset=document" alt="…">'),
    ("Plotly", 'go.Figure(requests.get("ADDRESS/api/charts/strikes.json").json())'),
    ("frictionless", 'frictionless.Package("ADDRESS/api/datapackage.json")'),
)
_FAULTS = (
    ("304", "Nothing changed since the ETag you sent in If-None-Match."),
    ("400", "A parameter or a value that makes no sense: it is named, with what is accepted."),
    ("404", "No such file, chart or figure: the known ones are listed."),
    ("405", "Only reading is possible: GET, HEAD, OPTIONS."),
    ("414", f"The query has over {MAX_QUERY:,} characters."),
    ("422", "A picture that would not be legible, or has nothing to show: the answer says what to choose instead."),
    ("503", "No Chrome on this machine for pictures, or too many wait: then Retry-After says when to come again."),
)


def answer_documentation(call: Call) -> Answer:
    """Answer ``/api``."""
    policy = write_api_policy(read_frame_ancestors(), style=f"'sha256-{_STYLE_HASH}'")
    headers = (("Content-Security-Policy", policy),)
    return Answer(write_page(call).encode(), "text/html", "api.html", headers=headers)


def answer_unknown(call: Call) -> Answer:
    """Refuse any other address under ``/api/`` (404)."""
    raise ApiFault(404, "there is nothing at this address", known=list_addresses())


def list_addresses() -> list[str]:
    """Return every kind of address there is."""
    pictures = ["/api/charts/<id>.png", "/api/charts/<id>.json", "/api/figures/<id>.png"]
    return ["/api", *(f"/api/{file}" for file in list_files()), "/api/charts", *pictures]


def write_page(call: Call) -> str:
    """Write the page; all that comes from the collection is escaped."""
    title = f"{call.tables.title}: by URL"
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p>{escape(STANDING_LINE)}. Tables and pictures of this dashboard, to read from a program, a spreadsheet "
        f"or a page of yours. Licence: {escape(LICENCE)}; the reports quoted belong to their publishers.</p>",
        _write_tables(),
        _write_filters(call),
        _write_charts(),
        "<h2>For example</h2><p>ADDRESS is where this dashboard runs.</p>",
        *(f"<p>{escape(label)}</p><pre><code>{escape(example)}</code></pre>" for label, example in _EXAMPLES),
        _write_rules(),
    ]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><main>{''.join(parts)}</main></body></html>"
    )


def _write_table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _link(path: str, text: str) -> str:
    """Link to an address under ``/api/``, relative, so that it holds behind a proxy that adds a prefix."""
    return f'<a href="api/{escape(path)}"><code>{escape(text)}</code></a>'


def _write_tables() -> str:
    rows = []
    for name in COLUMNS:
        forms = ["csv", "json", *(["hxl.csv"] if name in HXL_TABLES else [])]
        rows.append((escape(name), " · ".join(_link(f"{name}.{form}", form) for form in forms)))
    rows.append(("all tables", " · ".join(_link(file, file) for file in list_files()[-3:])))
    return f"<h2>Tables</h2>{_write_table(('Table', 'As'), rows)}" + (
        f"<p>What each column means stands in {_link('datapackage.json', 'datapackage.json')}. "
        "An empty cell is not a zero: it is not known. A text that a spreadsheet would take for a formula has an "
        "apostrophe before it in CSV.</p>"
    )


def _write_filters(call: Call) -> str:
    rows = [
        (f"<code>{name}</code><br>{escape(LABELS[name])}", _write_choices(list_choices(call.tables, name)))
        for name in PARAMETERS
    ]
    return (
        "<h2>Filter</h2><p>The parameters are those of the page's own address. A name may be repeated: its values "
        "are alternatives, different names narrow further. <code>text</code> looks for every word in a figure's "
        f"words.</p>{_write_table(('Parameter', 'Values'), rows)}"
    )


def _write_choices(choices: list[str]) -> str:
    if not choices:
        return "any words"
    more = f" … {len(choices)} in all" if len(choices) > _MOST_CHOICES else ""
    return ", ".join(f"<code>{escape(choice)}</code>" for choice in choices[:_MOST_CHOICES]) + more


def _write_charts() -> str:
    charts = [
        (_link(f"charts/{kind.id}.png", kind.id), escape(kind.question), _link(f"charts/{kind.id}.json", "json"))
        for kind in CHARTS.values()
    ]
    sizes = ", ".join(f"{size.id} {size.pixels[0]} × {size.pixels[1]} px" for size in PRESETS.values())
    options = [(f"<code>{name}</code>", _write_choices(list(OPTIONS[name]))) for name in PICTURE_OPTIONS]
    return (
        f"<h2>Pictures</h2><p>{_link('charts', '/api/charts')} lists them and says which have something to "
        "show under a filter. Every picture carries its sources, and a record that the Download page can read back.</p>"
        f"{_write_table(('PNG', 'Question', 'Plotly'), charts)}<p>One figure as a card: "
        f"<code>/api/figures/&lt;id&gt;.png</code>. Sizes: {escape(sizes)}.</p><p>{', '.join(TOPICAL)} take a topic as "
        "well, as the Compare page writes it: "
        "<code>?about=killed&amp;who=people&amp;where=aleppo&amp;when=2016-09-23</code>.</p>"
        f"{_write_table(('Option', 'Values, the first where none is given'), options)}"
    )


def _write_rules() -> str:
    faults = _write_table(("Status", "Meaning"), ((code, escape(words)) for code, words in _FAULTS))
    return (
        "<h2>Rules</h2><p>Reading is open to scripts of any site (CORS): the data are public, no cookie is read and "
        "nothing can be changed. Answers may be kept for a minute and have an ETag. Errors are JSON with "
        f"<code>status</code>, <code>error</code> and what is accepted.</p>{faults}"
    )
