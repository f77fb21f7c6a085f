"""How a report is cited, and the link that leads to a figure's own words."""

from __future__ import annotations

import re
from urllib.parse import quote as percent_encode

from dashboard.records.model import Source
from dashboard.records.reported import ReportedFigure
from dashboard.wording.days import write_day
from dashboard.wording.numbers import end
from dashboard.wording.sentences import say


def link_to_quote(figure: ReportedFigure) -> str | None:
    """Return the report's address with a text fragment that scrolls to the quote; None where it has no address."""
    return link_to_words(figure.source.link, figure.quote)


def link_to_words(url: str | None, words: str) -> str | None:
    """Return *url* with a text fragment for *words* (W3C URL Fragment Text Directives)."""
    if url is None:
        return None
    # A hyphen, comma or ampersand means something in the directive, so they are encoded too.
    encoded = percent_encode(words, safe="").replace("-", "%2D")
    return f"{url.split('#')[0]}#:~:text={encoded}"


def cite_apa(source: Source) -> str:
    """Cite a report after APA 7: author or publisher (date). Title. Publisher. Address."""
    day = source.date_published
    when = f"{day.year}, {write_day(day, weekday=False, year=False)}" if day else say("no_date")
    author = source.author or source.publisher
    parts = [f"{author} ({when}).", end(source.title)]
    if author != source.publisher:
        parts.append(end(source.publisher))
    return " ".join([*parts, source.link] if source.link else parts)


def cite_bibtex(source: Source) -> str:
    """Cite a report as a BibTeX ``@misc`` entry; braces and backslashes of its text are taken out."""
    day = source.date_published
    fields = {
        "author": source.author,
        "title": source.title,
        "howpublished": source.publisher,
        "year": str(day.year) if day else None,
        "month": str(day.month) if day else None,
        "day": str(day.day) if day else None,
        "url": source.link,
    }
    lines = [f"  {key} = {{{_plain_tex(text)}}}," for key, text in fields.items() if text]
    return "\n".join([f"@misc{{{source.id},", *lines, "}"])


def _plain_tex(text: str) -> str:
    return re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[{}\\]", "", text))


def cite_ris(source: Source) -> str:
    """Cite a report as RIS (tags TY AU TI PB DA LA UR ER)."""
    day = source.date_published
    fields = [
        ("TY", "NEWS" if source.kind == "news_article" else "RPRT"),
        ("AU", source.author),
        ("TI", source.title),
        ("PB", source.publisher),
        ("DA", f"{day:%Y/%m/%d}" if day else None),
        ("LA", source.language),
        ("UR", source.link),
    ]
    return "\r\n".join([*(f"{tag}  - {text}" for tag, text in fields if text), "ER  - ", ""])
