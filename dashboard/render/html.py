"""An exhibit as HTML: its parts for the page and the briefing, and the whole of it for a picture of some size.

Text is only ever text: the templates escape all of it. Foreign text is set apart, so that it cannot tear a date apart.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from dashboard.exhibits.exhibit import LOOKS, Chart, Exhibit, Table, Theme

HERE = Path(__file__).parent
LONGEST_LINK = 90

_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
# A run of right-to-left words with what lies between two of them, numbers included.
_FOREIGN = re.compile(f"([{_RIGHT_TO_LEFT}]+(?:[^{_RIGHT_TO_LEFT}A-Za-z]{{1,12}}[{_RIGHT_TO_LEFT}]+)*)")
_ARTICLE = re.compile(r"\b[AaEe]l-\w{1,20}\b")


@dataclass(frozen=True)
class Preset:
    """A picture of ``width`` x ``height`` CSS pixels, drawn ``scale`` times as large.

    ``least`` and ``most`` bound the size of labels in CSS pixels, the largest at which all fits. A title is about 1.45
    times as large, source and note 0.79 times. A ``body_only`` picture leaves out what stands above and below the body.
    """

    id: str
    label: str
    width: int
    height: int
    scale: int
    least: int
    most: int
    body_only: bool = False


PRESETS = {
    "slide": Preset("slide", "Slide, 1920 × 1080", 1920, 1080, 1, 28, 38),
    "half": Preset("half", "Half a slide, 1920 × 2160", 960, 1080, 2, 28, 34),
    "document": Preset("document", "Report, half a page, 1800 × 1350", 1800, 1350, 1, 34, 44),
    "square": Preset("square", "Message, 1080 × 1080", 1080, 1080, 1, 28, 36),
}
# The room that a slide of a deck leaves between its words, at 144 pixels an inch; nobody asks for it by name.
SLIDE_BODY = Preset("slide-body", "body of a slide", 1762, 634, 2, 24, 32, body_only=True)


def set_apart(text: str) -> Markup:
    """Return *text* escaped, each run of right-to-left words isolated by ``<bdi>``."""
    parts = enumerate(_FOREIGN.split(text))
    return Markup("").join(Markup("<bdi>{}</bdi>").format(part) if at % 2 else escape(part) for at, part in parts)


def keep_names(text: str) -> Markup:
    """Return *text* as :func:`set_apart` does, with no line break after the article of a name ("al-Qasr")."""
    return Markup(_ARTICLE.sub(r'<span class="whole">\g<0></span>', str(set_apart(text))))


@cache
def open_templates(folder: Path = HERE / "templates") -> Environment:
    """Return the templates of a folder; the filter ``apart`` writes text as :func:`keep_names` does."""
    environment = Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined)
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters["apart"] = keep_names
    return environment


def _fill(template: str, **values: object) -> str:
    return open_templates().get_template(f"{template}.html.j2").render(**values)


def write_words(exhibit: Exhibit, theme: Theme = "light") -> tuple[str, str]:
    """Return the title with the subtitle, and note, source and what a first page leaves out."""
    return _fill("head", exhibit=exhibit, theme=theme), _fill("foot", exhibit=exhibit, theme=theme)


def write_table(table: Table, theme: Theme = "light", link: Callable[[str], str] | None = None) -> str:
    """Return a table of words; *link* gives the address of a figure's page."""
    return _fill("table", table=table, theme=theme, link=link)


def write_picture(exhibit: Exhibit, preset: Preset, theme: Theme = "light", link: str | None = None) -> str:
    """Return the whole of a picture; its charts are empty boxes that the picture page fills.

    *link*, the address of what it shows, is printed without its scheme, and without a selection too long to type.
    """
    body = [(isinstance(block, Chart), block) for block in exhibit.body if not getattr(block, "twin", False)]
    has_map = any(isinstance(block, Chart) and block.aspect for block in exhibit.body)
    beside = has_map and len(body) > 1 and preset.width > 1.2 * preset.height
    short = link if link is None or len(link) <= LONGEST_LINK else link.partition("?")[0]
    values = {"body": body, "beside": beside, "link": link, "printed": short and re.sub(r"^https?://", "", short)}
    return _fill("picture", exhibit=exhibit, preset=preset, theme=theme, **values)


def write_style(fonts: str = "/fonts") -> str:
    """Return the style sheet of page, briefing, picture and print: faces from the address *fonts*, colours by theme."""
    faces = (HERE / "fonts.css").read_text("utf-8").replace("/fonts", fonts)
    rules = []
    for look in LOOKS.values():
        names = ("paper", "panel", "ink", "muted", "rule", "grid")
        values = " ".join(f"--{name}: {getattr(look, name)};" for name in names)
        rules.append(f".exhibit.{look.theme} {{ {values} --font: {look.font}; color-scheme: {look.theme}; }}")
    return "\n".join([faces, *rules, (HERE / "style.css").read_text("utf-8")])
