"""``/api`` itself: a page that says what can be asked for, made from the same registries that answer."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboard.api.call import MAX_QUERY, OPTIONS, Call
from dashboard.api.endpoint import Answer
from dashboard.api.headers import hash_inline, write_policy
from dashboard.collection.selection import LABELS, PARAMETERS, list_choices
from dashboard.collection.tables import TITLES
from dashboard.exhibits import QUESTIONS
from dashboard.export.about import LICENCE, STANDING_LINE
from dashboard.export.formats import FORMATS, TABLES
from dashboard.render.presets import PRESETS

HERE = Path(__file__).parent
STYLE = (HERE / "style.css").read_text("utf-8")
_TEMPLATES = Environment(
    loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_PLAIN = {
    "text": "any words",
    "start": "a day: 2016-09-23",
    "end": "a day",
    "figure": "the id of a figure; chooses nothing",
}


def answer_documentation(call: Call) -> Answer:
    """Answer ``/api``; all that comes from the collection is escaped."""
    page = _TEMPLATES.get_template("documentation.html.j2").render(
        title=f"{call.whole.about.title}: by URL",
        style=STYLE,
        standing=STANDING_LINE,
        licence=LICENCE,
        base=call.base,
        tables={name: TITLES[name] for name in TABLES},
        formats={scope: [one for one in FORMATS if one.scope == scope] for scope in ("table", "exhibit")},
        whole=[one for one in FORMATS if one.scope in ("tables", "briefing")],
        questions=QUESTIONS,
        presets=PRESETS.values(),
        options=OPTIONS,
        selection=[
            (parameter, LABELS.get(name, name), _PLAIN.get(name) or list(list_choices(call.whole, name)))
            for name, parameter in PARAMETERS.items()
        ],
        longest=MAX_QUERY,
    )
    policy = write_policy("api", hash_inline(STYLE))
    return Answer(page.encode(), "text/html", "api.html", headers=(("Content-Security-Policy", policy),))
