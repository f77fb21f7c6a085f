"""``/api`` itself: a page that says what can be asked for, made from the same registries that answer."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html import escape
from pathlib import Path

from dashboard.api.answer import Answer
from dashboard.api.call import MAX_QUERY, OPTIONS, Call
from dashboard.api.headers import read_frame_ancestors, write_api_policy
from dashboard.collection.package import TITLES
from dashboard.collection.selection import LABELS, PARAMETERS, list_choices
from dashboard.collection.tables import COLUMNS
from dashboard.exhibits import QUESTIONS
from dashboard.export.about import LICENCE, STANDING_LINE
from dashboard.export.formats import FORMATS, Format
from dashboard.render.presets import PRESETS

_MOST_CHOICES = 12

_STYLE = (Path(__file__).parent / "style.css").read_text("utf-8")
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

_EXAMPLES = (
    ("pandas", 'figures = pd.read_csv("ADDRESS/api/figures.csv?indicator=killed")'),
    ("R", 'figures <- read.csv("ADDRESS/api/figures.csv", encoding = "UTF-8")'),
    ("Excel", "Data → From Web: ADDRESS/api/figures.csv"),
    ("A page", '<img src="ADDRESS/api/exhibits/killed.png?preset=document" alt="…">'),
    ("Plotly", 'go.Figure(requests.get("ADDRESS/api/exhibits/killed.json").json()["body"][0]["plotly"])'),
    ("frictionless", 'frictionless.Package("ADDRESS/api/datapackage.json")'),
)
_PLAIN = {
    "text": "any words",
    "start": "a day: 2016-09-23",
    "end": "a day",
    "figure": "the id of a figure; chooses nothing",
}
_FAULTS = (
    ("304", "Nothing changed since the ETag you sent in If-None-Match."),
    ("400", "A parameter or a value that makes no sense: it is named, with what is accepted and the nearest."),
    ("404", "No such file, exhibit or figure: the known ones are listed."),
    ("405", "Only reading is possible: GET, HEAD, OPTIONS."),
    ("414", f"The query has over {MAX_QUERY:,} characters."),
    ("422", "Nothing of what is selected can be shown so, or a picture would not be legible: the answer says why."),
    ("503", "No Chrome on this machine for pictures, or too many wait: then Retry-After says when to come again."),
)


def answer_documentation(call: Call) -> Answer:
    """Answer ``/api``."""
    policy = write_api_policy(read_frame_ancestors(), style=f"'sha256-{_STYLE_HASH}'")
    headers = (("Content-Security-Policy", policy),)
    return Answer(write_page(call).encode(), "text/html", "api.html", headers=headers)


def write_page(call: Call) -> str:
    """Write the page; all that comes from the collection is escaped."""
    title = f"{call.whole.about.title}: by URL"
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p>{escape(STANDING_LINE)}. Tables, pictures and briefings of this dashboard, to read from a "
        f"program, a spreadsheet or a page of yours. Licence: {escape(LICENCE)}; the reports quoted belong to their "
        "publishers.</p>",
        _write_tables(),
        _write_exhibits(),
        _write_selection(call),
        f"<h2>For example</h2>{''.join(_write_example(label, text, call.base) for label, text in _EXAMPLES)}",
        _write_rules(),
    ]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><main>{''.join(parts)}</main></body></html>"
    )


def _write_example(label: str, example: str, base: str) -> str:
    return f"<p>{escape(label)}</p><pre><code>{escape(example.replace('ADDRESS', base))}</code></pre>"


def _write_table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _link(path: str, text: str) -> str:
    """Link to an address under ``/api/``, relative, so that it holds behind a proxy that adds a prefix."""
    return f'<a href="{escape(path)}"><code>{escape(text)}</code></a>'


def _of_scope(*scopes: str) -> list[Format]:
    return [one for one in FORMATS if one.scope in scopes]


def _write_purposes(formats: Iterable[Format]) -> str:
    return _write_table(
        ("Format", "For"), ((escape(f"{one.label} (.{one.ending})"), escape(one.purpose)) for one in formats)
    )


def _write_tables() -> str:
    formats = _of_scope("table")
    rows = [
        (
            f"{escape(name)}<br>{escape(TITLES[name])}",
            " · ".join(_link(f"api/{name}.{one.ending}", one.ending) for one in formats if name in one.tables),
        )
        for name in ("figures", *(name for name in COLUMNS if name != "figures"))
    ]
    whole = _of_scope("tables", "briefing")
    rows.append(("all of it", " · ".join(_link(one.address, one.address.removeprefix("api/")) for one in whole)))
    return (
        f"<h2>Tables</h2>{_write_table(('Table', 'As'), rows)}"
        "<p>An empty cell is not a zero: it is not known. What each column means stands in "
        f"{_link('api/datapackage.json', 'datapackage.json')}.</p>{_write_purposes([*formats, *whole])}"
    )


def _write_exhibits() -> str:
    formats = _of_scope("exhibit")
    rows = [
        (
            f"<code>{escape(question.id)}</code>" + (", takes a topic" if question.takes_topic else ""),
            escape(question.label),
            " · ".join(_link(f"api/exhibits/{question.id}.{one.ending}", one.ending) for one in formats),
        )
        for question in QUESTIONS
    ]
    sizes = "; ".join(f"<code>{size.id}</code> {escape(size.label)}" for size in PRESETS.values())
    options = [(f"<code>{name}</code>", _write_choices(list(OPTIONS[name]))) for name in OPTIONS]
    return (
        f"<h2>Exhibits</h2><p>{_link('api/exhibits', '/api/exhibits')} lists them and says which have something to "
        "show of what is selected, and why others have not. Every picture carries its source, and a record that the "
        f"Download page can read back.</p>{_write_table(('Exhibit', 'Question', 'As'), rows)}"
        "<p>One figure: <code>/api/figures/&lt;id&gt;.png</code> is its card, <code>.pdf</code> the same in vectors, "
        "<code>.json</code> all that is known of it. A topic is written as the Compare page does: "
        "<code>?about=killed&amp;who=people&amp;where=aleppo&amp;when=2016-09-23</code>; <code>who=all</code> and "
        "<code>when=any</code> leave open. A briefing takes <code>slides=killed,map</code>.</p>"
        f"<p>Sizes: {sizes}.</p>{_write_table(('Option', 'Values, the first where none is given'), options)}"
        f"{_write_purposes(formats)}"
    )


def _write_selection(call: Call) -> str:
    rows = []
    for name, parameter in PARAMETERS.items():
        values = _PLAIN[name] if name in _PLAIN else _write_choices(list(list_choices(call.whole, name)))
        rows.append((f"<code>{parameter}</code><br>{escape(LABELS.get(name, name))}", values))
    return (
        "<h2>Selection</h2><p>The parameters are those of the pages' own address. A name may be repeated: its values "
        "are alternatives, different names narrow further. <code>place</code> takes what lies within it, too; "
        "<code>text</code> looks for every word in a figure's words, however they are spelt.</p>"
        f"{_write_table(('Parameter', 'Values'), rows)}"
    )


def _write_choices(choices: list[str]) -> str:
    more = f" … {len(choices)} in all" if len(choices) > _MOST_CHOICES else ""
    return ", ".join(f"<code>{escape(choice)}</code>" for choice in choices[:_MOST_CHOICES]) + more


def _write_rules() -> str:
    faults = _write_table(("Status", "Meaning"), ((code, escape(words)) for code, words in _FAULTS))
    return (
        "<h2>Rules</h2><p>Reading is open to scripts of any site (CORS) unless the owner closes it: no cookie is read "
        "and nothing can be changed. Answers may be kept for a minute and have an ETag. While the collection has a "
        "fault, <code>Dashboard-Stale: true</code> says that what was read before is served, "
        "<code>Dashboard-Faults</code> how much is left out; JSON says it in <code>about</code>. Errors are JSON with "
        f"<code>status</code>, <code>error</code> and what is accepted.</p>{faults}"
    )
