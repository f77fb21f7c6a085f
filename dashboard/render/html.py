"""An exhibit as HTML: its parts for the page and the briefing, and the whole of it for a picture.

Text is only ever text: the templates escape all of it. Foreign text is set apart, so that it cannot tear a date apart.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from dashboard.exhibits.exhibit import LOOKS, Chart, Exhibit, Look, Table, Theme
from dashboard.render.presets import Preset

HERE = Path(__file__).parent
LONGEST_LINK = 90

_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
# A run of right-to-left words with what lies between two of them, numbers included.
_FOREIGN = re.compile(f"([{_RIGHT_TO_LEFT}]+(?:[^{_RIGHT_TO_LEFT}A-Za-z]{{1,12}}[{_RIGHT_TO_LEFT}]+)*)")
_ARTICLE = re.compile(r"\b[AaEe]l-\w+")

LinkTo = Callable[[str], str]


def set_apart(text: str) -> Markup:
    """Return *text* escaped, each run of right-to-left words isolated by ``<bdi>``."""
    parts = enumerate(_FOREIGN.split(text))
    return Markup("").join(Markup("<bdi>{}</bdi>").format(part) if at % 2 else escape(part) for at, part in parts)


def keep_names(text: str) -> Markup:
    """Return *text* as :func:`set_apart` does, with no line break after the article of a name ("al-Qasr")."""
    return Markup(_ARTICLE.sub(r'<span class="whole">\g<0></span>', str(set_apart(text))))


@cache
def open_templates(folder: Path = HERE / "templates") -> Environment:
    """Return the templates of a folder; the filters ``apart`` and ``names`` write foreign text and names."""
    loader = FileSystemLoader(folder)
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"apart": set_apart, "names": keep_names}
    return environment


def _fill(template: str, **values: object) -> str:
    return open_templates().get_template(template).render(**values)


def write_head(exhibit: Exhibit, theme: Theme = "light") -> str:
    """Return the title and subtitle."""
    return _fill("head.html.j2", exhibit=exhibit, theme=theme)


def write_table(table: Table, theme: Theme = "light", link: LinkTo | None = None) -> str:
    """Return a table of words; *link* gives the address of a figure's page."""
    return _fill("table.html.j2", table=table, theme=theme, link=link)


def write_foot(exhibit: Exhibit, theme: Theme = "light") -> str:
    """Return note, source, and what a first page leaves out."""
    return _fill("foot.html.j2", exhibit=exhibit, theme=theme)


def write_picture(exhibit: Exhibit, preset: Preset, theme: Theme = "light", link: str | None = None) -> str:
    """Return the whole of a picture; its charts are empty boxes that the picture page fills.

    *link* is the absolute address of what it shows; without it none is printed.
    """
    body = [(isinstance(block, Chart), block) for block in exhibit.body if not getattr(block, "twin", False)]
    has_map = any(isinstance(block, Chart) and block.aspect for block in exhibit.body)
    beside = has_map and len(body) > 1 and preset.width > 1.2 * preset.height
    values = {"body": body, "beside": beside, "link": link, "printed": shorten_link(link) if link else None}
    return _fill("picture.html.j2", exhibit=exhibit, preset=preset, theme=theme, **values)


def shorten_link(link: str) -> str:
    """Return a link as it is printed: without its scheme, and without a selection too long to be typed."""
    short = link if len(link) <= LONGEST_LINK else link.partition("?")[0]
    return re.sub(r"^https?://", "", short)


def write_fonts(folder: str) -> str:
    """Return the faces of the fonts that lie at the address *folder*."""
    return (HERE / "fonts.css").read_text("utf-8").replace("/fonts", folder)


def write_style() -> str:
    """Return the style sheet of page, briefing, picture and print, with the colours of each theme."""
    rules = "\n".join(_write_colours(look) for look in LOOKS.values())
    return rules + "\n" + (HERE / "style.css").read_text("utf-8")


def _write_colours(look: Look) -> str:
    names = ("paper", "panel", "ink", "muted", "rule", "grid")
    values = " ".join(f"--{name}: {getattr(look, name)};" for name in names)
    return f".exhibit.{look.theme} {{ {values} --font: {look.font}; color-scheme: {look.theme}; }}"
